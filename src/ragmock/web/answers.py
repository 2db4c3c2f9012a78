"""Answers as bytes. Starlette's own would take as long to make as all else that is done here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

RawHeaders = list[tuple[bytes, bytes]]
NO_CONTENT: Final = 204
_WITHOUT_BODY: Final = {NO_CONTENT, 304}


@dataclass(slots=True)
class Answer:
    """What is sent: a status, a body of a media type, and more headers if there are any."""

    status: int
    body: bytes
    media_type: str  # nothing where it is not told
    headers: RawHeaders = field(default_factory=list)
    is_sized: bool = True  # whether its length is told

    def head(self, more: RawHeaders) -> RawHeaders:
        """Give all headers, and more."""
        told = [*self.headers, *more]
        if self.media_type:
            told.append((b"content-type", self.media_type.encode("latin-1")))
        if self.is_sized and self.status not in _WITHOUT_BODY:
            told.append((b"content-length", b"%d" % len(self.body)))
        return told


def raw(headers: Mapping[str, str]) -> RawHeaders:
    """Give headers as they are sent."""
    return [
        (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()
    ]
