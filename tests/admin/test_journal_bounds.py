"""A journal keeps no more than it has room for, and notes crashes too."""

from __future__ import annotations

import logging
from itertools import islice

import pytest

from ragmock import handlers
from ragmock.domain.changes import NOTHING
from ragmock.domain.clock import Clock
from ragmock.fake import Fake
from ragmock.journal.entry import Body, Entry, Message
from ragmock.journal.pages import Journal, Room
from ragmock.journal.refusals import NoSuchRequest

from .inside import client_of

EMPTY = Message((), None)


def entry(number: int, size: int = 0) -> Entry:
    """Make an entry with a body of so many bytes."""
    asked = Message((), Body(b"a" * size, size))
    told = ("GET", "/", "", "dify", None, None, asked, 200, EMPTY, None, None, None, NOTHING)
    return Entry(number, "world", 0.0, 0.0, *told)


def filled(room: Room, *sizes: int) -> Journal:
    """Give a journal into which entries of such sizes were put."""
    journal = Journal(room)
    for size in sizes:
        journal.note(entry(journal.next_id, size))
    return journal


def test_the_oldest_are_dropped_and_counted():
    journal = filled(Room(entries=3), *[0] * 5)

    assert [each.id for each in journal.newest()] == [5, 4, 3]
    assert journal.dropped == 2


def test_large_ones_are_dropped_sooner():
    journal = filled(Room(total=10_000), 4000, 4000, 4000)

    assert [each.id for each in journal.newest()] == [3]
    assert journal.dropped == 2


def test_one_that_is_larger_than_all_the_room_is_dropped_too():
    journal = filled(Room(total=100), 4000)

    assert (list(journal.newest()), journal.dropped) == ([], 1)


def test_who_asks_for_what_was_dropped_is_told():
    journal = filled(Room(entries=1), 0, 0)
    with pytest.raises(NoSuchRequest) as refused:
        journal.get(1)

    assert refused.value.why() == "the journal has no request 1; 1 older ones were dropped"


def test_room_is_made_by_forgetting():
    journal = filled(Room(total=10_000), 4000, 4000)
    journal.forget(lambda _: True)
    journal.note(entry(3, 4000))

    assert [each.id for each in journal.newest()] == [3]
    assert journal.dropped == 0


def test_a_journal_may_be_read_while_it_is_written():
    journal = filled(Room(entries=2), 0, 0)
    reading = journal.newest()
    seen = [each.id for each in islice(reading, 1)]
    journal.note(entry(3))

    assert seen + [each.id for each in reading] == [2, 1]


# ---------------------------------------------------------------------- in a server
def test_what_a_server_keeps_is_set_in_python():
    fake = Fake("empty", journal=2, journal_body=4)
    with client_of(fake) as client:
        for _ in range(3):
            client.post("/v1/datasets", json={"name": "A"})
        listed = client.get("/__admin/requests").json()

    assert ([each["id"] for each in listed["data"]], listed["dropped"]) == ([3, 2], 1)
    assert fake.requests()[0]["request"]["body"]["text"] == '{"na'


def test_a_server_without_a_journal_answers_as_ever():
    fake = Fake("empty", journal=0)
    with client_of(fake) as client:
        answer = client.get("/v1/datasets")
        listed = client.get("/__admin/requests").json()

    assert answer.status_code == 200
    assert listed == {"data": [], "has_more": False, "dropped": 0}


def test_python_sees_what_the_control_plane_shows():
    fake = Fake("empty")
    with client_of(fake) as client:
        client.post("/v1/datasets", json={"name": "A"})
        client.get("/v1/datasets")
        client.get("/v1/datasetz")
        found = client.post("/__admin/requests/find", json={"body": {"name": "A"}}).json()["data"]
        lost = client.get("/__admin/requests/unmatched").json()["data"]

    assert fake.requests(world="demo", body={"name": "A"}) == found
    assert [each["id"] for each in fake.requests(method="get")] == [2]
    assert fake.requests(world="other") == []
    assert fake.unmatched_requests() == lost


def test_a_request_is_dated_by_the_clock_of_its_world():
    fake = Fake("empty")
    fake.worlds.open("demo").clock = Clock(lambda: 1_767_268_800.25)
    with client_of(fake) as client:
        client.get("/v1/datasets")

    assert fake.requests()[0]["time"] == "2026-01-01T12:00:00.250Z"


def test_a_crash_is_noted_with_its_traceback(monkeypatch, caplog):
    def list_datasets(base):
        base.datasets.create(base.ids.uuid(), "half")
        raise ZeroDivisionError("the handler broke")

    monkeypatch.setattr(handlers.dify.datasets, "list_datasets", list_datasets)
    fake = Fake("empty")
    with client_of(fake) as client, caplog.at_level(logging.CRITICAL, logger="ragmock"):
        answer = client.get("/v1/datasets")
    (noted,) = fake.requests()

    assert answer.status_code == noted["status"] == 500
    assert "ZeroDivisionError: the handler broke" in noted["traceback"]
    assert noted["refusal"] == answer.headers["X-Ragmock-Refusal"]
    assert (noted["changes"], noted["change_count"]) == ([], 0)  # it is undone
