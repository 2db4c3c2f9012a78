"""Who may steer a server that others can reach: whoever has its token."""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers

from ragmock.rejections import NoToken

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

#: What a container's health check asks for.
_OPEN: Final = "/__admin/health"


class Token:
    """Refuse whoever does not send the token, with `NoToken`; not the question after health.

    A web page of another site does not know it, whatever name its browser was led here by.
    """

    def __init__(self, app: ASGIApp, *, token: str) -> None:
        self.app = app
        self.wanted = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at the header `Authorization`."""
        if scope["type"] == "http" and scope["path"] != _OPEN:
            scheme, _, sent = Headers(scope=scope).get("authorization", "").partition(" ")
            if scheme.lower() != "bearer" or not compare_digest(sent.encode(), self.wanted):
                raise NoToken
        await self.app(scope, receive, send)
