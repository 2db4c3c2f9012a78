"""Every request to the products is counted, also where no journal is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ragmock.journal.tally import Asked
from ragmock.web.call import Call

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ragmock.journal.tally import Tally


class Counting:
    """Count a request when its answer begins, so that whoever has the answer finds it counted."""

    def __init__(self, app: ASGIApp, *, tally: Tally) -> None:
        self.app = app
        self.tally = tally

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and count it once."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_counted = False

        async def tell(message: Message) -> None:
            nonlocal is_counted
            if not is_counted:  # the first message is the head of the answer
                is_counted = True
                self._count(Call.of(scope), message["status"])
            await send(message)

        try:
            await self.app(scope, receive, tell)
        finally:
            if not is_counted:  # the connection broke
                self._count(Call.of(scope), None)

    def _count(self, call: Call, status: int | None) -> None:
        operation = call.operation.id if call.operation else ""
        self.tally.requests[Asked(call.provider.name, operation, status, call.refusal or "")] += 1
