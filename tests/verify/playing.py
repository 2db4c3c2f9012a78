"""Scenarios, played on a fake that stands for a real server."""

import asyncio
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from itertools import count

import httpx

from ragmock import Fake
from ragmock.verify.run import Run
from ragmock.verify.scenario import load
from ragmock.verify.side import Side

PROVIDERS = ("dify", "ragflow", "data")
NAME = "ragmock-verify-0123456789ab"
_NUMBERS = count()

scenario_of = cache(load)


@cache
def fake(fixture):
    """Give a fake for all runs, each of which has worlds of its own in it."""
    return Fake(fixture)


def operations_of(provider):
    return [each.id for each in scenario_of(provider).contract.of_provider(provider)]


@asynccontextmanager
async def side(provider, world, app):
    """Open a server by one world of a fake."""
    known = {"name": NAME, "unknown": "00000000-0000-4000-8000-000000000000"}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(base_url="http://localhost", transport=transport) as client:
        yield Side(client, getattr(world, provider).key, known, patience=1.0)


@contextmanager
def new_world(fixture="empty"):
    """Give a new world of the fake with a fixture, which ends with the block."""
    world = fake(fixture).world(f"w{next(_NUMBERS)}")
    try:
        yield world
    finally:
        world.end()


async def play(provider, world, front=None, only=None, app=None, **more):
    """Play a scenario on a world, behind what `front` puts before it; give the findings."""
    app = app or fake("empty").app
    with new_world() as own:
        stands = front(world, app) if front else app
        async with (
            side(provider, world, stands) as server,
            side(provider, own, fake("empty").app) as ours,
        ):
            run = Run(scenario_of(provider), server, ours)
            return await run.play(only or operations_of(provider), **more)


def findings(provider, *args, **more):
    """Play a scenario on a new world."""
    with new_world() as world:
        return asyncio.run(play(provider, world, *args, **more))


def blamed(found):
    """Name the operations that differ, each once, in order."""
    return [*dict.fromkeys(each.operation for each in found.differences)]
