"""`ragmock coverage`, run as anybody runs it."""

import json
import os
import re
from pathlib import Path

import httpx
import pytest

from .conftest import serve
from .test_cli import ragmock_, serving


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Give a server that nobody else calls: a wrong key counts for every world of a server."""
    with serve("empty", tmp_path_factory.mktemp("own")) as server:
        yield server


@pytest.fixture
def used(own):
    """Give a world in which one call was made, and one was refused."""
    world = own.world("used")
    world.dify.post("/datasets", json={"name": "Handbook"}).raise_for_status()
    world.dify.post("/datasets", json={"name": "Handbook"})
    return world


def coverage(world, *options, **more):
    return ragmock_(
        "coverage", f"--url={world.server.url}", f"--world={world.name}", *options, **more
    )


def test_it_says_what_was_never_tried(used):
    said = coverage(used, "--provider=dify")
    (line,) = [each for each in said.stdout.splitlines() if "create_dataset" in each]

    assert (said.returncode, said.stderr) == (0, "")
    assert line.split()[2:] == ["%", "2", "of", "21"]
    assert "never tried: 400, 401, 403, 413, 415" in said.stdout
    assert "ragflow" not in said.stdout


def test_the_suffix_of_a_file_chooses_the_form(used, tmp_path):
    files = [tmp_path / f"coverage{each}" for each in (".json", ".xml", ".sarif", ".html")]
    said = coverage(used, *(f"--output={each}" for each in files))
    json_, xml, sarif, page = (each.read_text(encoding="utf-8") for each in files)

    assert said.returncode == 0
    (told,) = [each for each in json.loads(json_)["details"]["operations"] if each["called"]][-1:]
    assert (told["operation"], told["tried"]) == ("dify.datasets.create_dataset", 2)
    assert json.loads(sarif)["runs"][0]["tool"]["driver"]["name"] == "ragmock coverage"
    assert '<testcase classname="dify.datasets.create_dataset" name="200" time="0" />' in xml
    assert page.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("option", "code"),
    [
        *(("--fail-under=0", 0), ("--fail-under=99", 1)),
        *(("--fail-under-operation=9", 0), ("--fail-under-operation=99", 1)),
    ],
)
def test_it_fails_where_too_little_was_tried(used, option, code):
    said = coverage(used, option)

    assert said.returncode == code
    assert ("too little" in said.stdout) is (code == 1)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["-o", "coverage.txt"], "coverage.txt: the suffix chooses the form of a report"),
        (["-o", "."], "is a directory"),
        (["--url=http://127.0.0.1:9"], "no ragmock answers at http://127.0.0.1:9"),
        (["--url=nothing"], "'nothing' is no URL of a server"),
        (["--world=no world"], "world"),
        (["--fail-under=101"], "101"),
    ],
)
def test_what_it_cannot_do_is_told_in_one_line(server, options, told):
    said = ragmock_("coverage", f"--url={server.url}", *options)

    assert said.returncode == 2
    assert told in said.stderr
    assert "Traceback" not in said.stderr


def test_the_server_may_be_named_by_the_environment(used):
    environment = {**os.environ, "RAGMOCK_URL": used.server.url}
    said = ragmock_("coverage", "--world", used.name, env=environment)

    assert said.returncode == 0
    assert "2 of 21" in said.stdout


def test_a_server_off_loopback_wants_its_token():
    with serving("--host=0.0.0.0", "--admin-token=s3cret", "--fixture=empty") as (_, (proof, _)):
        url = f"http://127.0.0.1:{proof.rpartition(':')[2].strip()}"
        environment = {**os.environ, "RAGMOCK_ADMIN_TOKEN": "s3cret"}
        without = ragmock_("coverage", "--url", url)
        with_it = ragmock_("coverage", "--url", url, env=environment)

    assert (without.returncode, with_it.returncode) == (2, 0)
    assert "token" in without.stderr


def test_its_options_are_known_without_a_server():
    assert "--fail-under-operation" in ragmock_("coverage", "--help").stdout


def test_the_docs_show_what_it_prints(tmp_path):
    page = (Path(__file__).parents[1] / "docs" / "client-tests.md").read_text(encoding="utf-8")
    commands = re.findall(r"(?m)^\$ ragmock (coverage .*)$", page)
    (shown,) = re.findall(r"```text\n(dify\..+?)```", page, re.DOTALL)
    with serve("demo", tmp_path) as server:
        client = server.client("/v1", "dataset-demo")
        client.get("/datasets")
        client.get("/datasets?limit=101")
        environment = {**os.environ, "RAGMOCK_URL": server.url}
        said = [ragmock_(*each.split(), cwd=tmp_path, env=environment) for each in commands]

    assert [each.returncode for each in said] == [0, 1]
    assert [line for line in shown.splitlines() if line not in said[0].stdout] == []
    assert {each.name for each in tmp_path.glob("coverage.*")} == {"coverage.html", "coverage.xml"}


def test_the_run_is_told_where_no_world_is_named(used):
    told = httpx.get(f"{used.server.url}/__admin/coverage", trust_env=False).json()

    assert told["world"] is None
    assert told["tried"] >= 2
