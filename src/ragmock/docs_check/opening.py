"""From a file to a document; what cannot be one is refused in clear words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from .model import Document

_LARGEST: Final = 16 * 1024 * 1024  # bytes; a reference of 9,000 lines has half a megabyte
_LONGEST_LINE: Final = 2_000_000  # characters: JSON of a megabyte may stand on one line


class Unusable(ValueError):  # noqa: N818 - named after what happened
    """A file is no document."""


def open_document(path: str) -> Document:
    """Read a document from a file, or from the standard input for `-`; raises `Unusable`."""
    name = "the standard input" if path == "-" else path
    content = _content(path, name)
    if not content.strip():
        raise Unusable(f"{name} is empty")
    if b"\0" in content[:65536]:
        raise Unusable(f"{name} is no text: it holds a NUL byte")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as refused:
        raise Unusable(f"{name} is no UTF-8 text: byte {refused.start}") from None
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    longest = max(map(len, lines.split("\n")))
    if longest > _LONGEST_LINE:
        told = f"has a line of {longest:,} characters; {_LONGEST_LINE:,} are read"
        raise Unusable(f"{name} {told}")
    return Document(path, lines)


def _content(path: str, name: str) -> bytes:
    try:
        if path == "-":
            content = sys.stdin.buffer.read(_LARGEST + 1)
        elif Path(path).is_dir():
            raise Unusable(f"{name} is a folder")
        else:
            with Path(path).open("rb") as file:
                content = file.read(_LARGEST + 1)
    except OSError as refused:
        raise Unusable(f"cannot read {name}: {refused.strerror or refused}") from None
    if len(content) > _LARGEST:
        raise Unusable(f"{name} has more than {_LARGEST // 1024 // 1024} MB")
    return content
