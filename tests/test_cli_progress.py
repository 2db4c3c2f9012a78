"""How the commands show how far they are, and what is left of it."""

import json
import os
import signal
import sys
from contextlib import contextmanager
from subprocess import DEVNULL, PIPE, Popen

import httpx
import pytest

from ragmock.fake import Fake
from ragmock.snapshots import saved

from .terminal import WITHIN, Terminal, shown

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
def no_dumb_one(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")


#: Runs a command that takes all work for long, and stops at some words, for good or for seconds.
RUN = """
import sys, threading
from ragmock.commands import progress
from ragmock.cli import main
progress.SOON = progress.OFTEN = progress.RARELY = 0.001
told = progress.Progress.step
def step(self, done, of, says):
    told(self, done, of, says)
    if f"{done}/{of} {says}" == words:
        threading.Event().wait(float(seconds) if seconds else None)
progress.Progress.step = step
words, seconds = sys.argv.pop(1), sys.argv.pop(1)
main()
"""


@contextmanager
def running(*arguments, stops="", seconds="", **more):
    """Run a command until the end of the block."""
    with Popen(
        [sys.executable, "-c", RUN, stops, seconds, *arguments],
        stdin=DEVNULL,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        **more,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ran(*arguments, **more):
    """Run a command that stops for long enough; give what it wrote to pipes, and its exit code."""
    with running(*arguments, seconds="1", text=True, **more) as process:
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
        says, arguments = "10/11 documents of big.yaml", (*SERVE, "--fixture=big.yaml")
        *_, code = ran(*arguments, stops=says, cwd=files, stderr=seen.end)

    assert code == 2
    assert says in seen.written()
    assert shown(seen.written())[0].startswith("ragmock: big.yaml:16: ")


@pytest.mark.parametrize("on_terminal", [True, False])
def test_the_standard_output_has_nothing_of_it(on_terminal, files):
    arguments = ("check-docs", "--format=json", "page.md")
    says = "0/1 documents checked, now page.md"
    with Terminal() as seen:
        errors = seen.end if on_terminal else PIPE
        output, lines, code = ran(*arguments, stops=says, cwd=files, stdout=PIPE, stderr=errors)

    assert (code, json.loads(output)["findings"]) == (0, [])
    if on_terminal:
        assert says in seen.written()
        assert shown(seen.written()) == [""]
    else:
        assert f"ragmock: {says}\n" in lines
        assert {each[:9] for each in lines.splitlines()} == {"ragmock: "}


def test_with_log_quiet_the_server_says_nothing_of_it(files):
    arguments = (*SERVE, "--fixture=big.yaml", "--state=worlds.json", "--log=quiet")
    streams = {"stdout": PIPE, "stderr": PIPE, "text": True}
    says = "5/10 documents of big.yaml"
    with running(*arguments, stops=says, seconds="1", cwd=files, **streams) as process:
        process.stdout.readline()
        process.terminate()

        assert process.communicate(timeout=WITHIN)[1] == ""


def test_a_replay_shows_a_bar_only_where_its_lines_go_elsewhere(files):
    more = {"stops": "2/3 request 2, GET /v1/datasets", "cwd": files}
    with Terminal() as seen:
        output, _, code = ran("replay", "bundle.json", stdout=PIPE, stderr=seen.end, **more)
    with Terminal() as both:
        ran("replay", "bundle.json", stdout=both.end, stderr=both.end, **more)

    assert code == 0
    assert more["stops"] in seen.written()
    assert shown(seen.written()) == [""]
    assert shown(both.written())[:-1] == output.splitlines()
    assert "left" not in both.written()
