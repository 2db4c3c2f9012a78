"""Scenarios, played on a fake that stands for a real server."""

import asyncio
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import count

import httpx
import pytest

from ragmock import Fake
from ragmock.verify import run
from ragmock.verify.difference import compare
from ragmock.verify.run import Run
from ragmock.verify.scenario import Scenario, Step, load
from ragmock.verify.side import Answer, Side

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
            playing = Run(scenario_of(provider), server, ours)
            return await playing.play(only or operations_of(provider), **more)


def findings(provider, *args, **more):
    """Play a scenario on a new world."""
    with new_world() as world:
        return asyncio.run(play(provider, world, *args, **more))


@dataclass(frozen=True)
class Compared:
    """What a step came to: the arguments of `compare`, as they were then."""

    step: Step
    sent: str
    scenario: Scenario
    answers: tuple[Answer, Answer]
    sides: tuple[Side, Side]


@cache
def compared(provider):
    """Give what a run compares, step by step; no test changes it."""
    kept = []

    def keep(step, sent, scenario, answers, sides):
        then = tuple(replace(each, known=dict(each.known)) for each in sides)
        kept.append(Compared(step, sent, scenario, answers, then))
        return compare(step, sent, scenario, answers, sides)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "compare", keep)
        assert findings(provider).differences == []
    return kept


def blamed(found):
    """Name the operations that differ, each once, in order."""
    return [*dict.fromkeys(each.operation for each in found.differences)]
