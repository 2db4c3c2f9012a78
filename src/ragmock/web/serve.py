"""The server process: uvicorn on a socket, and a clean end."""

from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING, Any, Final

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from ragmock.web.connections import reachable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from socket import socket

    from starlette.types import ASGIApp

    Beside = Callable[[], Awaitable[None]]

#: After so many looks at what is younger Python looks through everything, if that grew by a
#: quarter: when some 350,000 more objects are there. Python's own figure is 10.
_SELDOM: Final = 50


def config_of(app: ASGIApp, **more: Any) -> uvicorn.Config:  # noqa: ANN401 - as uvicorn has it
    """Give what uvicorn is to do wherever the server runs."""
    return uvicorn.Config(
        app,
        http=reachable(AutoHTTPProtocol),  # of httptools where it is installed, else of h11
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        proxy_headers=False,  # nothing asks who a client is behind a proxy
        **more,
    )


class _Server(uvicorn.Server):
    """Says that it ends before it waits for the requests under way: some would go on for ever."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None]) -> None:
        super().__init__(config)
        self.ending = ending

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Say so, and end."""
        self.ending()
        await super().shutdown(sockets)


def run(
    app: ASGIApp, bound: socket, ending: Callable[[], None], beside: Beside | None = None
) -> None:
    """Serve until SIGINT or SIGTERM, and do something beside that in the same loop.

    `ending` is called when the server is told to end.
    """
    config = config_of(app, log_level="warning", timeout_graceful_shutdown=3)
    # What was loaded is there to stay, and most of what is in worlds: to look for garbage in all of
    # it held requests up for milliseconds. Calls leave no cycles behind, only worlds that end do.
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], _SELDOM)

    async def serve() -> None:
        task = asyncio.ensure_future(beside()) if beside else None
        await _Server(config, ending).serve(sockets=[bound])
        if task:
            task.cancel()

    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(serve())
