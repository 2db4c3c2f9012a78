"""The server process: a socket, uvicorn, and a clean end."""

from __future__ import annotations

import asyncio
import gc
import socket
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from ragmock.web.connections import reachable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp

    Beside = Callable[[], Awaitable[None]]


class AddressTaken(Exception):  # noqa: N818 - named after what happened
    """The address cannot be listened on; the text says why."""


def listen(host: str, port: int) -> socket.socket:
    """Bind a socket; port 0 takes a free one. Refuses with `AddressTaken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol must be named, or asyncio leaves Nagle's algorithm on: 44 ms for every request.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(2048)
    except (OSError, TypeError) as refused:  # TypeError: the host is no name that can be encoded
        bound.close()
        why = getattr(refused, "strerror", None) or refused
        raise AddressTaken(f"cannot listen on {host}:{port}: {why}") from None
    return bound


def url_of(bound: socket.socket) -> str:
    """Give the URL under which a socket is reached."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def is_loopback(bound: socket.socket) -> bool:
    """Tell whether a socket can be reached from this machine alone."""
    return ip_address(bound.getsockname()[0]).is_loopback


def config_of(app: ASGIApp, **more: Any) -> uvicorn.Config:  # noqa: ANN401 - as uvicorn has it
    """Give what uvicorn is to do wherever the server runs."""
    return uvicorn.Config(
        app,
        http=reachable(AutoHTTPProtocol),  # of httptools where it is installed, else of h11
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        **more,
    )


def run(app: ASGIApp, bound: socket.socket, beside: Beside | None = None) -> None:
    """Serve until SIGINT or SIGTERM, and do something beside that in the same loop."""
    config = config_of(app, log_level="warning", timeout_graceful_shutdown=3)
    gc.freeze()  # what was loaded is there to stay: to look for garbage in it held requests up

    async def serve() -> None:
        task = asyncio.ensure_future(beside()) if beside else None
        await uvicorn.Server(config).serve(sockets=[bound])
        if task:
            task.cancel()

    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(serve())
