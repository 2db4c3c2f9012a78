"""Which world a call of the control plane is about: the query names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ragmock.web.call import Call
from ragmock.web.validation import query_argument

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from ragmock.worlds import Worlds


class NamedWorld:
    """Open the world that the query names, or the one that the contract names for it."""

    def __init__(self, app: ASGIApp, *, worlds: Worlds) -> None:
        self.app = app
        self.worlds = worlds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open the world of an operation that has the parameter `world`."""
        call = Call.of(scope) if scope["type"] == "http" else None
        if call and call.operation:
            for parameter in call.operation.parameters:
                named = query_argument(parameter, scope) if parameter.name == "world" else None
                if named is not None:
                    call.world = self.worlds.open(named)
                    call.at = call.world.clock.now()
        await self.app(scope, receive, send)
