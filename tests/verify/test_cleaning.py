"""A run leaves a server as it found it, whatever happens."""

import asyncio
import json
from dataclasses import replace

import httpx
import pytest

from ragmock.verify import run

from .altering import Altered, Undone, no_answer
from .playing import NAME, PROVIDERS, fake, new_world, play

#: What is made by a call, and a list that tells what there is; the last API has none.
MADE = {
    "dify": ("dify.datasets.create_dataset", "/v1/datasets?limit=100"),
    "ragflow": ("ragflow.datasets.create_dataset", "/api/v1/dataset"),
}


@pytest.fixture
def world():
    """Give a world of a server that others use too."""
    with new_world("demo") as world:
        yield world


def played(provider, world, front=None, **more):
    return asyncio.run(play(provider, world, front, app=fake("demo").app, **more))


def there(world):
    """Give all that a world holds, as a fixture says it."""
    return world.export()


def listed(provider, world):
    async def ask():
        transport = httpx.ASGITransport(fake("demo").app)
        keys = getattr(world, provider)
        async with httpx.AsyncClient(base_url=keys.origin, transport=transport) as client:
            return (await client.get(MADE[provider][1], headers=keys.headers)).text

    return asyncio.run(ask())


@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_was_there_before_is_there_afterwards_and_nothing_else(provider, world):
    before = there(world)
    found = played(provider, world)

    assert (found.differences, found.left) == ([], [])
    assert there(world) == before


@pytest.mark.parametrize("crash_at", [1, 12, 25])
@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_was_made_is_put_away_when_a_step_crashes(provider, world, crash_at, monkeypatch):
    steps = iter(range(1, 1000))
    sound = run.compare

    def compare(*args):
        if next(steps) == crash_at:
            raise RuntimeError("a defect")
        return sound(*args)

    monkeypatch.setattr(run, "compare", compare)
    before = there(world)
    with pytest.raises(RuntimeError, match="a defect"):
        played(provider, world)

    assert there(world) == before


@pytest.mark.parametrize("provider", MADE)
def test_what_was_made_is_put_away_when_the_answer_that_names_it_was_lost(provider, world):
    before = there(world)
    server = Altered({MADE[provider][0]: no_answer})
    found = played(provider, world, server)

    assert server.altered
    assert found.left == []
    assert there(world) == before


@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_was_made_is_put_away_when_a_run_is_cancelled(provider, world):
    before = there(world)

    def front(_, app):
        calls = iter(range(1, 1000))

        async def run_on(scope, receive, send):
            await app(scope, receive, send)
            if next(calls) == 15:
                tasks[0].cancel()

        return run_on

    tasks = []

    async def course():
        tasks.append(asyncio.create_task(play(provider, world, front, app=fake("demo").app)))
        with pytest.raises(asyncio.CancelledError):
            await tasks[0]

    asyncio.run(course())

    assert there(world) == before


@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_cannot_be_put_away_is_told(provider, world):
    delete = {"dify": "dify.datasets.delete_dataset", "ragflow": "ragflow.datasets.delete_dataset"}
    if provider == "data":
        found = played(provider, world, Altered({"data.items.delete_item": no_answer}))
    else:
        found = played(provider, world, Undone(delete[provider]))

    assert len(found.left) >= 2


@pytest.mark.parametrize("bad", [None, "", ["a"], {"a": 1}, "../datasets", "{name}", "a?b=c"])
def test_an_id_that_is_none_deletes_nothing(world, bad):
    before = there(world)

    def with_bad_id(said):
        return None if said.refuses else replace(said, body={**said.body, "id": bad})

    found = played("dify", world, Altered({MADE["dify"][0]: with_bad_id}))

    assert found.left == []
    assert there(world) == before


@pytest.mark.parametrize("provider", MADE)
def test_what_has_a_name_that_begins_alike_stays(provider, world):
    asyncio.run(make(provider, world, "ragmock-verify-mine"))
    before = there(world)
    played(provider, world)

    assert "ragmock-verify-mine" in before
    assert there(world) == before


async def make(provider, world, name):
    path = {"dify": "/v1/datasets", "ragflow": "/api/v1/dataset"}[provider]
    keys = getattr(world, provider)
    transport = httpx.ASGITransport(fake("demo").app)
    async with httpx.AsyncClient(base_url=keys.origin, transport=transport) as client:
        await client.post(path, json={"name": name}, headers=keys.headers)


@pytest.mark.parametrize("provider", MADE)
def test_what_was_made_stays_on_wish(provider, world):
    found = played(provider, world, keep=True)

    assert found.left == ()
    assert NAME in json.dumps(listed(provider, world))
