"""Answers as bytes. Starlette's own would take as long to make as all else that is done here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

RawHeaders = list[tuple[bytes, bytes]]
NO_CONTENT: Final = 204


@dataclass(slots=True)
class Answer:
    """What is sent: a status, a body of a media type, and more headers if there are any."""

    status: int
    body: bytes
    media_type: str
    headers: RawHeaders = field(default_factory=list)
    with_body: bool = True  # whether it is sent; HEAD is answered with its length alone

    async def __call__(self, _: Scope, __: Receive, send: Send) -> None:
        """Send it."""
        headers = [*self.headers, (b"content-type", self.media_type.encode("latin-1"))]
        if self.status != NO_CONTENT:
            headers.append((b"content-length", b"%d" % len(self.body)))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        body = self.body if self.with_body else b""
        await send({"type": "http.response.body", "body": body})


def raw(headers: Mapping[str, str]) -> RawHeaders:
    """Give headers as they are sent."""
    return [
        (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()
    ]


def header(scope: Scope, name: bytes) -> bytes:
    """Give the first header of a name that was sent; nothing where there is none."""
    sent: bytes
    for key, sent in scope["headers"]:
        if key == name:
            return sent
    return b""
