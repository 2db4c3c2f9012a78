"""Every answer is late, as the server is told to. Only that none comes earlier is looked at."""

import time

import pytest

from ragmock.fake import Fake
from ragmock.faults.latency import Latency

from ..conftest import serve  # noqa: TID252 - tests are no package
from ..test_cli import ragmock_  # noqa: TID252
from .inside import client_of

LATE = 0.15  # seconds


@pytest.fixture
def late(tmp_path):
    """Give a server whose answers are late."""
    with serve("empty", tmp_path, "immediate", "--latency=150ms..160ms") as server:
        yield server


def seconds_of(call):
    began = time.monotonic()
    answer = call()
    return answer.status_code, time.monotonic() - began


def test_every_answer_of_the_products_is_late_whatever_it_is(late):
    dify = late.world().dify
    calls = {
        200: lambda: dify.post("/datasets", json={"name": "New"}),
        409: lambda: dify.post("/datasets", json={"name": "New"}),
        400: lambda: dify.get("/datasets", headers={"Prefer": "code=400"}),
        404: lambda: dify.get("/nowhere"),
        401: lambda: late.client("/v1").get("/datasets"),
    }

    assert {
        status: answered
        for status, call in calls.items()
        if (answered := seconds_of(call))[0] != status or answered[1] < LATE
    } == {}


def test_the_journal_counts_it_in(late):
    world = late.world()
    world.dify.get("/datasets")

    assert world.admin.get("/requests").json()["data"][0]["duration_ms"] >= LATE * 1000


def test_it_is_told_and_changed_while_the_server_runs():
    with client_of(Fake("empty")) as client:
        told = [
            client.get("/__admin/latency").json(),
            client.put("/__admin/latency", json={"latency": "150ms"}).json(),
            client.get("/__admin/latency").json(),
        ]
        _, took = seconds_of(lambda: client.get("/v1/datasets"))
        told.append(client.put("/__admin/latency", json={"latency": None}).json())

    assert [each["latency"] for each in told] == [None, "150ms", "150ms", None]
    assert took >= LATE


def test_what_is_drawn_lies_between_and_is_the_same_in_each_run():
    def drawn():
        latency = Latency()
        latency.set("200ms..2s")
        return [latency.draw() for _ in range(100)]

    times = drawn()

    assert all(0.2 <= each <= 2 for each in times)
    assert max(times) - min(times) > 1
    assert drawn() == times


def test_it_ends():
    latency = Latency()
    latency.set("200ms")
    latency.set(None)

    assert latency.draw() == 0


def test_what_cannot_be_leaves_it_as_it_was():
    with client_of(Fake("empty")) as client:
        client.put("/__admin/latency", json={"latency": "0ms..1ms"})
        refused = client.put("/__admin/latency", json={"latency": "never"})

        assert refused.json()["code"] == "bad_latency"
        assert client.get("/__admin/latency").json() == {"latency": "0ms..1ms"}


@pytest.mark.parametrize("said", ["soon", "2s..1s", "1s..", "11m"])
def test_what_no_answer_can_be_late_is_told_at_the_start(said):
    told = ragmock_("serve", "--port=0", f"--latency={said}")

    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("ragmock: --latency: ")
