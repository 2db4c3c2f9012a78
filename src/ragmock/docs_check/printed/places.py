"""Where each value of a JSON text stands, by its JSON pointer."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.traced import Traced

_PIECE: Final = re.compile(r'[{}\[\]:,]|"(?:[^"\\]|\\.)*"|[^\s{}\[\]:,"]+')


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands, and its name; an item of a list has none."""

    start: int
    end: int
    name: int | None = None  # where its name begins
    name_end: int | None = None

    def moved(self, text: Traced) -> Spot:
        """Say the same of the text that this one was mended from."""
        name = text.span(self.name, self.name_end or 0) if self.name is not None else ()
        return Spot(*text.span(self.start, self.end), *name)


@dataclass
class _Level:
    bracket: str
    pointer: str
    start: int
    name: tuple[int, int] | tuple[()]
    count: int = 0  # items of a list so far
    key: str | None = None
    key_at: tuple[int, int] = (0, 0)


def places(text: str) -> Iterator[tuple[str, Spot]]:
    """Tell the values of a text that is JSON, by their pointers; inner ones before outer ones.

    Where a name stands twice, the pointer is told twice.
    """
    stack: list[_Level] = []
    for piece in _PIECE.finditer(text):
        head = piece[0][0]
        if head in "{[":
            pointer, name = _next(stack)
            stack.append(_Level(head, pointer, piece.start(), name))
        elif head in "}]":
            level = stack.pop()
            yield level.pointer, Spot(level.start, piece.end(), *level.name)
        elif head == ",":
            stack[-1].count += 1
            stack[-1].key = None
        elif head == ":":
            continue
        elif stack and stack[-1].bracket == "{" and stack[-1].key is None:
            stack[-1].key, stack[-1].key_at = json.loads(piece[0], strict=False), piece.span()
        else:
            pointer, name = _next(stack)
            yield pointer, Spot(piece.start(), piece.end(), *name)


def _next(stack: list[_Level]) -> tuple[str, tuple[int, int] | tuple[()]]:
    """Give the pointer of the value that begins, and where its name stands."""
    if not stack:
        return "", ()
    level = stack[-1]
    if level.bracket == "[":
        return f"{level.pointer}/{level.count}", ()
    return f"{level.pointer}/{escaped(level.key or '')}", level.key_at


def escaped(name: str) -> str:
    """Write a name as a part of a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")
