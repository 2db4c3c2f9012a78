"""How far long work is: a bar on a terminal, plain lines elsewhere, and nothing of it stays."""

import io
import os
import re
import time
from contextlib import contextmanager, redirect_stderr, suppress
from threading import Event

import pytest

from ragmock.commands import progress
from ragmock.commands.progress import Progress

from .terminal import WITHIN, Terminal, shown

AT_ONCE = 0.001  # seconds
NEVER = 3600.0


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Have all work taken for long."""
    for name in ("SOON", "OFTEN", "RARELY"):
        monkeypatch.setattr(progress, name, AT_ONCE)
    monkeypatch.setenv("TERM", "xterm")


@contextmanager
def terminal(columns=100):
    """Let the standard error be a terminal."""
    with Terminal(columns) as made:
        with os.fdopen(os.dup(made.end), "w", encoding="utf-8") as stream, redirect_stderr(stream):
            yield made
        made.written()


@contextmanager
def pipe():
    """Let the standard error be a pipe; give its other end."""
    theirs, ours = os.pipe()
    with os.fdopen(theirs, encoding="utf-8") as lines:
        with os.fdopen(ours, "w") as stream, redirect_stderr(stream):
            yield lines
        assert lines.read() == ""  # more than the test has read


# ---------------------------------------------------------------------- on a terminal
def test_a_bar_says_how_many_of_how_many_are_done():
    with terminal() as seen, Progress() as going:
        going.step(3, 12, "documents of big.yaml")
        seen.wait_for("3/12 documents of big.yaml")
        going.step(9, 12, "documents of big.yaml")
        seen.wait_for("9/12 documents of big.yaml")

    assert re.search(r"\r 25%\|█{5} {15}\| \? left, 3/12 ", seen.written())
    assert re.search(r"\r 75%\|█{15} {5}\| \d\d:\d\d left, 9/12 ", seen.written())


def test_at_its_end_the_bar_is_gone_and_nothing_but_text_was_written():
    with terminal() as seen, Progress() as going:
        going.step(1, 2, "documents")
        seen.wait_for("1/2 documents")

    assert shown(seen.written()) == [""]
    assert "\x1b" not in seen.written()  # neither colours nor a hidden cursor


def test_it_is_gone_when_the_work_fails_too():
    with terminal() as seen, suppress(KeyboardInterrupt), Progress() as going:
        going.step(1, 2, "documents")
        seen.wait_for("1/2 documents")
        raise KeyboardInterrupt

    assert shown(seen.written()) == [""]


def test_where_other_things_are_counted_another_bar_begins():
    with terminal() as seen, Progress() as going:
        going.step(9, 10, "characters")
        seen.wait_for("9/10 characters")
        going.step(1, 10, "documents")
        seen.wait_for("1/10 documents")

    before, _, _ = seen.written().partition(" 10%|██  ")
    assert shown(before) == [""]


def test_what_is_done_soon_shows_no_bar(monkeypatch):
    monkeypatch.setattr(progress, "SOON", NEVER)
    with terminal() as seen, Progress() as going:
        going.step(1, 2, "documents")

    assert seen.written() == ""


def test_a_bar_fits_the_width_of_the_terminal():
    with terminal(columns=50) as seen, Progress() as going:
        going.step(1, 2, "文档" * 50)
        seen.wait_for("文")
        going.step(2, 2, "documents of " + "a" * 100)
        seen.wait_for("2/2")

    assert max(map(width, seen.written().split("\r"))) < 50


def width(text):
    return sum(2 if each in "文档" else 1 for each in text)


def test_what_would_steer_the_terminal_is_spelled_out():
    with terminal() as seen, Progress() as going:
        going.step(1, 2, "documents of \x1b[2J.yaml")
        seen.wait_for(r"documents of \x1b[2J.yaml")

    assert "\x1b" not in seen.written()


# ---------------------------------------------------------------------- elsewhere
def test_in_a_pipe_there_are_plain_lines_each_once():
    with pipe() as lines, Progress() as going:
        going.step(1, 2, "documents of big.yaml")
        first = lines.readline()
        time.sleep(50 * AT_ONCE)  # in which it might be told again
        going.step(2, 2, "documents of \x1bbig.yaml")
        second = lines.readline()

    assert first == "ragmock: 1/2 documents of big.yaml\n"
    assert second == "ragmock: 2/2 documents of \\x1bbig.yaml\n"


def test_lines_are_rare(monkeypatch):
    monkeypatch.setattr(progress, "RARELY", NEVER)
    with pipe(), Progress() as going:
        going.step(1, 2, "documents")


def test_a_dumb_terminal_gets_plain_lines(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    with terminal() as seen, Progress() as going:
        going.step(1, 2, "documents")
        seen.wait_for("documents")

    assert seen.written() == "ragmock: 1/2 documents\r\n"


def test_a_quiet_one_starts_nothing(monkeypatch):
    monkeypatch.setattr(progress, "Thread", None)
    with pipe(), Progress(quiet=True) as going:
        going.step(1, 2, "documents")


def test_work_goes_on_when_nobody_reads_any_more():
    tried = Event()

    class Gone(io.StringIO):
        def write(self, _):
            tried.set()
            raise BrokenPipeError

    with redirect_stderr(Gone()), Progress() as going:
        going.step(1, 2, "documents")

        assert tried.wait(WITHIN)
