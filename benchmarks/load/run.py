"""All clients at once, for a time or for a number of things that each does."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

import httpx

from .actor import Actor
from .client import Client, Tally, Wrong
from .plans import KINDS
from .scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Load:
    """What is to be run. The same seed does the same things, as far as time lets it."""

    clients: int
    seed: int
    seconds: float | None = None  # None is without end
    acts: int | None = None  # of each client


@dataclass
class Outcome:
    """What came of it."""

    tally: Tally = field(default_factory=Tally)
    seconds: float = 0.0
    wrong: dict[str, str] = field(default_factory=dict)  # by world; a client stops at the first
    running: int = 0


async def run(
    load: Load,
    url: str,
    outcome: Outcome,
    transport: Callable[[], httpx.AsyncBaseTransport] | None = None,
) -> None:
    """Let all clients do their work, and compare each world at its end."""
    began = perf_counter()
    ends = None if load.seconds is None else began + load.seconds
    clients = [
        Client(f"load-{load.seed}-{number}", url, outcome.tally, transport and transport())
        for number in range(load.clients)
    ]
    await asyncio.gather(
        *(_live(load, number, each, outcome, ends) for number, each in enumerate(clients))
    )
    outcome.seconds = perf_counter() - began


async def _live(
    load: Load, number: int, client: Client, outcome: Outcome, ends: float | None
) -> None:
    random = Random(f"{load.seed}/{number}")  # noqa: S311 - to be drawn again
    scenario = Scenario(
        Actor(client, random),
        kind=number % KINDS,
        is_timed=number % 2 == 1,
        is_reset=number % 5 == 0,
    )
    outcome.running += 1
    try:
        await scenario.begin()
        while (load.acts is None or scenario.acts < load.acts) and (
            ends is None or perf_counter() < ends
        ):
            outcome.tally.actions[await scenario.act()] += 1
        await scenario.end()
    except Wrong as wrong:
        outcome.wrong[client.world] = str(wrong)
    except Exception as broken:  # noqa: BLE001 - an answer that no client can make sense of
        outcome.wrong[client.world] = f"{type(broken).__name__}: {broken}"
    finally:
        outcome.running -= 1
        with suppress(httpx.HTTPError):
            await client.close()
