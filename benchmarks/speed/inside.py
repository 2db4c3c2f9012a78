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
from ragmock.domain import undoing
from ragmock.fake import Fake

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send

BATCH: Final = 100  # requests
RAGMOCK: Final = "ragmock"
ANEW: Final = "ragmock, anew"  # something was changed before each request, so none is a repeat
APPLICATIONS: Final = (RAGMOCK, ANEW, *STUBS)
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
    if name in {RAGMOCK, ANEW}:
        fake = Fake("empty")

        async def filled(key: str) -> str:
            fake.world(key.removeprefix("dataset-")).end()  # of an earlier batch
            return await fill(fake, key)

        return Subject(fake.app if name == RAGMOCK else changed_before(fake.app), filled)
    known = told()

    async def nothing(_: str) -> str:
        return str(known["answers"][WORKS[0]]["id"])

    return Subject(STUBS[name](known), nothing)


def changed_before(app: ASGIApp) -> ASGIApp:
    """Make an application that has changed since the request before."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        change()
        await app(scope, receive, send)

    return answer


def change() -> None:
    """Change something that nobody sees: no answer of before is given again."""
    undoing.note(lambda: None)


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
