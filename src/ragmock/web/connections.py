"""The connection that a request came on, and what can go wrong with it.

uvicorn keeps it to itself. Its protocols, of httptools and of h11 alike, are asked to put it into
the scope of each request; where there is no socket, as in a test without a server, it is not there.
"""

from __future__ import annotations

import os
import socket
import struct
from random import Random
from typing import TYPE_CHECKING, Any, Final

from ragmock.faults.effect import Connection

if TYPE_CHECKING:
    from asyncio import Protocol, Transport

    from starlette.types import ASGIApp, Receive, Scope, Send

    from ragmock.web.call import Call

_KEY: Final = "ragmock.transport"
#: No HTTP, and the same each time.
_GARBAGE: Final = Random(0).randbytes(64)  # noqa: S311 - nothing is to be kept secret
_HEAD: Final = (
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
)
_WRITTEN: Final = {
    Connection.EMPTY_RESPONSE: b"",
    Connection.MALFORMED_RESPONSE_CHUNK: _HEAD + _GARBAGE,
    Connection.RANDOM_DATA_THEN_CLOSE: _GARBAGE,
}
#: When the socket is closed: on, and wait no second. What was not sent is dropped, and RST is sent.
_LINGER: Final = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)


def reachable(protocol: type[Protocol]) -> type[Protocol]:
    """Make a protocol of uvicorn tell each request its connection."""

    class Reachable(protocol):  # type: ignore[valid-type, misc]
        app: ASGIApp

        def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - as the protocols have it
            super().connection_made(transport)
            app = self.app

            async def told(scope: Scope, receive: Receive, send: Send) -> None:
                scope[_KEY] = transport
                await app(scope, receive, send)

            self.app = told

    return Reachable


def transport_of(scope: Scope) -> Transport | None:
    """Give the connection of a request; None where there is none."""
    transport: Transport | None = scope.get(_KEY)
    return transport


async def break_off(transport: Transport, how: Connection, call: Call) -> None:
    """Let a connection end in one of four ways; come back when it has ended."""
    if how is Connection.CONNECTION_RESET_BY_PEER:
        _reset(transport)
    else:
        while not call.is_received:  # a socket that is closed with something unread is reset
            await call.receive()
        transport.write(_WRITTEN[how])
        transport.close()
    # until it has, the server takes it that an answer is lacking, and sends one
    while (await call.receive())["type"] != "http.disconnect":
        pass


def _reset(transport: Transport) -> None:
    number = transport.get_extra_info("socket").fileno()
    with socket.socket(fileno=os.dup(number)) as same:  # uvloop's own cannot be told
        same.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
    transport.abort()
