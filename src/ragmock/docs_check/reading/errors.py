"""Where a document names errors: tables, lists, running text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import PrintedError, Span

from .blocks import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .blocks import Cell

_CODE: Final = ("code", "error code", "error", "错误码", "错误代码")
_STATUS: Final = ("status", "http status", "status code", "http", "状态码")
_MESSAGE: Final = ("message", "error message", "错误信息", "消息")
#: `**not_found**, Document does not exist`, also where the marks do not match.
_ENTRY: Final = re.compile(
    r"[*`]+(?P<code>[a-z][a-z0-9]*(?:_[a-z0-9]+)*|\d{3})[*`]++"
    r"(?!\s*\((?:str|int|num|bool|obj|arr|text|list))"  # a field of an error, with its type
    r"\s*[:：,，-]?\s*(?P<message>.*)"
)
#: `` `400 Bad Request`: the request is malformed``.
_STATUS_ENTRY: Final = re.compile(r"[*`]*(?P<status>[1-5]\d\d)(?:\s+[A-Za-z ]+)?[*`]*\s*[:：].*")
_WORD: Final = r"`(?P<code>[a-z][a-z0-9]*(?:_[a-z0-9]+)+)`"
_RUNNING: Final = (
    re.compile(
        rf"\b(?P<status>[45]\d\d)\b[\s(:,]*(?:with\s+|and\s+)?(?:the\s+)?(?:code\s+)?{_WORD}"
    ),
    re.compile(rf"{_WORD}\s*\((?:HTTP |status )?(?P<status>[45]\d\d)\)"),
)


def errors_in(block: Block, *, is_about_errors: bool) -> Iterator[PrintedError]:
    """Read the errors that a line or a row names."""
    if block.kind == Kind.ROW:
        yield from _in_row(block)
    elif block.kind == Kind.ITEM and is_about_errors:
        yield from _in_entry(block)
    elif block.kind in (Kind.ITEM, Kind.TEXT):
        yield from _in_text(block)


def _in_row(block: Block) -> Iterator[PrintedError]:
    by_head = dict(zip(block.head, block.cells, strict=False))
    code, status, message = (
        next((by_head[each] for each in heads if each in by_head), None)
        for heads in (_CODE, _STATUS, _MESSAGE)
    )
    number = int(status.text.strip("`* ")[:3]) if status and _is_status(status) else None
    said = code or status
    if said is None or not (code or number) or "type" in block.head:
        return
    bare = said.text.strip("`* ")
    start = said.span.start + said.text.index(bare)
    yield PrintedError(
        code=int(bare) if bare.isdecimal() else bare,
        span=Span(start, start + len(bare)),
        status=number,
        status_span=status.span if status and number else None,
        message=message.text if message else None,
        message_span=message.span if message else None,
    )


def _is_status(cell: Cell) -> bool:
    return bool(re.match(r"[`* ]*[1-5]\d\d\b", cell.text))


def _in_entry(block: Block) -> Iterator[PrintedError]:
    if (found := _ENTRY.fullmatch(block.text)) and not found["code"].isdecimal():
        message = found["message"] or None
        yield PrintedError(
            code=found["code"],
            span=block.passage.span(*found.span("code")),
            message=message,
            message_span=block.passage.span(*found.span("message")) if message else None,
        )
    elif found := _STATUS_ENTRY.fullmatch(block.text):
        span = block.passage.span(*found.span("status"))
        status = int(found["status"])
        yield PrintedError(code=status, span=span, status=status, status_span=span)


def _in_text(block: Block) -> Iterator[PrintedError]:
    for pattern in _RUNNING:
        for found in pattern.finditer(block.text):
            yield PrintedError(
                code=found["code"],
                span=block.passage.span(*found.span("code")),
                status=int(found["status"]),
                status_span=block.passage.span(*found.span("status")),
            )
