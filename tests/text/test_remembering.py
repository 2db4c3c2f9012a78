"""A file is read once, however often it is uploaded."""

import sys

import pytest

from ragmock.text.reading import Unreadable, read

from .test_office import pdf_file


@pytest.fixture
def readerless(monkeypatch):
    """Let no process be started any more that reads, when it is called."""
    return lambda: monkeypatch.setattr(sys, "executable", "/there/is/none")


def test_what_was_read_is_read_again_without_a_process(readerless):
    first = read("one.pdf", pdf_file("read once"))
    readerless()

    assert read("other.pdf", pdf_file("read once")) == first == ["read once"]
    with pytest.raises(Unreadable, match="its reader cannot be started"):
        read("one.pdf", pdf_file("read never"))


def test_what_could_not_be_read_is_tried_again(monkeypatch, readerless):
    content = pdf_file("later")
    readerless()
    with pytest.raises(Unreadable, match="its reader cannot be started"):
        read("later.pdf", content)
    monkeypatch.undo()

    assert read("later.pdf", content) == ["later"]


def test_what_one_kind_of_file_said_no_other_is_taken_to_say():
    content = b"a,b\n<p>1</p>,2\n"

    assert read("table.csv", content) != read("page.html", content)


def test_what_is_done_to_what_was_read_is_not_remembered():
    content = b"question,answer\nWho?,We.\n"
    rows = read("faq.csv", content)
    rows.append("more")

    assert read("faq.csv", content) == rows[:-1]
