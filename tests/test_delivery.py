"""The container and the action, as far as they can be looked at without Docker and GitHub."""

import fnmatch
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import tomllib
from pathlib import Path

import httpx
import pytest
import yaml
from click.testing import CliRunner

from ragmock.cli import main
from ragmock.handle import Handle, Refused

from .test_cli import COMMAND, WITHIN, serving

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def instructions():
    """Give the instructions of the Dockerfile, each with its words."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [tuple(line.split(maxsplit=1)) for line in lines]


def last(name):
    return [words for each, words in instructions() if each == name][-1]


def options_of(command):
    """Give the options that a command of the command line has."""
    return {option for each in main.get_command(None, command).params for option in each.opts}


# ---------------------------------------------------------------------- the container
def test_the_container_is_built_from_all_that_the_package_is_made_of():
    copied = {
        word.rstrip("/")
        for name, words in instructions()
        if name == "COPY" and "--from" not in words
        for word in words.split()[:-1]
    }
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {each.partition("/")[0] for each in (*wheel["only-include"], *wheel["force-include"])}
    named = {PROJECT["project"]["readme"], *PROJECT["project"]["license-files"], "pyproject.toml"}

    assert copied == needed | named
    assert [each for each in copied if not (ROOT / each).exists()] == []


def test_nothing_else_is_sent_to_docker():
    first, *rest = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    let_through = {each.removeprefix("!") for each in rest if each.startswith("!")}
    copied = {
        word
        for name, words in instructions()
        if name == "COPY" and "--from" not in words
        for word in words.split()[:-1]
    }

    assert first == "*"
    assert let_through == copied
    assert fnmatch.filter(let_through, ".*") == []


def test_the_container_runs_as_nobody_in_particular():
    user = last("USER")

    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)


def test_the_container_runs_what_the_command_line_has():
    command = [*json.loads(last("ENTRYPOINT")), *json.loads(last("CMD"))]
    _, _, check = last("HEALTHCHECK").partition("CMD ")

    assert command[0] == "ragmock"
    assert {each for each in command if each.startswith("--")} <= options_of(command[1])
    assert CliRunner().invoke(main, [*command[1:], "--help"]).exit_code == 0
    assert CliRunner().invoke(main, [*json.loads(check)[1:], "--help"]).exit_code == 0
    assert last("EXPOSE") in CliRunner().invoke(main, [command[1], "--help"]).output


def test_what_the_container_runs_is_steered_with_its_token_and_healthy_without(monkeypatch):
    monkeypatch.setenv("RAGMOCK_ADMIN_TOKEN", "open-sesame")
    _, *options = json.loads(last("CMD"))
    with serving(*options) as (_, (proof, _)):
        url = f"http://127.0.0.1:{proof.rpartition(':')[2].strip()}"
        with Handle(url) as stranger, Handle(url, "open-sesame") as handle:
            healthy = stranger.health()
            with pytest.raises(Refused, match="no_token"):
                stranger.list_worlds()
            worlds = handle.list_worlds()

    assert healthy == {"status": "ok"}
    assert worlds == []


# ---------------------------------------------------------------------- the action
def test_the_action_is_composed_of_steps_that_say_their_shell():
    steps = ACTION["runs"]["steps"]

    assert ACTION["runs"]["using"] == "composite"
    assert [each["shell"] for each in steps if "run" in each] == ["bash"] * len(steps)
    # what a workflow says goes in as a variable, never into the text of a script
    assert [each["name"] for each in steps if "${{" in each["run"]] == []


def test_what_the_action_calls_has_its_options():
    scripts = "\n".join(each["run"] for each in ACTION["runs"]["steps"])
    called = re.findall(r'bin/ragmock" (\w+)([^|>]*)', scripts)

    assert [name for name, _ in called] == ["serve", "health"]
    for name, words in called:
        assert set(re.findall(r"--[a-z-]+", words)) <= options_of(name)


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_the_action_starts_a_server_and_tells_the_steps_that_follow(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
    (tmp_path / "ragmock" / "bin").mkdir(parents=True)
    # the first step installs ragmock there; here it stands ready
    program = tmp_path / "ragmock" / "bin" / "ragmock"
    program.write_text(
        f'#!/bin/sh\n[ "$1" != serve ] || echo $$ > "{tmp_path}/pid"\nexec "{COMMAND}" "$@"\n'
    )
    program.chmod(0o755)
    said = {name: each["default"] for name, each in ACTION["inputs"].items()}
    given = {
        "FIXTURE": said["fixture"],
        "PROGRESSION": said["progression"],
        "PORT": port,
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_ENV": str(tmp_path / "env"),
    }
    script = ACTION["runs"]["steps"][1]["run"]
    try:
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            env={**os.environ, **given},
            timeout=WITHIN,
            check=False,
        )
        told = dict(line.split("=", 1) for line in (tmp_path / "env").read_text().splitlines())
        key = {"Authorization": f"Bearer {told['DIFY_API_KEY']}"}
        answer = httpx.get(f"{told['DIFY_API_BASE']}/datasets", headers=key, trust_env=False)
    finally:
        end(int((tmp_path / "pid").read_text()))

    assert done.returncode == 0
    assert set(ACTION["runs"]["steps"][1]["env"]) == {"FIXTURE", "PROGRESSION", "PORT"}
    assert answer.json()["total"] == 0
    assert told["RAGMOCK_URL"] == f"http://127.0.0.1:{port}"
    assert set(told) == {
        *("RAGMOCK_URL", "DIFY_API_BASE", "DIFY_API_KEY", "RAGFLOW_API_BASE", "RAGFLOW_API_KEY")
    }


def end(pid):
    """End a server that this test started, and wait until it has."""
    os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + WITHIN
    while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
        time.sleep(0.02)
