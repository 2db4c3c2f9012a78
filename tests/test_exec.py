"""`ragmock exec` and `ragmock health`, run as anybody runs them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from .test_cli import COMMAND, WITHIN, ragmock_, serving

#: What a command says of where it was started.
TELL = """
import json, os, urllib.request
names = "RAGMOCK_URL", "RAGMOCK_ADMIN_TOKEN", "DIFY_API_BASE", "DIFY_API_KEY"
told = {name: os.environ.get(name) for name in (*names, "RAGFLOW_API_BASE", "RAGFLOW_API_KEY")}
for name in ("DIFY", "RAGFLOW"):
    path = "datasets" if name == "DIFY" else "dataset"
    key = {"Authorization": "Bearer " + told[f"{name}_API_KEY"]}
    asked = urllib.request.Request(told[f"{name}_API_BASE"] + "/" + path, headers=key)
    told[name] = len(json.load(urllib.request.urlopen(asked))["data"])
asked = urllib.request.Request(told["RAGMOCK_URL"] + "/__admin/worlds")
if told["RAGMOCK_ADMIN_TOKEN"]:
    asked.add_header("Authorization", "Bearer " + told["RAGMOCK_ADMIN_TOKEN"])
told["worlds"] = [each["progression"] for each in json.load(urllib.request.urlopen(asked))["data"]]
print(json.dumps(told))
"""


def exec_(*words, options=(), **more):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("RAGMOCK_")}
    more = {"env": {**environment, "NO_PROXY": "*"}, **more}
    return ragmock_("exec", *options, "--", *words, **more)


def told(*options, **more):
    """Run a command that tells where it was started; give that."""
    said = exec_(sys.executable, "-c", TELL, options=options, **more)
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout.splitlines()[0])


def test_a_command_finds_the_server_and_its_apis():
    said = told()
    url = said["RAGMOCK_URL"]

    assert url.startswith("http://127.0.0.1:")
    assert (said["DIFY_API_BASE"], said["DIFY_API_KEY"]) == (f"{url}/v1", "dataset-demo")
    assert said["RAGFLOW_API_BASE"] == f"{url}/api/v1"
    assert said["RAGFLOW_API_KEY"] == "ragflow-demo"
    assert said["RAGMOCK_ADMIN_TOKEN"] is None
    assert said["DIFY"] > 0
    assert said["RAGFLOW"] > 0
    assert said["worlds"] == ["immediate"]
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)


def test_the_server_is_as_its_options_say():
    said = told("--fixture=empty", "--progression=manual", "--admin-token=sesame")

    assert (said["DIFY"], said["worlds"]) == (0, ["manual"])
    assert said["RAGMOCK_ADMIN_TOKEN"] == "sesame"  # noqa: S105 - it is for this test alone


def test_off_loopback_the_command_has_the_token():
    said = told("--host=0.0.0.0")

    assert said["RAGMOCK_URL"].startswith("http://127.0.0.1:")
    assert len(said["RAGMOCK_ADMIN_TOKEN"]) > 20


@pytest.mark.parametrize(("script", "code"), [("exit 0", 0), ("exit 7", 7), ("kill -9 $$", 137)])
def test_it_exits_with_the_code_of_the_command(script, code):
    assert exec_("sh", "-c", script).returncode == code


def test_a_command_that_there_is_none_of_is_told_as_shells_do(tmp_path):
    text = tmp_path / "text"
    text.write_text("no program", encoding="utf-8")
    missing, unusable = exec_("no-such-command"), exec_(text)

    assert (missing.returncode, unusable.returncode) == (127, 126)
    assert "there is no command no-such-command" in missing.stderr
    assert "Permission denied" in unusable.stderr


def test_a_server_that_cannot_be_is_told_before_the_command_runs():
    said = exec_("echo", "it ran", options=["--fixture=full"])

    assert (said.returncode, said.stdout) == (2, "")
    assert "full" in said.stderr


def test_without_a_command_nothing_starts():
    said = ragmock_("exec", "--fixture=empty")

    assert said.returncode == 2
    assert "COMMAND" in said.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_ends_it_is_passed_on_and_waited_for(number):
    script = (
        "import signal, sys, time\n"
        f"signal.signal({int(number)}, lambda *_: (print('told', flush=True), sys.exit(3)))\n"
        "print('ready', flush=True)\n"
        "time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [COMMAND, "exec", "--", sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        start_new_session=True,  # no terminal would tell the command
    )
    try:
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        printed, _ = process.communicate(timeout=WITHIN)
    finally:
        process.kill()
        process.wait()

    assert (printed, process.returncode) == ("told\n", 3)


def test_a_pytest_that_it_runs_has_its_worlds_there(tmp_path):
    (tmp_path / "test_it.py").write_text(
        "import os\n\n\n"
        "def test_it(ragmock):\n"
        "    assert ragmock.dify.origin == os.environ['RAGMOCK_URL']\n"
        "    assert ragmock.show()['fixture'] == 'empty'\n",
        encoding="utf-8",
    )
    words = ("-m", "pytest", "-q", "-p", "ragmock.pytest_plugin.plugin", "-p", "no:cacheprovider")
    said = exec_(
        *(sys.executable, *words, "-W", "error", tmp_path),
        options=["--host=0.0.0.0"],
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "NO_PROXY": "*"},
    )

    assert said.returncode == 0, said.stdout
    assert "1 passed" in said.stdout


def test_what_stands_behind_the_command_is_its_own():
    said = ragmock_("exec", "echo", "--fixture=full", "-n")
    mistyped = ragmock_("exec", "--fixtur=empty", "echo")

    assert (said.returncode, said.stdout) == (0, "--fixture=full -n\n")
    assert (mistyped.returncode, mistyped.stdout) == (2, "")


def test_what_the_command_tried_is_told_beside_what_it_printed():
    script = 'curl --silent "$DIFY_API_BASE/datasets" -H "Authorization: Bearer $DIFY_API_KEY"'
    asked, silent = exec_("sh", "-c", f"{script}; exit 3"), exec_("true")

    assert (asked.returncode, json.loads(asked.stdout)["page"]) == (3, 1)
    assert asked.stderr.startswith("Coverage of the contract, dify\n")
    assert "operations  1 of " in asked.stderr
    assert silent.stderr == "The command called no API.\n"


# ---------------------------------------------------------------------- health
def test_health_needs_no_token_and_tells_who_is_up():
    with serving("--host=0.0.0.0") as (_, (proof, _)):
        port = proof.rpartition(":")[2].strip()
        url = f"http://127.0.0.1:{port}"
        up = ragmock_("health", f"--url={url}")
        there = ragmock_("health", env={**os.environ, "RAGMOCK_URL": url})

    assert (up.returncode, up.stdout) == (0, "up\n")
    assert there.returncode == 0


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "nowhere"])
def test_health_tells_who_is_not(url):
    down = ragmock_("health", f"--url={url}")

    assert (down.returncode, down.stdout) == (1, "")
    assert len(down.stderr.splitlines()) == 1


def test_health_waits_until_the_server_is_up():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free_port = taken.getsockname()[1]
    waiting = subprocess.Popen(
        [COMMAND, "health", f"--url=http://127.0.0.1:{free_port}", "--timeout=60"],
        stdout=subprocess.PIPE,
    )
    try:
        time.sleep(0.2)  # it asks in vain at first, or it does not: both end well
        with serving(f"--port={free_port}"):
            printed, _ = waiting.communicate(timeout=WITHIN)
    finally:
        waiting.kill()
        waiting.wait()

    assert (printed, waiting.returncode) == (b"up\n", 0)
