"""Readers that misbehave do it in a process of their own, and no longer than bearable."""

import os
import socket
import sys
from pathlib import Path

import pytest

from ragmock.text import confined, pdf
from ragmock.text.confined import confined as apart

from . import misbehaving
from .test_office import pdf_file

limited = pytest.mark.skipif(sys.platform == "win32", reason="there is no limit of memory")


def reason(reader, content=b"x"):
    with pytest.raises(ValueError, match=r".") as refused:
        apart(reader)(content)
    return str(refused.value)


def test_a_reader_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(confined, "MOST_SECONDS", 0.5)

    assert reason(misbehaving.hangs) == "reading it took more than 0.5 seconds"


@pytest.mark.parametrize("content", [b"x", b"x" * 1_000_000])
def test_a_reader_that_crashes_crashes_itself_alone(content):
    assert reason(misbehaving.crashes, content) == (
        "reading it took more than 1.5 GB, or crashed the reader"
    )


@limited
def test_a_reader_gets_no_more_memory_than_is_bearable():
    assert reason(misbehaving.allocates) == "reading it took more than 1.5 GB"


@pytest.mark.parametrize(
    ("reader", "why"),
    [
        (misbehaving.exits, "it cannot be read: 0"),
        (misbehaving.nests, "its parts are nested too deep"),
        (misbehaving.babbles, "it has more than 20000000 characters"),
    ],
)
def test_whatever_goes_wrong_has_a_reason(reader, why):
    assert reason(reader) == why


def test_a_reader_may_print():
    assert apart(misbehaving.prints)("é\n".encode()) == ["é\n"]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs a list of open files")
def test_a_reader_inherits_nothing(monkeypatch):
    monkeypatch.setenv("RAGMOCK_SECRET", "x")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        os.set_inheritable(listening.fileno(), True)
        *environment, files = apart(misbehaving.tells)(b"")

    assert set(environment) <= {"LC_CTYPE", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH"}
    assert int(files) == 5  # in, out, error, the answer, and the list of them


def test_a_reader_is_imported_alone():
    imported = apart(misbehaving.knows)(b"")

    assert {each for each in imported if each.startswith("ragmock.")} == {
        *("ragmock._rooms", "ragmock.text"),
    }
    assert {"bs4", "docx", "lxml", "pypdfium2", "python_calamine"}.isdisjoint(imported)


def test_an_interpreter_that_cannot_be_started_is_a_reason(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/there/is/none")

    assert reason(misbehaving.prints).startswith("its reader cannot be started: ")


@pytest.mark.parametrize("name", ["frozen", "executable"])
def test_an_application_in_one_file_reads_by_itself(name, monkeypatch):
    monkeypatch.setattr(sys, name, "" if name == "executable" else True, raising=False)

    assert apart(pdf.pages)(pdf_file("one")) == ["one"]
    assert reason(pdf.pages, b"%PDF-1.4").startswith("it cannot be read: ")
