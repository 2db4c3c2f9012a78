"""A server in a thread: ready at once, gone at once, and nothing of it stays."""

from __future__ import annotations

import asyncio
import logging
import socket
from contextlib import ExitStack, suppress
from functools import partial
from threading import Thread, current_thread
from threading import enumerate as threads

import httpx
import pytest

from ragmock import Fake, Handle
from ragmock.domain.clock import Clock
from ragmock.handle import Refused, Unreachable
from ragmock.web.listening import AddressTaken

from .conftest import TOKEN, client_of


@pytest.fixture(scope="module")
def fake():
    """Give a server that is served again and again."""
    return Fake("empty")


def port_of(handle):
    return int(handle.url.rpartition(":")[2])


def names():
    return [each.name for each in threads() if each.name.startswith("ragmock ")]


def is_free(port):
    """Tell whether anybody may listen there, also without the option to reuse an address."""
    with socket.socket() as tried:
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def lost(call, told):
    """Make a call in a thread, which is to say that it was broken off; give the thread."""

    def run():
        try:
            told.append(call())
        except (Unreachable, httpx.TransportError) as failed:
            told.append(type(failed))

    thread = Thread(target=run)
    thread.start()
    return thread


# ---------------------------------------------------------------------- from beginning to end
def test_a_server_answers_in_its_block_and_not_after_it(fake):
    with fake.serve() as handle:
        assert handle.health() == {"status": "ok"}
        assert not is_free(port_of(handle))
    assert is_free(port_of(handle))
    with pytest.raises(Unreachable, match="no ragmock answers at http://127"):
        handle.health()


def test_a_server_ends_when_the_test_fails(fake):
    before = names()
    with pytest.raises(ZeroDivisionError), fake.serve() as handle:
        raise ZeroDivisionError

    assert is_free(port_of(handle))
    assert names() == before


def test_several_servers_are_apart():
    with ExitStack() as block:
        handles = [block.enter_context(Fake("empty").serve()) for _ in range(3)]
        handles[0].world("a").set(seed="other")
        held = [[each["name"] for each in handle.list_worlds()] for handle in handles]

    assert len({each.url for each in handles}) == 3
    assert held == [["a"], [], []]


def test_a_server_goes_on_where_it_was_when_it_is_served_again(fake):
    with fake.serve() as handle:
        handle.world("kept").set(upload_limit=7)
    inside = fake.world("kept").show()["upload_limit"]
    with fake.serve() as handle:
        again = handle.world("kept").show()["upload_limit"]

    assert (inside, again) == (7, 7)


def test_what_is_done_in_one_way_is_seen_in_all(fake):
    world = fake.world("one")

    def created(client):
        answer = client.post("/datasets", json={"name": f"Dataset {len(ids)}"})
        ids.append(answer.json()["id"])

    async def without_a_socket():
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(fake.app),
            base_url=world.dify.url,
            headers=world.dify.headers,
        ) as client:
            told = (await client.post("/datasets", json={"name": "Dataset 0"})).json()
            ids.append(told["id"])

    async def in_an_async_block():
        async with fake.serve() as handle:
            there = handle.world("one")
            with client_of(handle, there.dify) as client:
                created(client)
            return [each["id"] for each in there.snapshot()["dify"]["datasets"]]

    ids = []
    asyncio.run(without_a_socket())
    with fake.serve() as handle, client_of(handle, handle.world("one").dify) as client:
        created(client)
        seen = [[each["id"] for each in handle.world("one").snapshot()["dify"]["datasets"]]]
    seen.append(asyncio.run(in_an_async_block()))
    seen.append([each["id"] for each in world.snapshot()["dify"]["datasets"]])

    assert seen == [ids[:2], ids, ids]


def test_a_server_may_be_served_on_a_socket_that_listens_already(fake):
    with socket.create_server(("127.0.0.1", 0)) as bound:
        with fake.serve(bound=bound) as handle:
            assert handle.health()
            assert port_of(handle) == bound.getsockname()[1]
        assert bound.fileno() == -1


def test_the_same_server_is_not_served_twice_at_once(fake):
    with fake.serve() as handle:
        with pytest.raises(RuntimeError, match="is served already"), fake.serve():
            pass
        assert handle.health()


def test_a_port_that_is_taken_is_told(fake):
    before = names()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressTaken, match=f"127.0.0.1:{port}"), fake.serve(port):
            pass

    assert names() == before
    with fake.serve(port) as handle:
        assert port_of(handle) == port


# ---------------------------------------------------------------------- what is under way
def test_a_request_that_is_delayed_does_not_hold_up_the_end(fake, caplog):
    told = []
    with fake.serve() as handle:
        world = handle.world("slow")
        world.fail("*", {"delay": {"fixed": "10m"}})
        ask = partial(httpx.get, f"{world.dify.url}/datasets", headers=world.dify.headers)
        thread = lost(partial(ask, timeout=600, trust_env=False), told)
        while not world.faults()[0]["fired"]:
            pass
    thread.join()

    assert told == [httpx.RemoteProtocolError]
    assert [each.message for each in caplog.records if each.levelno > logging.INFO] == []


@pytest.mark.parametrize("in_process", [False, True])
def test_whoever_waits_is_told_of_the_end(fake, in_process):
    told = []
    with fake.serve() as handle:
        name = f"waited-{in_process}"
        world = (fake if in_process else handle).world(name)
        thread = lost(lambda: world.wait(timeout=60), told)
        while not [each for each in handle.list_worlds() if each["name"] == name]:
            pass
    thread.join()

    assert told == [Unreachable]


# ---------------------------------------------------------------------- the process around it
def test_the_logging_of_the_process_is_its_own(fake):
    log = logging.getLogger("uvicorn.error")
    before = (log.level, list(log.handlers), list(logging.getLogger("uvicorn").handlers))
    with fake.serve():
        during = (log.level, list(log.handlers), list(logging.getLogger("uvicorn").handlers))

    assert during == before


def test_the_server_is_steered_in_this_process_too_while_it_is_served(fake):
    with fake.serve() as handle:
        inside, outside = fake.world("both"), handle.world("both")
        inside.clock.freeze()
        waiting = []
        thread = Thread(target=lambda: waiting.append(inside.wait(timeout=30, since=0)))
        thread.start()
        with client_of(handle, outside.dify) as client:
            client.get("/datasets")
        thread.join()

        assert outside.clock.show()["frozen"]
        assert waiting[0]["count"] == 1


def test_while_it_is_served_one_thread_answers_all_calls():
    fake, asked = Fake("empty"), []

    def note():
        asked.append(current_thread().name)
        return 0.0

    fake.worlds.open("timed").clock = Clock(note)
    asked.clear()
    with fake.serve() as handle:
        fake.world("timed").clock.now()
        handle.world("timed").clock.now()

    assert {*asked} == {f"ragmock {handle.url}"}


def test_a_token_goes_with_the_handle():
    fake = Fake("empty", admin_token=TOKEN)
    with fake.serve() as handle, Handle(handle.url) as stranger:
        assert handle.version() == fake.version()
        assert stranger.health() == {"status": "ok"}
        with pytest.raises(Refused, match="no_token"):
            stranger.version()


# ---------------------------------------------------------------------- in an event loop
def test_an_async_test_serves_and_calls_in_any_way(fake):
    async def test():
        async with fake.serve() as handle:
            world = handle.world("async")
            world.clock.freeze()  # blocks, and is answered all the same
            async with httpx.AsyncClient(
                base_url=world.dify.url, headers=world.dify.headers, trust_env=False
            ) as client:
                waiting = asyncio.create_task(asyncio.to_thread(world.wait, since=0))
                await client.get("/datasets")
                arrived = await waiting
        return handle, arrived["count"]

    handle, count = asyncio.run(test())

    assert count == 1
    assert is_free(port_of(handle))


def test_an_async_block_ends_when_it_fails(fake):
    ports = []

    async def test():
        async with fake.serve() as handle:
            ports.append(port_of(handle))
            raise ZeroDivisionError

    with suppress(ZeroDivisionError):
        asyncio.run(test())

    assert is_free(ports[0])
