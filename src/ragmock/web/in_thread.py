"""The server in a thread of a process that does something else."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING

import uvicorn

from ragmock.web.listening import url_of
from ragmock.web.serve import config_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from socket import socket

    from starlette.types import ASGIApp, Receive, Scope, Send


@contextmanager
def in_thread(app: ASGIApp, bound: socket) -> Iterator[tuple[str, asyncio.AbstractEventLoop]]:
    """Serve on a socket that listens; give the URL, and the loop that serves.

    At the end of the block, requests under way are broken off, and the socket is closed.
    """
    server = _Server(_Ending(app))
    url = url_of(bound)
    # a process that ends without coming to the end of the block does not wait for it
    thread = Thread(target=server.work, args=(bound,), name=f"ragmock {url}", daemon=True)
    thread.start()
    try:
        loop = server.running.result()
        try:
            yield url, loop
        finally:
            loop.call_soon_threadsafe(server.told.set)
    finally:
        thread.join()
        bound.close()


class _Server(uvicorn.Server):
    """Starts and ends at once. uvicorn's own looks every tenth of a second whether it is to end."""

    def __init__(self, app: ASGIApp) -> None:
        # the logging of the process is its own: nothing is set up
        super().__init__(config_of(app, log_config=None, log_level=None))
        self.told = asyncio.Event()
        self.running: Future[asyncio.AbstractEventLoop] = Future()

    def work(self, bound: socket) -> None:
        """Serve until it is told to end."""
        try:
            self.run(sockets=[bound])
        except BaseException as failed:
            if self.running.done():
                raise
            self.running.set_exception(failed)

    async def main_loop(self) -> None:
        """Say that it serves, and wait for the end."""
        self.running.set_result(asyncio.get_running_loop())
        await self.told.wait()

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Break off what is under way: whoever ends a server waits for no answer."""
        for each in (*self.servers, *(sockets or ())):
            each.close()
        for connection in tuple(self.server_state.connections):
            if connection.transport:
                connection.transport.abort()
        await asyncio.sleep(0)  # until they know; then the loop ends, and all that runs in it


class _Ending:
    """Lets a request end without a word when the server does; uvicorn calls it a failure."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(asyncio.CancelledError):
            await self.app(scope, receive, send)
