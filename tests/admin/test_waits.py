"""Waiting until requests have come, or a document is where it is wanted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest

from ragmock.fake import Fake

from .inside import client_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

CREATE = "dify.datasets.create_dataset"
LONG = 30  # seconds, which no test waits


@pytest.fixture
def meanwhile() -> Iterator[ThreadPoolExecutor]:
    """Give what makes calls while the test goes on."""
    with ThreadPoolExecutor() as pool:
        yield pool


def wait(world, **body):
    return world.admin.post("/wait", json=body, timeout=60)


def wait_for(site, created, **body):
    body = {"document": created["id"], **body}
    return site.world.admin.post("/wait-for-document", json=body, timeout=60)


def create(world, name):
    world.dify.post("/datasets", json={"name": name}).raise_for_status()


# ---------------------------------------------------------------------- for requests
def test_it_is_answered_when_so_many_have_come(world, meanwhile):
    waiting: Future = meanwhile.submit(
        wait, world, operation=CREATE, count=2, since=0, timeout=LONG
    )
    create(world, "A")
    world.dify.get("/datasets")
    assert not waiting.done()

    create(world, "B")
    answer = waiting.result().json()

    assert answer["count"] == 2
    assert [each["id"] for each in answer["data"]] == [3, 1]


def test_it_is_answered_at_once_when_they_have_come_already(world):
    create(world, "A")

    assert wait(world, operation=CREATE, since=0, timeout=0).json()["count"] == 1


def test_without_an_id_to_begin_with_it_counts_what_comes_after_it(world):
    create(world, "A")
    refused = wait(world, operation=CREATE, timeout=0)

    assert (refused.status_code, refused.json()) == (
        408,
        {
            "code": "not_in_time",
            "message": "Waited for 0 seconds: 0 of 1 requests have come.",
            "status": 408,
        },
    )


def test_it_tells_how_many_have_come_when_the_time_is_over(world):
    create(world, "A")
    began = monotonic()
    refused = wait(world, operation=CREATE, count=3, since=0, timeout=0.2)

    assert "1 of 3 requests have come" in refused.json()["message"]
    assert 0.2 <= monotonic() - began < 5


def test_it_takes_the_filters_of_the_journal(world):
    create(world, "A")
    create(world, "B")
    answer = wait(world, body={"name": "B"}, since=0, timeout=0).json()

    assert [each["id"] for each in answer["data"]] == [2]
    assert wait(world, refusal="*", since=0, timeout=0).status_code == 408


def test_requests_to_another_world_are_not_waited_for(world):
    create(world.server.world("other"), "A")

    assert wait(world, since=0, timeout=0.05).status_code == 408


def test_many_may_wait_at_once(world, meanwhile):
    waiting = [
        meanwhile.submit(wait, world, count=1, since=number, timeout=LONG) for number in range(4)
    ]
    for number in range(4):
        create(world, str(number))

    assert [each.result().status_code for each in waiting] == [200] * 4


def test_nothing_can_be_waited_for_where_there_is_no_journal():
    with client_of(Fake("empty", journal=0)) as client:
        refused = client.post("/__admin/wait", json={})

    assert refused.status_code == 409
    assert refused.headers["X-Ragmock-Refusal"] == "admin.journal_off"


def test_a_client_that_breaks_off_is_noted(world):
    def broken():
        yield b'{"name":'
        raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        world.dify.post("/datasets", content=broken(), headers={"Content-Type": "application/json"})
    (noted,) = wait(world, operation=CREATE, since=0, timeout=LONG).json()["data"]

    assert "went away" in noted["diagnosis"]


@pytest.mark.parametrize("anew", [False, True])
def test_who_waits_for_requests_in_a_world_that_is_ended_is_told_so(world, meanwhile, anew):
    world.admin.put(f"/snapshots/{world.name}").raise_for_status()
    waiting = meanwhile.submit(wait, world, timeout=5)
    sleep(0.1)  # it is to wait already
    if anew:
        forked = {"world": world.name}
        world.admin.post(f"/snapshots/{world.name}/fork", json=forked).raise_for_status()
    else:
        world.admin.delete(f"/worlds/{world.name}").raise_for_status()

    assert waiting.result().json() == {
        "code": "world_ended",
        "message": f"The world {world.name} was ended while this call waited in it.",
        "status": 409,
    }


# ---------------------------------------------------------------------- for documents
def test_a_document_that_is_there_is_answered_at_once(site):
    created = site.create()

    assert wait_for(site, created, timeout=0).json() == site.shown(created)
    assert wait_for(site, created, status="parsing", timeout=0).json()["stage"] == "completed"


def test_it_is_answered_when_the_clock_has_brought_the_document_there(timed):
    created = timed.create()
    began = monotonic()
    answer = wait_for(timed, created, status="parsing").json()

    assert answer["stage"] == "parsing"
    assert monotonic() - began < 3


def test_it_is_refused_when_the_document_is_not_there_in_time(timed):
    created = timed.create()
    refused = wait_for(timed, created, timeout=0)

    assert refused.status_code == 408
    assert refused.json()["message"] == (
        "Waited for 0 seconds: the document is at waiting, not yet at completed."
    )


def test_a_change_is_seen_while_it_waits(timed, meanwhile):
    created = timed.create()
    began = monotonic()
    waiting = meanwhile.submit(wait_for, timed, created)
    sleep(0.1)  # it is to wait already
    timed.preset(created, stage="paused")
    refused = waiting.result()

    assert refused.json()["code"] == "needs_a_call"
    assert monotonic() - began < 2


@pytest.mark.parametrize(
    ("advanced", "status", "stages"), [(0, "completed", 5), (2, "completed", 3), (0, "parsing", 1)]
)
def test_where_progression_is_manual_it_says_at_once_what_is_missing(
    manual, advanced, status, stages
):
    created = manual.create()
    if advanced:
        manual.advance(created, json={"stages": advanced})
    began = monotonic()
    refused = wait_for(manual, created, status=status, timeout=LONG)

    assert monotonic() - began < 5
    assert refused.status_code == 409
    assert refused.json()["message"].endswith(
        f'tell it to go on: POST /__admin/documents/{created["id"]}/advance {{"stages": {stages}}}'
    )


def test_what_is_missing_is_enough(manual):
    created = manual.create("ragmock-fail-60.txt")
    missing = wait_for(manual, created, status="error").json()["message"]
    stages = int(missing.rpartition(" ")[2].strip("}"))
    manual.advance(created, json={"stages": stages})

    assert wait_for(manual, created, status="error", timeout=0).json()["stage"] == "error"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ragmock-stuck.txt", "it does not come there"),
        ("ragmock-fail.txt", "it failed (ragmock-fail.txt: told to fail by its name)"),
    ],
)
def test_a_document_that_never_comes_there_is_told_at_once(site, name, why):
    created = site.create(name)
    refused = wait_for(site, created, timeout=LONG)
    call = f'POST /__admin/documents/{created["id"]}/preset {{"stage": "completed"}}'

    assert refused.status_code == 409
    assert refused.json()["message"].endswith(f"{why}; index it again: {call}")


def test_an_end_that_is_wanted_is_waited_for(site):
    failed, paused = site.create("ragmock-fail.txt"), site.create("ragmock-pause.txt")

    assert wait_for(site, failed, status="error", timeout=0).json()["stage"] == "error"
    assert wait_for(site, paused, status="paused", timeout=0).json()["stage"] == "paused"


def test_a_document_of_another_world_cannot_be_waited_for(site):
    created = site.create()
    other = site.world.server.world("other")
    refused = other.admin.post("/wait-for-document", json={"document": created["id"]})

    assert refused.status_code == 404


def test_who_waits_for_a_document_of_a_world_that_is_ended_is_told_so(timed, meanwhile):
    waiting = meanwhile.submit(wait_for, timed, timed.create())
    sleep(0.1)  # it is to wait already
    timed.world.admin.delete(f"/worlds/{timed.world.name}").raise_for_status()

    assert waiting.result().json()["code"] == "world_ended"
    assert timed.world.admin.get(f"/worlds/{timed.world.name}").status_code == 404
