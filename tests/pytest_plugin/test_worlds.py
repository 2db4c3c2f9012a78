"""Each test has a world of its own, as its marks say."""

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import httpx

from ragmock.pytest_plugin.naming import world_name

ROOT = Path(__file__).parents[2]

OWN = """
def test_one(ragmock):
    assert create(ragmock).status_code == 200
    assert ragmock.count_requests() == 1

def test_other(ragmock):
    assert create(ragmock).status_code == 200
    assert ragmock.count_requests() == 1
    assert ragmock.snapshot()["seed"] == ragmock.name

@pytest.mark.parametrize("way", ["a/b", "c d", "ä"])
def test_ways(ragmock, way):
    assert create(ragmock).status_code == 200

def test_server(ragmock, ragmock_server):
    assert [each["name"] for each in ragmock_server.list_worlds()] == [ragmock.name]
"""

MARKED = """
pytestmark = pytest.mark.ragmock(fixture="busy", progression="manual", seed="spring")

def test_of_the_module(ragmock):
    shown = ragmock.show()
    assert (shown["fixture"], shown["progression"], shown["seed"]) == ("busy", "manual", "spring")

@pytest.mark.ragmock(progression="time")
class TestClass:
    def test_of_the_class(self, ragmock):
        shown = ragmock.show()
        assert (shown["fixture"], shown["progression"]) == ("busy", "time")

    @pytest.mark.ragmock(fixture="empty")
    def test_own(self, ragmock):
        shown = ragmock.show()
        assert (shown["fixture"], shown["progression"]) == ("empty", "time")
        assert shown["seed"] == "spring"
"""

WHOLE = """
def test_all_that_a_world_has(ragmock):
    assert ragmock.dify.url == ragmock.dify.origin + "/v1"
    assert ragmock.ragflow.url == ragmock.ragflow.origin + "/api/v1"
    assert ragmock.data.url == ragmock.data.origin + "/v1"
    assert ragmock.dify.key.startswith("dataset-")
    assert ragmock.ragflow.key == ragmock.data.key
    ragmock.clock.freeze()
    ragmock.clock.set("2026-01-01T00:00:00Z")
    assert ragmock.load("busy")["documents"] == 12
    ragmock.fail("dify.datasets.create_dataset", "dify.dataset_name_duplicate", times=1)
    assert create(ragmock).status_code == 409
    dataset = ragmock.snapshot()["dify"]["datasets"][0]["id"]
    assert ragmock.wait(since=0)["count"] == 1
    assert ragmock.requests()[0]["refusal"] == "dify.dataset_name_duplicate"
    assert "hits" in ragmock.explain(dataset, "cats", search_method="keyword_search")
"""


def test_a_test_has_a_world_of_its_own(run):
    run(OWN).assert_outcomes(passed=6)


def test_a_world_has_all_that_the_control_plane_does(run_there):
    run_there(WHOLE).assert_outcomes(passed=1)


def test_the_closest_mark_counts_for_each_argument(run_there):
    run_there(MARKED).assert_outcomes(passed=3)


def test_ids_are_the_same_in_every_run_also_on_a_server_that_others_use(run_there):
    tests = """
def test_ids(ragmock):
    print("drawn", create(ragmock).json()["id"])
    print("named", ragmock.name)
"""
    outputs = [run_there(tests, "-s").stdout.str() for _ in range(2)]
    ids, names = (
        {line for text in outputs for line in text.splitlines() if word in line}
        for word in ("drawn", "named")
    )

    assert len(ids) == 1
    assert len(names) == 2


def test_a_world_is_ended_with_its_test(run_there, server_for):
    run_there("def test_that_leaves_nothing(ragmock):\n    create(ragmock)\n")
    listed = httpx.get(f"{server_for('empty').url}/__admin/worlds", trust_env=False).json()

    assert "test_that_leaves_nothing" not in str(listed)


def test_a_run_with_workers_has_one_server(run, monkeypatch):
    monkeypatch.setenv("RAGMOCK_URL", "")  # as where a variable of a pipeline is left empty
    tests = """
@pytest.mark.parametrize("number", range(4))
def test_url(ragmock, number, worker_id):
    print("at", ragmock.dify.origin, worker_id)
"""
    result = run(tests, "-p", "xdist", "-n", "2", "-rP", "--dist", "each")
    result.assert_outcomes(passed=8)
    printed = {line for line in result.outlines if line.startswith("at http")}

    assert {each.split()[2] for each in printed} == {"gw0", "gw1"}
    assert len({each.split()[1] for each in printed}) == 1


# ---------------------------------------------------------------------- what is said wrong
def test_a_word_that_no_mark_has_ends_the_run_before_it_begins(run_there):
    tests = """
@pytest.mark.ragmock(fixure="busy")
def test_one(ragmock):
    pass
"""
    result = run_there(tests)

    assert result.ret == 4
    result.stderr.fnmatch_lines(
        ["ERROR: *test_one: the mark ragmock has no argument 'fixure'; there are fixture, *"]
    )


def test_a_worker_tells_of_a_wrong_mark_where_the_test_would_begin(run_there):
    tests = """
@pytest.mark.ragmock("busy")
def test_one(ragmock):
    pass

@pytest.mark.ragmock(progression="quick")
def test_two(ragmock):
    pass

@pytest.mark.ragmock(seed=5)
def test_three(ragmock):
    pass
"""
    result = run_there(tests, "-p", "xdist", "-n", "1")
    result.assert_outcomes(errors=3)

    result.stdout.fnmatch_lines_random(
        [
            "*the mark ragmock takes its arguments by their names*",
            "*the mark ragmock takes as progression one of immediate, time, manual, not 'quick'*",
            "*the mark ragmock takes as seed a text, not 5*",
        ]
    )


def test_a_fixture_that_there_is_none_of_is_told(run_there):
    tests = """
@pytest.mark.ragmock(fixture="full")
def test_one(ragmock):
    pass
"""
    result = run_there(tests)
    result.assert_outcomes(errors=1)

    result.stdout.fnmatch_lines(["the mark ragmock: No fixture has this name: name 'full'*"])


def test_a_server_that_is_not_there_is_told(run, monkeypatch):
    monkeypatch.setenv("RAGMOCK_URL", "http://127.0.0.1:9")
    result = run("def test_one(ragmock):\n    pass\n")
    result.assert_outcomes(errors=1)

    result.stdout.fnmatch_lines(["*no ragmock answers at http://127.0.0.1:9*"])


# ---------------------------------------------------------------------- names
def test_names_of_worlds_are_readable_fit_and_differ():
    ids = ["tests/a.py::test_one", "tests/b.py::test_one", "a.py::test_one[ä-b/c]", "a.py::x" * 30]
    names = [world_name(each) for each in ids]

    assert len({*names}) == len(ids)
    assert names[0].startswith("test_one-")
    assert all(len(each) <= 64 and each.isascii() for each in names)
    assert world_name(ids[3], "ab12").endswith("-ab12")


# ---------------------------------------------------------------------- what it costs
def test_the_plugin_imports_nothing_that_pytest_has_not():
    code = (
        "import pytest, sys; before = {*sys.modules}; import ragmock.pytest_plugin.plugin;"
        "print(*sys.modules.keys() - before)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()

    assert set(loaded) == {
        *("ragmock", "ragmock._rooms"),
        *("ragmock.pytest_plugin", "ragmock.pytest_plugin.marks", "ragmock.pytest_plugin.plugin"),
    }


def test_the_plugin_is_found_by_its_entry_point():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (module,) = project["entry-points"]["pytest11"].values()

    assert hasattr(import_module(module), "ragmock")
