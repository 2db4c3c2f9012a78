"""An answer that comes in pieces."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Message, Send

    from ragmock.faults.delay import Dribble


@dataclass
class Dribbling:
    """Send the body of one answer piece by piece, with a wait before each; its head goes first."""

    dribble: Dribble
    body: bytearray = field(default_factory=bytearray)

    async def send(self, send: Send, message: Message) -> None:
        """Send a part of the answer, or keep it until the body is whole."""
        if message["type"] != "http.response.body":
            await send(message)
            return
        self.body += message.get("body", b"")
        if message.get("more_body", False):
            return
        count = self.dribble.chunks
        cuts = [len(self.body) * number // count for number in range(count + 1)]
        for number in range(count):
            await asyncio.sleep(self.dribble.over / count)
            piece = bytes(self.body[cuts[number] : cuts[number + 1]])
            await send({**message, "body": piece, "more_body": number + 1 < count})
