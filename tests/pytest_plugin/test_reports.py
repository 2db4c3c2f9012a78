"""What the report of a test tells that failed."""

import json
import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

COMMAND = Path(sysconfig.get_path("scripts"), "ragmock")

FAILING = """
def test_that_fails(ragmock):
    assert create(ragmock).status_code == 200
    ragmock.clock.advance("30s")
    assert create(ragmock).status_code == 409
    httpx.get(f"{ragmock.dify.url}/datasetz", headers=ragmock.dify.headers)
    httpx.get(f"{ragmock.dify.url}/datasets", headers={"Authorization": "Bearer mistyped"})
    raise AssertionError("it is not as it should be")

def test_that_passes(ragmock):
    create(ragmock)
"""

UNMET = """
def test_unmet(ragmock):
    ragmock.fail("*.create_dataset", "dify.dataset_name_duplicate", times=2)
    create(ragmock)

def test_met(ragmock):
    ragmock.fail("*.create_dataset", "dify.dataset_name_duplicate", times=1)
    create(ragmock)

@pytest.mark.ragmock(unmet="ignore")
def test_ignored(ragmock):
    ragmock.fail("*.create_dataset", {"status": 503}, times=2)

@pytest.mark.xfail(strict=True)
def test_expected(ragmock):
    ragmock.fail("*.create_dataset", {"status": 503})
"""


@pytest.mark.parametrize("workers", [(), ("-p", "xdist", "-n", "1")], ids=["alone", "worker"])
def test_the_report_of_a_failure_shows_what_was_asked_and_how_to_do_it_again(
    run, pytester, workers
):
    result = run(FAILING, "--ragmock-bundles=kept", *workers)
    result.assert_outcomes(failed=1, passed=1)

    result.stdout.fnmatch_lines(
        [
            "*- ragmock -*",
            "Requests to the world test_that_fails-*:",
            "   1  POST /v1/datasets  200",
            "   2  POST /v1/datasets  409 dify.dataset_name_duplicate",
            "      *Handbook*",
            "Sent where there is nothing:",
            "      no such path: /v1/datasetz; did you mean /v1/datasets[?]",
            "Sent without a key that opens a world, *",
            "   2  GET /v1/datasets  401 dify.unknown_key",
            "Do it again: ragmock replay kept/test_that_fails-*.json",
        ]
    )
    command = re.search("Do it again: ragmock (.+)", result.stdout.str())[1]
    again = subprocess.run(
        [COMMAND, *command.split()], cwd=pytester.path, capture_output=True, text=True, check=False
    )

    assert again.returncode == 0, again.stdout + again.stderr
    assert "4 calls were made again: none of the answers differ" in again.stdout
    assert [each.name for each in Path(pytester.path, "kept").glob("*.json")] == [
        Path(command.split()[1]).name
    ]
    assert Path(pytester.path, "kept", ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_the_report_of_a_test_that_cannot_begin_shows_it_too(run_there):
    tests = """
@pytest.fixture
def filled(ragmock):
    create(ragmock)
    raise AssertionError

def test_one(filled):
    pass
"""
    result = run_there(tests)
    result.assert_outcomes(errors=1)

    result.stdout.fnmatch_lines(["*- ragmock -*", "   1  POST /v1/datasets  200"])


def test_faults_that_were_not_met_fail_a_test_unless_its_mark_leaves_them_alone(run_there):
    result = run_there(UNMET)
    result.assert_outcomes(failed=1, passed=2, xfailed=1)

    result.stdout.fnmatch_lines(
        [
            "faults that were not met:",
            '  fault-1, "dify.dataset_name_duplicate" at [*].create_dataset: *; fired: 1 of 2',
        ]
    )


def test_a_bundle_has_no_keys(run_there, pytester):
    run_there(FAILING)
    (path,) = Path(pytester.path, ".ragmock").glob("*.json")
    bundle = json.loads(path.read_text(encoding="utf-8"))

    assert f"dataset-{bundle['world']}" not in json.dumps(bundle)
    assert "Bearer dataset-..." in json.dumps(bundle)


def test_a_server_that_is_gone_is_told(run_there):
    tests = """
def test_one(ragmock, ragmock_server, monkeypatch):
    ragmock_server.close()
    monkeypatch.setattr(ragmock_server._http, "_port", 9)
    raise AssertionError
"""
    result = run_there(tests)

    result.stdout.fnmatch_lines(["*- ragmock -*", "no ragmock answers at *"])
