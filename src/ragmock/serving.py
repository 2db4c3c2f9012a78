"""A server of this process on a socket, for the length of a block."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from ragmock.handle import Handle

if TYPE_CHECKING:
    from collections.abc import Callable
    from socket import socket

    from ragmock.steering.in_process import InProcess


class Serving:
    """Starts a server in a thread when a block is entered, `with` or `async with`, and ends it.

    Also an `async with` uses a thread: in the event loop of the test, the server could answer no
    call that is not awaited, and no client could be tested that is not async. Entering is refused
    with `ragmock.web.listening.AddressTaken`.
    """

    def __init__(
        self,
        app: Callable[[], Any],
        place: int | socket,  # a port, 0 for a free one, or what listens already
        token: str | None,
        transport: InProcess,
    ) -> None:
        self._app = app
        self._place = place
        self._token = token
        self._transport = transport
        self._open = ExitStack()

    def __enter__(self) -> Handle:
        """Start it; it answers when this returns."""
        from ragmock.web.in_thread import in_thread  # noqa: PLC0415 - as the application
        from ragmock.web.listening import listen  # noqa: PLC0415

        if self._transport.served_by:
            raise RuntimeError("this server is served already; make another one")
        app, place = self._app(), self._place
        bound = listen("127.0.0.1", place) if isinstance(place, int) else place
        with ExitStack() as starting:
            url, loop = starting.enter_context(in_thread(app, bound))
            self._transport.served_by = loop
            starting.callback(setattr, self._transport, "served_by", None)
            handle = starting.enter_context(Handle(url, self._token))
            self._open = starting.pop_all()
        return handle

    def __exit__(self, *_: object) -> None:
        """End it; requests under way are broken off, and the port is free."""
        self._open.close()

    async def __aenter__(self) -> Handle:
        """Start it, while others go on."""
        return await asyncio.to_thread(self.__enter__)

    async def __aexit__(self, *_: object) -> None:
        """End it, while others go on."""
        await asyncio.to_thread(self.__exit__)
