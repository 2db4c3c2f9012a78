"""A page on another port may call the products, and read all that they answer: CORS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.middleware.cors import CORSMiddleware

from ragmock.web.answers import header

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: What a page of another origin may read of an answer besides its body.
EXPOSED: Final = (
    *("Allow", "Deprecation", "Preference-Applied", "Retry-After", "X-Version"),
    *("X-Ragmock-Diagnosis", "X-Ragmock-Fault", "X-Ragmock-Note", "X-Ragmock-Refusal"),
)


class Sharing(CORSMiddleware):
    """Starlette's CORS, asked only where a browser says whose page it is."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            app,
            allow_origins=["*"],
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=EXPOSED,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; an answer to no page only says that one would get more headers."""
        if scope["type"] != "http" or header(scope, b"origin"):
            await super().__call__(scope, receive, send)
            return

        async def vary(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"].append((b"vary", b"Origin"))
            await send(message)

        await self.app(scope, receive, vary)
