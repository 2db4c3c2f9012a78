"""The command line, run as anybody runs it."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sysconfig
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
import yaml

import ragmock
from ragmock import contract

COMMAND = Path(sysconfig.get_path("scripts"), "ragmock")
DOCUMENT = yaml.safe_load(contract.load().text)
WITHIN = 60  # seconds; nothing here takes five

has_ipv6 = socket.has_ipv6 and Path("/proc/net/if_inet6").exists()


def ragmock_(*arguments, **options):
    """Run a command to its end."""
    return subprocess.run(
        [COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=WITHIN,
        check=False,
        **options,
    )


@contextmanager
def serving(*arguments):
    """Run `ragmock serve` on a free port; give the process, and the lines that it printed."""
    process = subprocess.Popen(
        [COMMAND, "serve", "--port=0", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process, [process.stdout.readline(), process.stdout.readline()]
    finally:
        process.kill()
        process.communicate()


def get(url, key=None):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return httpx.get(url, headers=headers, trust_env=False, timeout=WITHIN)


def operations():
    """Read off the contract what the rows of `routes --json` must be, without ragmock's reader."""
    for path, item in DOCUMENT["paths"].items():
        for method in ("get", "put", "post", "delete", "patch"):
            if method in item:
                spec = item[method]
                yield {
                    "provider": item["x-provider"],
                    "method": method.upper(),
                    "path": path,
                    "operation": spec["operationId"],
                    "alias_of": spec.get("x-alias-of"),
                    "printed_in": spec.get("x-printed-in", []),
                    "summary": spec["summary"],
                }


def refusals():
    """Read off the contract what it says of each refusal."""
    for name, example in DOCUMENT["components"]["examples"].items():
        if "x-status" in example:
            yield {
                "name": name,
                "status": example["x-status"],
                "summary": example["summary"],
                "seen": example["x-seen"],
            }


# ---------------------------------------------------------------------- the tables
def test_it_says_its_version():
    said = ragmock_("--version")

    assert said.returncode == 0
    assert said.stdout.split()[-1] == ragmock.__version__
    assert said.stderr == ""


def test_routes_for_machines_are_the_operations_of_the_contract():
    said = ragmock_("routes", "--json")

    rows = json.loads(said.stdout)
    assert said.returncode == 0
    assert sorted(rows, key=str) == sorted(operations(), key=str)


def test_routes_for_people_are_a_line_for_each_operation():
    said = ragmock_("routes")

    lines = [line.split() for line in said.stdout.splitlines()]
    assert said.returncode == 0
    assert sorted(lines) == sorted(
        [each["method"], each["path"], each["operation"]] for each in operations()
    )


def test_refusals_for_machines_are_the_wordings_of_the_contract():
    said = ragmock_("refusals", "--json")

    rows = json.loads(said.stdout)
    assert said.returncode == 0
    assert [{key: row[key] for key in row if key != "body"} for row in rows] == list(refusals())


def test_no_blank_is_left_in_the_words_of_a_refusal():
    rows = json.loads(ragmock_("refusals", "--json").stdout)

    assert [
        row["name"]
        for row in rows
        if any(re.search(r"\{[a-z_]+\}", str(value)) for value in row["body"].values())
    ] == []


def test_refusals_for_people_are_a_line_for_each_wording():
    said = ragmock_("refusals")

    lines = [line.split(maxsplit=2) for line in said.stdout.splitlines()]
    assert said.returncode == 0
    assert lines == [[str(each["status"]), each["name"], each["summary"]] for each in refusals()]


@pytest.mark.parametrize("command", ["routes", "refusals"])
def test_a_table_can_be_printed_where_only_ascii_is_known(command):
    said = ragmock_(command, "--json", env={**os.environ, "PYTHONIOENCODING": "ascii"})

    assert (said.returncode, said.stderr) == (0, "")


# ---------------------------------------------------------------------- a server
def test_three_lines_prove_that_the_contract_was_understood_and_say_what_to_try():
    with serving("--fixture=busy") as (process, (proof, attempt)):
        found = re.fullmatch(
            r"ragmock (\S+): (\d+) operations of (\d+) providers, (\d+) refusals, "
            r"fixture (\S+), (http://127\.0\.0\.1:\d+)\n",
            proof,
        )
        pages = process.stdout.readline().removeprefix("Or in a browser: ").rstrip().split(", ")
        statuses = [get(each).status_code for each in pages]
        process.terminate()
        rest, errors = process.communicate(timeout=WITHIN)

    assert found is not None
    providers = {each["provider"] for each in operations()}
    assert found.groups()[:5] == (
        ragmock.__version__,
        str(len(list(operations()))),
        str(len(providers)),
        str(len(list(refusals()))),
        "busy",
    )
    assert attempt.startswith(f"Try: curl {found[6]}/")
    assert pages == [found[6], f"{found[6]}/docs", f"{found[6]}/__admin/docs"]
    assert statuses == [200, 200, 200]
    assert (rest, errors) == ("", "")


@pytest.mark.skipif(not (shutil.which("bash") and shutil.which("curl")), reason="needs bash, curl")
@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", pytest.param("::1", marks=pytest.mark.skipif(not has_ipv6, reason="no IPv6"))],
)
def test_the_curl_line_works_when_pasted(host):
    with serving(f"--host={host}") as (_, (_, attempt)):
        line = attempt.removeprefix("Try: ")
        pasted = subprocess.run(
            ["bash", "-c", line],
            capture_output=True,
            text=True,
            timeout=WITHIN,
            check=True,
            env={**os.environ, "NO_PROXY": "*"},
        )

    assert [each["name"] for each in json.loads(pasted.stdout)["data"]] != []


def test_the_endpoints_file_holds_urls_and_keys_that_work(tmp_path):
    path = tmp_path / "endpoints.json"

    with serving(f"--endpoints-file={path}") as (_, (proof, _)):
        told = json.loads(path.read_text(encoding="utf-8"))
        answers = {
            "dify": get(f"{told['dify']}/datasets", told["dify_key"]),
            "ragflow": get(f"{told['ragflow']}/dataset", told["ragflow_key"]),
            "data": get(f"{told['data']}/data?id=123", told["data_key"]),
        }

    assert proof.rstrip().endswith(told["url"])
    assert {name: each.status_code for name, each in answers.items()} == dict.fromkeys(answers, 200)
    assert len(answers["dify"].json()["data"]) > 0
    assert answers["ragflow"].json()["code"] == 0
    assert answers["data"].json()["data"]["id"] == 123


def test_the_host_is_where_it_listens():
    with serving("--host=localhost") as (_, (proof, _)):
        url = proof.split()[-1]
        status = get(f"{url}/health").status_code

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url)
    assert status == 200


def test_the_contract_can_be_read_from_the_server(server):
    as_yaml, as_json = (get(f"{server.url}/openapi.{kind}") for kind in ("yaml", "json"))

    assert as_yaml.text == contract.load().text
    assert as_json.json() == json.loads(json.dumps(DOCUMENT, default=str))
    assert [each.headers["content-type"].partition(";")[0] for each in (as_yaml, as_json)] == [
        "application/yaml",
        "application/json",
    ]


# ---------------------------------------------------------------------- the end
def nobody(_):
    """Leave the server alone."""


def idle(connection):
    """Keep a connection open after an answer."""
    connection.sendall(b"GET /health HTTP/1.1\r\nHost: ragmock\r\n\r\n")
    assert connection.recv(9999).startswith(b"HTTP/1.1 200")


def half_a_head(connection):
    """Send the beginning of a request."""
    connection.sendall(b"GET /health HT")


def half_a_body(connection):
    """Send a request that lacks the end of its body."""
    connection.sendall(
        b"POST /v1/datasets HTTP/1.1\r\nHost: ragmock\r\nAuthorization: Bearer dataset-end\r\n"
        b"Content-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n{"
    )
    assert connection.recv(9999).startswith(b"HTTP/1.1 100")  # so that the server has begun it


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("client", [nobody, idle, half_a_head])
def test_a_signal_ends_it_without_a_word_and_with_0(told, client):
    with serving() as (process, (proof, _)):
        port = int(proof.rpartition(":")[2])
        with closing(socket.create_connection(("127.0.0.1", port), WITHIN)) as connection:
            client(connection)
            process.send_signal(told)
            _, errors = process.communicate(timeout=WITHIN)

    assert (process.returncode, errors) == (0, "")


def test_a_signal_ends_it_in_seconds_while_a_client_is_in_the_middle_of_a_request():
    with serving() as (process, (proof, _)):
        port = int(proof.rpartition(":")[2])
        with closing(socket.create_connection(("127.0.0.1", port), WITHIN)) as connection:
            half_a_body(connection)
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=WITHIN)

    assert process.returncode == 0
    assert "Traceback" not in errors


# ---------------------------------------------------------------------- refused
BROKEN = {  # and the line of the mistake
    "wrong syntax": ("about: x\ndify:\n  datasets: [\n", 4),
    "wrong key": ("about: x\ndify:\n  datasets:\n    - name: A\n      techniqe: keywords\n", 5),
    "wrong type": ("about: x\ndify:\n  datasets:\n    - name: 3\n", 4),
    "a name twice": ("about: x\ndify:\n  datasets:\n    - name: A\n    - name: A\n", 5),
    "an id twice": ("about: x\ndata:\n  items:\n    - {id: 1, name: A}\n    - {id: 1, name: B}", 5),
}

REFUSED = {
    "an unknown fixture": (["--fixture=nope"], "no fixture 'nope'"),
    "a folder for a fixture": (["--fixture=."], "no fixture '.'"),
    "a missing folder": (["--endpoints-file=missing/endpoints.json"], "cannot write missing"),
    "a folder for a file": (["--endpoints-file=."], "is a directory"),
    "a port too high": (["--port=65536"], "65536 is not in the range"),
    "a port below zero": (["--port=-1"], "-1 is not in the range"),
    "an unknown progression": (["--progression=never"], "'never' is not one of 'immediate'"),
    "a port that is no number": (["--port=http"], "'http' is not a valid integer"),
    "a host that is not there": (["--host=host.invalid"], "cannot listen on host.invalid:0"),
    "a host that is no name": (["--host=" + "é" * 70], "cannot listen on é"),
    "an address of others": (["--host=192.0.2.1"], "cannot listen on 192.0.2.1:0"),
}


@pytest.mark.parametrize("mistake", BROKEN)
def test_a_broken_fixture_is_named_with_file_and_line(mistake, tmp_path):
    text, line = BROKEN[mistake]
    path = tmp_path / "broken.yaml"
    path.write_text(text, encoding="utf-8")

    said = ragmock_("serve", "--port=0", f"--fixture={path}")

    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith(f"ragmock: {path}:{line}: ")
    assert said.stderr.count("\n") == 1


@pytest.mark.parametrize("mistake", REFUSED)
def test_what_cannot_be_served_is_told_in_a_line_and_with_2(mistake, tmp_path):
    arguments, told = REFUSED[mistake]

    said = ragmock_("serve", "--port=0", *arguments, cwd=tmp_path)

    *usage, line = said.stderr.splitlines()
    assert (said.returncode, said.stdout) == (2, "")
    assert told in line
    assert [each for each in usage if each and not each.startswith(("Usage: ", "Try '"))] == []


def test_a_taken_port_is_told_in_a_line_and_with_2():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        said = ragmock_("serve", f"--port={port}")

    assert (said.returncode, said.stdout) == (2, "")
    assert re.fullmatch(rf"ragmock: cannot listen on 127\.0\.0\.1:{port}: .+\n", said.stderr)


def test_a_command_that_is_not_there_is_told_with_2():
    said = ragmock_("ingest")

    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.splitlines()[-1] == "Error: No such command 'ingest'."
