"""How far long work is: a bar on a terminal, plain lines elsewhere, and nothing of it stays."""

import io
import json
import os
import re
import signal
import sys
from contextlib import contextmanager, redirect_stderr, suppress
from subprocess import DEVNULL, PIPE, Popen
from threading import Event

import httpx
import pytest

from ragmock.commands import progress
from ragmock.commands.progress import Progress
from ragmock.fake import Fake
from ragmock.snapshots import saved

from .terminal import WITHIN, Terminal, shown

AT_ONCE = 0.001  # seconds
NEVER = 3600.0

KEY = {"Authorization": "Bearer dataset-a"}
BIG = (
    "about: "
    + "Big. " * 300
    + "\ndify:\n  datasets:\n    - name: Big\n      documents:\n"
    + "".join(f"        - {{name: {number}.txt, text: Cats.}}\n" for number in range(10))
)
PAGE = """# Datasets

```bash
curl -X GET http://localhost/v1/datasets -H 'Authorization: Bearer dataset-demo'
```
"""


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


# ---------------------------------------------------------------------- the commands
#: Runs a command that takes all work for long, and stops for good at some words.
RUN = """
import sys, threading
from ragmock.commands import progress
from ragmock.cli import main
progress.SOON = progress.OFTEN = progress.RARELY = 0.001
told = progress.Progress.step
def step(self, done, of, says):
    told(self, done, of, says)
    threading.Event().wait(None if f"{done}/{of} {says}" == words else 0.02)
progress.Progress.step = step
words = sys.argv.pop(1)
main()
"""


@contextmanager
def running(*arguments, stops="", **more):
    """Run a command until the end of the block."""
    with Popen(
        [sys.executable, "-c", RUN, stops, *arguments],
        stdin=DEVNULL,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        **more,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ran(*arguments, **more):
    """Run a command; give its exit code, and what it wrote to pipes."""
    with running(*arguments, text=True, **more) as process:
        return (*process.communicate(timeout=WITHIN), process.returncode)


@pytest.fixture
def files(tmp_path):
    """Write a fixture, worlds that were saved, a document, and a bundle."""
    (tmp_path / "big.yaml").write_text(BIG, encoding="utf-8")
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    fake = Fake(str(tmp_path / "big.yaml"))
    saved.write(tmp_path / "worlds.json", [fake.worlds.open("a").snapshot()])
    with fake.serve() as handle:
        for _ in range(3):
            httpx.get(f"{handle.url}/v1/datasets", headers=KEY, trust_env=False, timeout=WITHIN)
        (tmp_path / "bundle.json").write_text(fake.world("a").bundle(), encoding="utf-8")
    return tmp_path


SERVE = ("serve", "--port=0")
#: What takes long; where it is interrupted; the exit code, and what is left on the terminal.
LONG = {
    "a fixture is parsed": (
        (*SERVE, "--fixture=big.yaml"),
        "0/1 thousand characters of big.yaml",
        0,
        [""],
    ),
    "a fixture is loaded": (
        (*SERVE, "--fixture=big.yaml"),
        "5/10 documents of big.yaml",
        0,
        [""],
    ),
    "worlds are read": (
        (*SERVE, "--fixture=empty", "--state=worlds.json"),
        "5/10 documents of worlds.json",
        0,
        [""],
    ),
    "worlds are taken up": (
        (*SERVE, "--fixture=empty", "--state=worlds.json"),
        "1/1 worlds of worlds.json",
        0,
        [""],
    ),
    "a fixture is loaded for a command": (
        ("exec", "--fixture=big.yaml", "true"),
        "5/10 documents of big.yaml",
        1,
        ["", "Aborted!", ""],
    ),
    "documents are read": (
        ("check-docs", "page.md"),
        "0/1 documents read, now page.md",
        1,
        ["", "Aborted!", ""],
    ),
    "commands are played": (
        ("check-docs", "page.md"),
        "0/1 documents checked, now page.md: 1 commands played",
        1,
        ["", "Aborted!", ""],
    ),
}


@pytest.mark.parametrize("name", LONG)
def test_interrupted_in_the_middle_it_leaves_the_terminal_clean(name, files):
    arguments, says, code, left = LONG[name]
    with Terminal() as seen:
        streams = {"stdout": seen.end, "stderr": seen.end}
        with running(*arguments, stops=says, cwd=files, **streams) as process:
            seen.wait_for(says)
            process.send_signal(signal.SIGINT)
            ended = process.wait(WITHIN)

    assert ended == code
    assert shown(seen.written()) == left


def test_what_ends_the_server_at_once_takes_the_bar_away_too(files):
    says = "5/10 documents of big.yaml"
    with Terminal() as seen:
        arguments = (*SERVE, "--fixture=big.yaml")
        with running(*arguments, stops=says, cwd=files, stderr=seen.end) as process:
            seen.wait_for(says)
            process.terminate()

            assert process.wait(WITHIN) == 0

    assert shown(seen.written()) == [""]


def test_a_mistake_is_told_where_the_bar_was(files):
    (files / "big.yaml").write_text(BIG + "        - {name: a.pdf, base64: '!'}\n")
    with Terminal() as seen:
        *_, code = ran(*SERVE, "--fixture=big.yaml", cwd=files, stderr=seen.end)

    assert code == 2
    assert "10/11 documents of big.yaml" in seen.written()
    assert shown(seen.written())[0].startswith("ragmock: big.yaml:16: ")


@pytest.mark.parametrize("on_terminal", [True, False])
def test_the_standard_output_has_nothing_of_it(on_terminal, files):
    arguments = ("check-docs", "--format=json", "page.md")
    with Terminal() as seen:
        errors = seen.end if on_terminal else PIPE
        output, lines, code = ran(*arguments, cwd=files, stdout=PIPE, stderr=errors)

    assert (code, json.loads(output)["findings"]) == (0, [])
    if on_terminal:
        assert "documents checked, now page.md" in seen.written()
        assert shown(seen.written()) == [""]
    else:
        assert "ragmock: 0/1 documents checked, now page.md\n" in lines
        assert {each[:9] for each in lines.splitlines()} == {"ragmock: "}


def test_with_log_quiet_the_server_says_nothing_of_it(files):
    arguments = (*SERVE, "--fixture=big.yaml", "--state=worlds.json", "--log=quiet")
    streams = {"stdout": PIPE, "stderr": PIPE, "text": True}
    with running(*arguments, cwd=files, **streams) as process:
        process.stdout.readline()
        process.terminate()

        assert process.communicate(timeout=WITHIN)[1] == ""


def test_a_replay_shows_a_bar_only_where_its_lines_go_elsewhere(files):
    with Terminal() as seen:
        output, _, code = ran("replay", "bundle.json", cwd=files, stdout=PIPE, stderr=seen.end)
    with Terminal() as both:
        ran("replay", "bundle.json", cwd=files, stdout=both.end, stderr=both.end)

    assert code == 0
    assert "2/3 request 2, GET /v1/datasets" in seen.written()
    assert shown(seen.written()) == [""]
    assert shown(both.written())[:-1] == output.splitlines()
    assert "left" not in both.written()
