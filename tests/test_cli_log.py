"""What `ragmock serve` prints of each request."""

import json
import os
import pty
import re
import socket
import subprocess

import httpx
import pytest

from .conftest import serve
from .test_cli import COMMAND, WITHIN, serving

KEY = {"Authorization": "Bearer dataset-log"}
NEW = {"name": "Handbook"}


@pytest.fixture
def served(tmp_path):
    """Give a client, and what gives the lines that were printed of its requests."""

    def start(*options):
        return serve("empty", tmp_path, "immediate", *options)

    return start


def create_twice(server):
    with server.client("/v1", "dataset-log") as client:
        return [client.post("/datasets?secret=abcdefgh", json=NEW) for _ in range(2)]


def of_requests(server):
    return [line for line in server.log().splitlines() if "/v1/datasets?" in line]


def in_json(server):
    every = [json.loads(line) for line in server.log().splitlines() if line.startswith("{")]
    return [each for each in every if each["path"] == "/v1/datasets"]


def test_a_line_tells_method_path_operation_status_time_and_diagnosis(served):
    with served("--log=lines") as server:
        create_twice(server)
        made, refused = of_requests(server)

    call = r"POST    /v1/datasets\?secret=\.\.\.  dify\.datasets\.create_dataset"
    assert re.fullmatch(rf"{call}  200  \d+\.\d ms", made)
    assert re.fullmatch(
        rf"{call}  409  \d+\.\d ms  Another dataset has this name: name 'Handbook'", refused
    )


def test_as_json_it_is_what_the_journal_shows_in_short(served):
    with served("--log=json") as server:
        create_twice(server)
        printed = in_json(server)
        shown = server.client("/__admin").get("/requests?world=log").json()["data"]

    assert printed == shown[::-1]
    assert [each["status"] for each in printed] == [200, 409]


def test_as_json_all_that_is_printed_is_json():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [COMMAND, "serve", f"--port={port}", "--log=json"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        told = process.stderr.readline()
        httpx.get(f"{told.split()[-1]}/v1/datasets", headers=KEY, trust_env=False, timeout=WITHIN)
        printed = json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()

    assert told.startswith("ragmock ")
    assert printed["path"] == "/v1/datasets"


@pytest.mark.parametrize("options", [(), ("--log=quiet",)])
def test_where_no_terminal_is_nothing_is_printed_unless_it_is_asked_for(served, options):
    with served(*options) as server:
        create_twice(server)

        assert of_requests(server) == []


def test_it_is_printed_also_where_no_journal_is_kept(served):
    with served("--log=json", "--journal=0") as server:
        create_twice(server)
        printed = in_json(server)

    assert [(each["id"], each["status"]) for each in printed] == [(None, 200), (None, 409)]


def test_keys_are_not_printed(served):
    with served("--log=lines") as server, server.client("/v1", "dataset-log") as client:
        client.get("/datasets/dataset-log", params={"api_key": "hidden-away"})
        client.get("/nowhere", headers={"Authorization": "Bearer sk-hidden-away"})
        printed = server.log()

    assert "dataset-...?api_key=..." in printed
    assert "/v1/nowhere" in printed
    assert "hidden-away" not in printed


def test_what_would_steer_a_terminal_is_written_out(served):
    with served("--log=lines") as server, server.client("/v1", "dataset-log") as client:
        client.get("/datasets/%1B[2J%0Aé€%C2%9B")
        printed = server.log()

    assert r"/v1/datasets/\x1b[2J\né€\x9b  " in printed


# ---------------------------------------------------------------------- a terminal
def lines_on_a_terminal(monkeypatch, no_color):
    """Run the server on a terminal; give what it prints of a request."""
    monkeypatch.setenv("NO_COLOR", no_color)
    ours, its = pty.openpty()
    process = subprocess.Popen(
        [COMMAND, "serve", "--port=0"], stdin=its, stdout=its, stderr=its, close_fds=True
    )
    os.close(its)
    try:
        with os.fdopen(ours, encoding="utf-8", newline="") as terminal:
            url = terminal.readline().split()[-1]
            httpx.get(f"{url}/v1/datasets", headers=KEY, trust_env=False, timeout=WITHIN)
            return next(line for line in terminal if line.startswith("GET"))
    finally:
        process.kill()
        process.wait()


def test_on_a_terminal_lines_are_printed_and_coloured(monkeypatch):
    line = lines_on_a_terminal(monkeypatch, "")

    assert "\x1b[32m\x1b[1m200\x1b[0m" in line


def test_with_no_color_they_are_not_coloured(monkeypatch):
    line = lines_on_a_terminal(monkeypatch, "1")

    assert "  200  " in line
    assert "\x1b" not in line


def test_the_server_goes_on_when_nobody_reads_any_more():
    with serving("--log=lines") as (process, (proof, _)):
        process.stdout.readline()  # the last that is said at the start
        process.stdout.close()
        url = proof.split()[-1]
        answers = [
            httpx.get(f"{url}/v1/datasets", headers=KEY, trust_env=False, timeout=WITHIN)
            for _ in range(3)
        ]
        alive = process.poll() is None

    assert [each.status_code for each in answers] == [200, 200, 200]
    assert alive
