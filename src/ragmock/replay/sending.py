"""A request that was noted is sent once more, over a socket, as it came."""

from __future__ import annotations

from base64 import b64decode
from contextlib import closing, suppress
from typing import Any, Final
from urllib.parse import quote, urlsplit

from ragmock.journal.redaction import GONE

Json = dict[str, Any]

_PATIENCE: Final = 300.0  # seconds; an answer may be delayed by a fault
_UNREAD: Final = 3.0  # seconds, where the server may wait for a body that it did not read then
#: What is between two machines, and of no interest to the server.
_OF_THE_CONNECTION: Final = {"connection", "expect", "keep-alive", "transfer-encoding"}
_IN_PATHS: Final = "/:@!$&'()*+,;=~-._"


def send(url: str, request: Json, world: str) -> None:
    """Send a request to a server, with a key of the world; the answer is in the journal there.

    A connection that breaks may be what is to happen.
    """
    from http.client import HTTPConnection, HTTPException  # noqa: PLC0415 - 30 ms

    parts = urlsplit(url)
    body = kept(request["body"])
    headers = _headers(request, len(body), world)
    is_lacking = any(each[0] == "content-length" and each[1] != str(len(body)) for each in headers)
    patience = _UNREAD if is_lacking else _PATIENCE
    target = quote(request["path"], safe=_IN_PATHS)
    with closing(HTTPConnection(str(parts.hostname), parts.port, timeout=patience)) as connection:
        connection.putrequest(
            request["method"],
            f"{target}?{request['query']}" if request["query"] else target,
            skip_host=True,
            skip_accept_encoding=True,
        )
        for name, value in headers:
            connection.putheader(name, value.encode("latin-1"))
        with suppress(OSError, HTTPException):
            connection.endheaders(body or None)
            connection.getresponse().read()


def kept(body: Json | None) -> bytes:
    """Give what there is of a body."""
    if body is None:
        return b""
    return b64decode(body["base64"]) if "base64" in body else str(body["text"]).encode()


def is_whole(body: Json | None) -> bool:
    """Tell whether all of a body is there; none is needed that nobody asked for."""
    return body is None or len(kept(body)) == body["size"]


def _headers(request: Json, size: int, world: str) -> list[tuple[str, str]]:
    """Give the headers as they are sent: with a key, and the size of what there is of the body."""
    key = f"{world}.ro" if request["read_only"] else world
    headers = []
    for name, value in request["headers"]:
        if name == "authorization":
            headers.append((name, value.replace(GONE, key)))
        elif name not in _OF_THE_CONNECTION and (name != "content-length" or not request["body"]):
            headers.append((name, value))
    if request["body"] and (size or request["method"] not in ("GET", "HEAD")):
        headers.append(("content-length", str(size)))
    return headers
