"""Text as it is copied from a page: no fences, titles without marks, tables cell by cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .blocks import Block, Cell, Kind, line_passage, lines_passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.model import Document

_LONGEST_TITLE: Final = 80
_BULLET: Final = re.compile(r"(?P<indent>\s*)(?:[•*‣·-]|\d+\.)\s+")
_CODE_WORD: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_STATUS: Final = re.compile(r"[1-5]\d\d")
_TITLE: Final = re.compile(r"[A-Z0-9\u4e00-\u9fff][^{}\[\]\"`|]*[^\s.,:;!?。：，；{}\[\]\"`|]")
_STATUS_LINE: Final = re.compile(r"[1-5]\d\d(?: [A-Za-z]+)*")
_HEAD: Final = ("code", "status", "message")


@dataclass
class _Lines:
    """The lines of a document, and how far they were read; lines are counted from 1."""

    document: Document
    at: int = 1

    def get(self, ahead: int = 0) -> str | None:
        """Give a line, or None behind the last."""
        index = self.at - 1 + ahead
        lines = self.document.lines
        return lines[index] if index < len(lines) else None

    def is_blank(self, ahead: int) -> bool:
        """Tell whether a line is empty, or behind the last or before the first."""
        index = self.at - 1 + ahead
        return index < 0 or not (self.get(ahead) or "").strip()


def blocks(document: Document) -> Iterator[Block]:
    """Give the blocks of a document, in its order."""
    lines = _Lines(document)
    while (line := lines.get()) is not None:
        content = line.strip()
        if not content:
            lines.at += 1
        elif re.match(r"\$? ?curl\s", content):
            yield _taken(lines, _length_of_command(lines))
        elif content[0] in "{[":
            yield _taken(lines, _length_of_json(lines))
        elif cells := _error_cells(lines):
            passage = line_passage(document, lines.at, 0, len(line))
            yield Block(Kind.ROW, passage, head=_HEAD, cells=tuple(cell for _, cell in cells))
            lines.at = cells[-1][0] + 1
        else:
            yield _line(lines, line)
            lines.at += 1


def _taken(lines: _Lines, length: int) -> Block:
    contents = [lines.get(ahead) or "" for ahead in range(length)]
    passage = lines_passage(lines.document, lines.at, contents)
    lines.at += length
    return Block(Kind.CODE, passage)


def _length_of_command(lines: _Lines) -> int:
    """Count the lines of a command: those that its author meant, also without a backslash."""
    length, quote = 0, ""
    while not lines.is_blank(length):
        line = lines.get(length) or ""
        goes_on = quote or line.lstrip().startswith("-") or _ends_open(lines.get(length - 1) or "")
        if length and not goes_on:
            break
        quote = _quote_behind(line, quote)
        length += 1
    return length


def _ends_open(line: str) -> bool:
    return line.rstrip().endswith("\\")


def _quote_behind(line: str, quote: str) -> str:
    """Tell which quote is open behind a line, if one was open before it."""
    escaped = False
    for character in line:
        if escaped:
            escaped = False
        elif character == "\\" and quote != "'":
            escaped = True
        elif quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
    return quote


def _length_of_json(lines: _Lines) -> int:
    """Count the lines of a value up to the bracket that closes it, or to an empty line."""
    length, depth = 0, 0
    while not lines.is_blank(length):
        bare = re.sub(r'"(?:\\.|[^"\\])*"', "", lines.get(length) or "")
        depth += sum(bare.count(each) for each in "{[") - sum(bare.count(each) for each in "}]")
        length += 1
        if depth <= 0:
            break
    return length


def _error_cells(lines: _Lines) -> list[tuple[int, Cell]]:
    """Read a code, a status and a message, each on a line of its own, with empty lines between."""
    found: list[tuple[int, Cell]] = []
    ahead = 0
    for fits in (_CODE_WORD.fullmatch, _STATUS.fullmatch, re.compile(r".{3,}").fullmatch):
        while found and lines.is_blank(ahead) and lines.get(ahead) is not None:
            ahead += 1
        raw = lines.get(ahead) or ""
        text = raw.strip()
        if not fits(text):
            return []
        number, start = lines.at + ahead, raw.index(text)
        passage = line_passage(lines.document, number, start, start + len(text))
        found.append((number, Cell(text, passage.span(0, len(text)))))
        ahead += 1
    return found


def _line(lines: _Lines, line: str) -> Block:
    bullet = _BULLET.match(line)
    start = bullet.end() if bullet else len(line) - len(line.lstrip())
    passage = line_passage(lines.document, lines.at, start, len(line.rstrip()))
    if bullet:
        return Block(Kind.ITEM, passage, 1 + len(bullet["indent"]) // 2)
    if _is_title(lines, passage.text):
        return Block(Kind.HEADING, passage, 2)
    return Block(Kind.TEXT, passage)


def _is_title(lines: _Lines, text: str) -> bool:
    return (
        lines.is_blank(-1)
        and lines.is_blank(1)
        and len(text) <= _LONGEST_TITLE
        and bool(_TITLE.fullmatch(text))
        and not _STATUS_LINE.fullmatch(text)
    )
