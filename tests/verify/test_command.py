"""`ragmock verify`, as anybody runs it."""

import json
import os
import signal
import socket
import subprocess
import sysconfig
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner
from lxml import etree

from ragmock.cli import main

from ..terminal import Terminal, shown  # noqa: TID252 - tests are no package
from ..test_cli_progress import running  # noqa: TID252

COMMAND = Path(sysconfig.get_path("scripts"), "ragmock")
WITHIN = 60.0  # seconds
ROOTS = {"dify": "/v1", "ragflow": "/api/v1", "data": "/v1"}


def verify(*arguments, **environment):
    clean = dict.fromkeys(("DIFY_API_BASE", "DIFY_API_KEY", "HTTP_PROXY", "http_proxy"))
    return CliRunner().invoke(main, ["verify", *map(str, arguments)], env=clean | environment)


def words(told):
    """Give what was printed, wherever the lines are broken."""
    return " ".join(told.stdout.split())


def at(world, provider="dify", root=""):
    """Say where a world is, and its key."""
    key = world.dify_key if provider == "dify" else world.ragflow_key
    return ["--provider", provider, "--url", f"{world.server.url}{root}", "--key", key]


def fault(world, operation, **fault):
    made = world.admin.post("/faults", json={"operation": operation, "fault": fault})
    assert made.status_code == 201, made.text


def set_world(world, settings):
    world.server.client().put(f"/__admin/worlds/{world.name}", json=settings).raise_for_status()


# ---------------------------------------------------------------- what it finds
@pytest.mark.parametrize("provider", ROOTS)
@pytest.mark.parametrize("world", ["demo"], indirect=True)
def test_the_fake_itself_does_not_differ(world, provider):
    told = verify(*at(world, provider, ROOTS[provider]))

    assert told.exit_code == 0, told.output
    assert "differences 0 " in words(told)
    assert "steps skipped 0 operations not tried 0 operations not chosen 0" in words(told)


@pytest.mark.parametrize("root", ["", "/", "/v1", "/v1/"])
def test_the_url_may_have_its_version_or_not(world, root):
    told = verify(*at(world, root=root), "--only", "dify.datasets.delete_dataset")

    assert told.exit_code == 0, told.output


def test_where_it_is_and_the_key_may_stand_in_the_environment(world):
    known = {"DIFY_API_BASE": f"{world.server.url}/v1", "DIFY_API_KEY": world.dify_key}
    told = verify("--only", "dify.workspace.*", **known)

    assert told.exit_code == 0, told.output


def test_a_difference_says_what_each_of_three_says(world):
    fault(world, "dify.metadata.rename_field", status=418, body={"code": "teapot"})
    told = verify(*at(world), "--only", "dify.metadata.*_field")
    text = words(told)

    assert told.exit_code == 1
    assert (
        'differs: a field is renamed: status: server 418 {"code": "teapot"}; fake 200 {"id":'
        in text
    )
    assert "; document one of 200, 400, 401, 403, 404, 413, 415; sent PATCH /v1/datasets/" in text
    assert "dify.metadata.create_field 10 of 10 dify.metadata.delete_field 6 of 6 " in text


def test_what_was_not_chosen_is_counted(world):
    told = verify(*at(world), "--only", "dify.workspace.*")
    text = words(told)

    assert text.endswith("operations not tried 0 operations not chosen 37")
    assert "dify.datasets" not in text


def test_what_a_server_lacks_is_skipped_in_its_own_words(world):
    set_world(world, {"embedding_provider": "off"})
    told = verify(*at(world), "--only", "dify.datasets.create_dataset")
    text = words(told)

    assert told.exit_code == 0, told.output
    assert 'needs an embedding model: the server cannot: 400 {"code": "provider_not_init' in text


def test_a_document_that_is_not_indexed_in_time_differs(world):
    set_world(world, {"progression": "manual"})
    told = verify(*at(world), "--timeout", "0", "--only", "dify.documents.create_document_by_text")

    assert told.exit_code == 1
    assert 'server "waiting"; fake "completed"' in words(told)
    assert "differences 1 " in words(told)


# ---------------------------------------------------------------- how it asks
class Listening(BaseHTTPRequestHandler):
    """A server that answers everything alike, and notes how it is asked."""

    def do_GET(self):
        self.server.asked.append(self.headers["Authorization"])
        content = b'{"code": 0, "data": [], "message": "success"}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_GET  # noqa: N815 - as the library calls them

    def log_message(self, *_):
        pass


@pytest.mark.parametrize(
    ("key", "sent"), [("a-login", "a-login"), ("ragflow-mine", "Bearer ragflow-mine")]
)
def test_a_ragflow_is_sent_the_token_of_a_login_as_it_is(key, sent):
    with ThreadingHTTPServer(("127.0.0.1", 0), Listening) as server:
        server.asked = []
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        told = verify("--provider", "ragflow", "--url", url, "--key", key)
        server.shutdown()

    assert told.exit_code == 1
    assert server.asked[0] == sent


# ---------------------------------------------------------------- its forms
def test_the_report_is_written_in_each_form(world, tmp_path):
    fault(world, "dify.metadata.list_built_in_fields", status=200, body={"fields": 1})
    asked = [*at(world), "--only", "dify.metadata.list_built_in_fields", "-o"]
    codes = [verify(*asked, tmp_path / f"it.{form}").exit_code for form in ("json", "xml", "sarif")]
    told = json.loads((tmp_path / "it.json").read_text(encoding="utf-8"))
    suites = etree.parse(tmp_path / "it.xml").getroot()
    found = json.loads((tmp_path / "it.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    errors = [each for each in found if each["level"] == "error"]

    assert codes == [1, 1, 1]
    first, *_ = told["details"]["differences"]
    assert (first["operation"], first["pointer"]) == (
        "dify.metadata.list_built_in_fields",
        "/fields",
    )
    assert first["server"] == "1"
    assert first["fake"].startswith('[{"name": "document_name"')
    assert first["against"] == ["fake", "document"]
    assert {"at", "why", "even_null"} == {*told["details"]["varying"][0]}
    assert int(suites.get("failures")) == len(errors) == 1
    assert errors[0]["ruleId"] == "type"


def test_the_key_is_in_nothing_that_is_told(world, tmp_path):
    oops = {"message": f"Who is {world.dify_key}?"}
    fault(world, "dify.workspace.*", status=400, body=oops)
    texts = [verify(*at(world), "--only", "dify.*", "-o", tmp_path / "it.json").output]
    texts.append((tmp_path / "it.json").read_text(encoding="utf-8"))

    assert [world.dify_key in each for each in texts] == [False, False]
    assert "Who is <key>?" in texts[1]


# ---------------------------------------------------------------- what it cannot do
def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


UNUSABLE = {
    "no URL": (["--key", "some-key"], "say --url and --key, or set DIFY_API_BASE and DIFY_API_KEY"),
    "no key": (["--url", "{url}"], "say --url and --key"),
    "a bad key": (["--url", "{url}", "--key", "secret"], "does not take the key: 401"),
    "a key for no header": (["--url", "{url}", "--key", "schlüssel"], "no header can hold"),
    "another protocol": (["--url", "ftp://a", "--key", "some-key"], "no URL such as https://"),
    "a port that is none": (["--url", "http://a:b", "--key", "some-key"], "it is no URL"),
    "an unfinished host": (["--url", "http://[::1", "--key", "some-key"], "it is no URL"),
    "a password": (
        ["--url", "http://a:secret@b", "--key", "some-key"],
        "holds a name or a password",
    ),
    "nobody": (["--url", "http://127.0.0.1:{closed}", "--key", "some-key"], "no server answers"),
    "another server": (
        ["--url", "{url}/docs", "--key", "some-key"],
        "no dify is there: GET /v1/datasets?limit=1 gives 404",
    ),
    "an unknown operation": (
        ["--url", "{url}", "--key", "some-key", "--only", "x"],
        "no operation x",
    ),
    "an unknown form": (
        ["--url", "{url}", "--key", "some-key", "-o", "a.txt"],
        "the suffix chooses",
    ),
    "a bad RAGFlow key": (
        ["--provider", "ragflow", "--url", "{url}", "--key", "secret"],
        "does not take the key: 200",
    ),
}


@pytest.mark.parametrize("why", UNUSABLE)
def test_what_cannot_be_asked_ends_in_one_line_and_2(server, why):
    arguments, expected = UNUSABLE[why]
    filled = [each.format(url=server.url, closed=closed_port()) for each in arguments]
    told = verify(*filled)

    assert told.exit_code == 2
    assert told.stdout == ""
    assert told.stderr.startswith("ragmock: ")
    assert told.stderr.count("\n") == 1
    assert expected in told.stderr
    assert "secret" not in told.stderr


# ---------------------------------------------------------------- interrupted
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_what_was_made_is_put_away_when_it_is_interrupted(world, sent):
    set_world(world, {"progression": "manual"})
    process = subprocess.Popen(
        [COMMAND, "verify", *at(world)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_PROXY": "*"},
    )
    until = time.monotonic() + WITHIN
    while not world.admin.get("/documents").json()["data"] and time.monotonic() < until:
        time.sleep(0.02)  # until it waits for a document
    process.send_signal(sent)
    told, complaints = process.communicate(timeout=WITHIN)

    assert (process.returncode, told) == (130, "")
    assert complaints.startswith("ragmock: what is made there is called ragmock-verify-")
    assert complaints.count("\n") == 1
    assert world.dify.get("/datasets").json()["total"] == 0


def test_interrupted_on_a_terminal_it_leaves_nothing_of_what_showed_how_far_it_was(
    world, monkeypatch
):
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("TERM", "xterm")
    set_world(world, {"progression": "manual"})
    with (
        Terminal() as seen,
        running("verify", *at(world), stdout=seen.end, stderr=seen.end) as process,
    ):
        seen.wait_for("'waiting', for ")
        process.send_signal(signal.SIGINT)
        code = process.wait(WITHIN)

    told, rest = shown(seen.written())
    assert (code, rest) == (130, "")
    assert told.startswith("ragmock: what is made there is called ragmock-verify-")
