"""An answer that comes in pieces."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from starlette.types import Send

    from ragmock.faults.delay import Dribble


class Telling(Protocol):
    """Who wants to know what is sent of a body with the next piece, and whether that is all."""

    def __call__(self, body: bytes, *, is_whole: bool) -> None:
        """Hear it, before the piece goes out."""
        ...


async def dribbled(dribble: Dribble, body: bytes, send: Send, telling: Telling) -> None:
    """Send a body piece by piece, with a wait before each."""
    count = dribble.chunks
    cuts = [len(body) * number // count for number in range(count + 1)]
    for number in range(count):
        await asyncio.sleep(dribble.over / count)
        is_last = number + 1 == count
        telling(body[: cuts[number + 1]], is_whole=is_last)
        piece = body[cuts[number] : cuts[number + 1]]
        await send({"type": "http.response.body", "body": piece, "more_body": not is_last})
