"""Requests are told as they are answered, to whoever listens."""

from __future__ import annotations

import asyncio
import json
import signal
from contextlib import contextmanager
from time import monotonic, sleep

import httpx
import pytest

from ragmock.admin.streams import events
from ragmock.fake import Fake
from ragmock.journal.pages import Journals, Room

from ..conftest import serve  # noqa: TID252 - tests are no package
from ..test_cli import WITHIN, serving  # noqa: TID252
from .inside import client_of

STREAM = "/__admin/requests/stream"


class Listening:
    """What a client reads of a stream."""

    def __init__(self, response):
        self.response = response
        self._blocks = self._read()
        retry, self.beginning = self.block()
        assert retry == "retry: 1000"

    def _read(self):
        block = []
        for line in self.response.iter_lines():
            if line:
                block.append(line)
            else:
                yield block
                block = []

    def block(self):
        return next(self._blocks)

    def events(self, count):
        """Read so many events: the name, the id, and what it tells."""
        read = [dict(line.split(": ", 1) for line in self.block()) for _ in range(count)]
        return [(each["event"], each["id"], json.loads(each["data"])) for each in read]

    def told(self, count):
        """Read the world, path and query that so many events tell."""
        told = [data for _, _, data in self.events(count)]
        return [(each["world"], each["path"], each["query"]) for each in told]

    def rest(self):
        return list(self._blocks)


def ask(world, page):
    """Send a request that can be told from others."""
    world.dify.get("/datasets", params={"page": page})


@contextmanager
def listening(url, last=None, **query):
    headers = {"Last-Event-ID": last} if last else {}
    with (
        httpx.Client(trust_env=False, timeout=WITHIN) as client,
        client.stream("GET", url + STREAM, params=query, headers=headers) as response,
    ):
        assert response.status_code == 200, response.read()
        yield Listening(response)


def test_a_request_is_told_when_it_is_answered_as_the_journal_shows_it(world):
    with listening(world.server.url, world=world.name) as stream:
        world.dify.post("/datasets", json={"name": "New"})
        world.dify.post("/datasets", json={"name": "New"})
        told = stream.events(2)

    assert [data for _, _, data in told] == world.admin.get("/requests").json()["data"][::-1]
    assert [name for name, _, _ in told] == ["request", "request"]
    assert [data["status"] for _, _, data in told] == [200, 409]
    assert stream.response.headers["content-type"].startswith("text/event-stream")
    assert stream.response.headers["cache-control"] == "no-store"


def test_of_a_world_no_other_is_told(world):
    other = world.server.world("other")
    with listening(world.server.url, world=world.name) as stream:
        other.dify.get("/datasets")
        ask(world, 1)
        world.dify.get("/nowhere")
        told = stream.events(2)

    assert [(name, data["path"]) for name, _, data in told] == [
        ("request", "/v1/datasets"),
        ("unmatched", "/v1/nowhere"),
    ]


def test_without_a_world_all_are_told_in_the_order_of_their_answers(tmp_path):
    with serve("empty", tmp_path) as server, listening(server.url) as stream:
        worlds = [server.world("a"), server.world("b")]
        for each in (*worlds, *worlds):
            each.dify.get("/datasets")
        server.client().get("/nowhere")
        told = stream.told(5)

    assert told == [*[(name, "/v1/datasets", "") for name in "abab"], (None, "/nowhere", "")]


def test_who_comes_back_is_told_what_came_meanwhile(world):
    with listening(world.server.url, world=world.name) as stream:
        for number in (0, 1, 2):
            ask(world, number)
        first = stream.events(3)
    ask(world, 3)
    with listening(world.server.url, last=first[1][1], world=world.name) as stream:
        ask(world, 4)
        told = [data["query"] for _, _, data in stream.events(3)]

    assert told == ["page=2", "page=3", "page=4"]


@pytest.mark.parametrize("last", ["00000000-1", "1", "nonsense", "00000000-" + "9" * 5000])
def test_what_another_server_told_last_hides_nothing_of_this_one(world, last):
    ask(world, 1)
    with listening(world.server.url, last=last, world=world.name) as stream:
        told = stream.told(1)

    assert told == [(world.name, "/v1/datasets", "page=1")]


def test_those_that_are_kept_come_first_where_that_is_asked_for(world):
    ask(world, 1)
    with listening(world.server.url, world=world.name, kept="true") as stream:
        ask(world, 2)
        told = stream.told(2)

    assert [query for *_, query in told] == ["page=1", "page=2"]


@pytest.mark.parametrize("everywhere", [False, True])
def test_no_more_of_those_that_are_kept_come_first_than_are_wanted(tmp_path, everywhere):
    with serve("empty", tmp_path) as server:
        world, other = server.world("a"), server.world("b")
        for number in range(4):
            ask(world, number)
            other.dify.get("/nowhere")
        query = {} if everywhere else {"world": world.name}
        with listening(server.url, kept="true", limit="3", **query) as stream:
            ask(world, 4)
            told = stream.told(4)

    of_all = ["b/nowhere", "a/datasets", "b/nowhere", "a/datasets"]
    assert [world + path.removeprefix("/v1") for world, path, _ in told] == (
        of_all if everywhere else ["a/datasets"] * 4
    )


def test_who_was_told_nothing_yet_goes_on_as_well(world):
    ask(world, 1)
    with listening(world.server.url, world=world.name) as stream:
        beginning = stream.beginning.removeprefix("id: ")
    ask(world, 2)
    with listening(world.server.url, last=beginning, world=world.name) as stream:
        told = stream.told(1)

    assert told == [(world.name, "/v1/datasets", "page=2")]


def test_of_no_world_is_told_with_a_world_where_that_is_wanted(tmp_path):
    with serve("empty", tmp_path) as server:
        world, other = server.world("a"), server.world("b")
        query = {"world": world.name, "unnamed": "true", "kept": "true", "limit": 1}
        server.client("/v1").get("/datasets")
        server.client().get("/health")  # needs no key, and is answered
        other.dify.get("/nowhere")
        with listening(server.url, **query) as stream:
            ask(world, 1)
            told = stream.told(2)

    assert told == [(None, "/v1/datasets", ""), ("a", "/v1/datasets", "page=1")]


def test_it_goes_on_when_its_world_is_ended(world):
    with listening(world.server.url, world=world.name) as stream:
        world.server.client().delete(f"/__admin/worlds/{world.name}")
        ask(world, 1)
        told = stream.told(1)

    assert told == [(world.name, "/v1/datasets", "page=1")]


def test_keys_are_not_told(world):
    with listening(world.server.url, world=world.name) as stream:
        world.dify.get(f"/{world.dify_key}", params={"api_key": "hidden-away"})
        ((_, _, data),) = stream.events(1)

    assert (data["path"], data["query"]) == ("/v1/dataset-...", "api_key=...")


def test_head_tells_only_that_it_is_there(server):
    told = server.client().head(STREAM)

    assert (told.status_code, told.headers["content-type"]) == (200, "text/event-stream")


def test_where_no_journal_is_kept_there_is_no_stream():
    with client_of(Fake("empty", journal=0)) as client:
        refused = client.get(STREAM)

    assert (refused.status_code, refused.json()["code"]) == (409, "journal_off")


# ---------------------------------------------------------------------- the end
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_the_server_and_without_a_word(told):
    with serving() as (process, (proof, _)), listening(proof.split()[-1]) as stream:
        process.send_signal(told)
        rest = stream.rest()
        _, errors = process.communicate(timeout=WITHIN)

    assert (rest, process.returncode, errors) == ([], 0, "")


def test_who_goes_away_leaves_nobody_waiting():
    fake = Fake("empty")
    with fake.serve() as handle:
        with listening(handle.url):
            pass
        with listening(handle.url) as stream:
            httpx.get(f"{handle.url}/nowhere", trust_env=False)
            stream.events(1)
        until = monotonic() + WITHIN
        while fake.worlds.journals.feed.bell._waiting:  # noqa: SLF001 - nobody else can tell
            assert monotonic() < until
            sleep(0.01)


# ---------------------------------------------------------------------- inside
class Noted:
    """Something that a journal keeps."""

    weight = 1

    def __init__(self, id_):
        self.id = id_

    def told(self):
        return self


@pytest.fixture
def shown(monkeypatch):
    monkeypatch.setattr("ragmock.admin.streams.summary", lambda entry: entry.id)


@pytest.mark.usefixtures("shown")
def test_a_slow_reader_is_told_what_the_journal_still_has():
    async def read():
        journals = Journals(Room(entries=5))
        stream = events(journals, 0, None)
        await anext(stream)
        for id_ in range(1, 1001):
            journals.of("a").note(Noted(id_))
        return (await anext(stream)).decode()

    assert [line for line in asyncio.run(read()).splitlines() if line.startswith("data")] == [
        f"data: {id_}" for id_ in range(996, 1001)
    ]


def test_where_nothing_comes_a_comment_keeps_the_connection_open():
    async def read():
        stream = events(Journals(), 0, None, heartbeat=0.01)
        return [await anext(stream) for _ in range(3)]

    assert asyncio.run(read())[1:] == [b":\n\n", b":\n\n"]
