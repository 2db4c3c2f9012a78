"""After a reset, everything that can be read is what a fresh server tells."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from hypothesis import HealthCheck, event, given, settings

from ragmock.domain.clock import Clock

from .moves import CALLS, KEY, MOVES, everything, fill, make, search


def fresh(server, name):
    """Tell everything of a world that was just made."""
    server.fake.worlds.end(name)
    server.world(name)
    return everything(server, name)


@pytest.mark.parametrize("fixture", ["demo", "busy"])
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moves=MOVES)
def test_after_a_reset_every_get_equals_that_of_a_fresh_server(inside, fixture, moves):
    server = inside(fixture)
    expected = fresh(server, "world")
    succeeded = sum(status < 300 for status, _ in make(server, "world", moves))
    event(f"{succeeded // 5 * 5} succeeded")
    server.client().post("/__admin/reset?world=world").raise_for_status()

    assert everything(server, "world") == expected


def test_a_request_that_began_ends_in_the_world_that_it_began_in(inside):
    server = inside("empty")
    server.fake.worlds.end("world")
    server.world("world")

    async def run():
        transport = httpx.ASGITransport(app=server.fake.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://ragmock") as client:
            began, go_on = asyncio.Event(), asyncio.Event()

            async def body():
                yield b'{"name": '
                began.set()
                await go_on.wait()
                yield b'"Late"}'

            headers = {**KEY, "Content-Type": "application/json"}
            late = asyncio.create_task(client.post("/v1/datasets", content=body(), headers=headers))
            await began.wait()
            await client.post("/__admin/reset?world=world")
            go_on.set()
            answer = await late
            listed = await client.get("/v1/datasets", headers=KEY)
            return answer.status_code, listed.json()["data"]

    assert asyncio.run(run()) == (200, [])


def test_resets_under_load_leave_nothing_behind(inside):
    server = inside("demo")
    expected = fresh(server, "world")
    fresh(server, "world")
    app = httpx.ASGITransport(app=server.fake.app)
    statuses = set()

    async def work(client, number):
        for step in range(30):
            world = server.world("world")
            key, method, path, body = CALLS[(7 * number + step) % len(CALLS)]
            filled = fill(path, world, number + step)
            if filled:
                sent = {"json": body} if body is not None else {}
                answer = await client.request(method, filled, headers=key, **sent)
                statuses.add(answer.status_code)

    async def reset(client):
        for _ in range(20):
            await asyncio.sleep(0)
            answer = await client.post("/__admin/reset?world=world")
            statuses.add(answer.status_code)

    async def run():
        async with httpx.AsyncClient(transport=app, base_url="http://ragmock") as client:
            workers = [work(client, number) for number in range(16)]
            await asyncio.gather(*workers, reset(client))
            await client.post("/__admin/reset?world=world")

    asyncio.run(run())

    assert max(statuses) < 500
    assert everything(server, "world") == expected


def test_a_reset_reads_and_indexes_nothing_again(inside, monkeypatch):
    server = inside("demo")
    fresh(server, "world")
    index = server.world("world").bases["dify"].findable
    read = []
    monkeypatch.setattr(server.fake.worlds.library, "read", lambda *_: read.append(1))
    monkeypatch.setattr(server.fake.worlds.library, "index", lambda: read.append(1))
    before = {dataset: each.index for dataset, each in index.items()}
    server.fake.worlds.reset("world")
    search(server, "world")
    after = server.world("world").bases["dify"].findable

    assert read == []
    assert {dataset: each.index for dataset, each in after.items()} == before != {}


def test_the_world_that_was_reset_stays_as_it_was(inside):
    server = inside("demo")
    server.fake.worlds.end("world")
    old = server.world("world")
    old.bases["dify"].datasets.create(old.ids.uuid(), "Made")
    tables = {name: base.state.copy() for name, base in old.bases.items()}
    new = server.fake.worlds.reset("world", clock=True)
    new.set({"progression": "manual"})
    new.bases["dify"].datasets.create(new.ids.uuid(), "Made later")

    assert {name: base.state for name, base in old.bases.items()} == tables
    assert new.settings != old.settings
    assert isinstance(new.clock, Clock)
    assert new.clock is not old.clock
