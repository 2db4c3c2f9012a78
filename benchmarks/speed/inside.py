"""What a request costs without a socket: microseconds of CPU, of each application in Python.

The least of many small batches is repeatable to a few per cent on a machine with other work.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.calling import scope_of, send_to
from benchmarks.speed.answers import fill, told
from benchmarks.speed.stubs import STUBS
from benchmarks.speed.work import WORKS, requests
from ragmock.fake import Fake

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from starlette.types import ASGIApp

BATCH: Final = 100  # requests
RAGMOCK: Final = "ragmock"
APPLICATIONS: Final = (RAGMOCK, *STUBS)
_WORLDS: Final = 10  # that take turns

#: Microseconds of each batch, by application and work.
Costs = dict[str, dict[str, list[float]]]


@dataclass
class Subject:
    """An application, and what makes ready the world that the next batch asks."""

    app: ASGIApp
    ready: Callable[[str], Awaitable[str]]  # from a key to the id of a dataset

    async def batch(
        self,
        work: str,
        number: int,
        size: int = BATCH,
        between: Callable[[], object] = lambda: None,
    ) -> float:
        """Send requests to a world of its own; give the microseconds of CPU for one.

        `between` is called before the first and behind the last.
        """
        key = f"dataset-batch-{number}"
        request = requests(await self.ready(key))[work]
        bodies = [(request.body or "").replace("%d", str(each)).encode() for each in range(size)]
        scopes = [scope_of(request.method, request.path, key, len(body)) for body in bodies]
        between()
        began = time.process_time()
        for scope, body in zip(scopes, bodies, strict=True):
            status, _ = await send_to(self.app, scope, body)
            if status != 200:  # noqa: PLR2004
                raise RuntimeError(f"{request.method} {request.path}: {status}")
        cost = (time.process_time() - began) / size * 1e6
        between()
        return cost


def subject(name: str) -> Subject:
    """Make ragmock, or one of the stubs."""
    if name == RAGMOCK:
        fake = Fake("empty")

        async def filled(key: str) -> str:
            fake.world(key.removeprefix("dataset-")).end()  # of an earlier batch
            return await fill(fake, key)

        return Subject(fake.app, filled)
    known = told()

    async def nothing(_: str) -> str:
        return str(known["answers"][WORKS[0]]["id"])

    return Subject(STUBS[name](known), nothing)


def measure(
    names: Sequence[str] = APPLICATIONS, rounds: int = 30, works: Sequence[str] = WORKS
) -> Costs:
    """Give the microseconds of all batches by application and work."""
    return asyncio.run(_measure({name: subject(name) for name in names}, rounds, works))


async def _measure(subjects: Mapping[str, Subject], rounds: int, works: Sequence[str]) -> Costs:
    """Let the applications take turns, so that what else runs meets all of them."""
    costs: Costs = {name: {work: [] for work in works} for name in subjects}
    for number in range(rounds):
        for work in works:
            for name, each in subjects.items():
                costs[name][work].append(await each.batch(work, number % _WORLDS))
    return costs
