"""Scenarios, played on a fake that stands for a real server."""

import asyncio
from contextlib import asynccontextmanager
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
def fake(fixture="empty"):
    """Give a fake for all runs, each of which has worlds of its own in it."""
    return Fake(fixture)


def operations_of(provider):
    return [each.id for each in scenario_of(provider).contract.of_provider(provider)]


@asynccontextmanager
async def side(provider, front=None, fixture="empty"):
    """Open a new world of the fake, behind what `front` puts before it, if that is anything."""
    world = fake(fixture).world(f"w{next(_NUMBERS)}")
    known = {"name": NAME, "unknown": "00000000-0000-4000-8000-000000000000"}
    app = front(world, fake(fixture).app) if front else fake(fixture).app
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(base_url="http://localhost", transport=transport) as client:
        try:
            yield Side(client, getattr(world, provider).key, known, patience=1.0)
        finally:
            world.end()


async def play(provider, front=None, only=None, fixture="empty", **more):
    """Play the scenario of a product, or what is about some operations; give the findings."""
    async with side(provider, front, fixture) as server, side(provider) as ours:
        run = Run(scenario_of(provider), server, ours)
        return await run.play(only or operations_of(provider), **more)


def findings(*args, **more):
    return asyncio.run(play(*args, **more))


def blamed(found):
    """Name the operations that differ, each once, in order."""
    return [*dict.fromkeys(each.operation for each in found.differences)]
