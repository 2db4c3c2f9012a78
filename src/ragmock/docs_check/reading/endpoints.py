"""Where a document says which operation it describes: a method and a path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import Endpoint, Span

from .blocks import Block, Cell, Kind

if TYPE_CHECKING:
    from ragmock.docs_check.model import Passage

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
_METHOD: Final = rf"(?P<method>{'|'.join(METHODS)})"
_PATH: Final = r"(?P<path>(?:https?://[^\s`*|<>\"']+|/[^\s`*|\"']*))"
_MARKS: Final = r"[`*_\s]*"
#: `**POST** `/datasets``, `GET /v1/datasets`; nothing but a word or two of HTTP behind it.
_SAID: Final = re.compile(
    rf"{_MARKS}{_METHOD}{_MARKS}\s{_MARKS}{_PATH}{_MARKS}(?:HTTP/[\d.]+)?{_MARKS}"
)
_IN_HEADING: Final = re.compile(rf"(?:^|.*?[\s`(*]){_METHOD}[`*]*\s+[`*]*{_PATH}")
_LABEL: Final = re.compile(
    rf"{_MARKS}(?P<label>url|uri|path|endpoint|method|路径|方法|请求方法){_MARKS}[:：]{_MARKS}"
    rf"(?:{_METHOD}{_MARKS})?(?:{_PATH})?{_MARKS}",
    re.IGNORECASE,
)
_METHOD_HEADS: Final = ("method", "方法")
_PATH_HEADS: Final = ("request uri", "uri", "url", "path", "endpoint", "route", "路径")


def endpoint_in(block: Block) -> Endpoint | None:
    """Read what a heading, a line, a row of a table or a tag says, if it says an operation."""
    match block.kind:
        case Kind.ROW:
            return _in_row(block)
        case Kind.COMPONENT:
            return _in_tag(block)
        case Kind.HEADING:
            return _from(block.passage, _IN_HEADING.match(block.text))
        case Kind.TEXT | Kind.ITEM:
            return _from(block.passage, _SAID.fullmatch(block.text))
        case Kind.CODE:
            return _from(block.passage, _SAID.match(block.text.partition("\n")[0]))
        case _:
            return None


def labelled_in(block: Block) -> tuple[Cell | None, Cell | None]:
    """Read a line that gives a method or a path behind a label: `- **URL**: `/data``."""
    found = _LABEL.fullmatch(block.text) if block.kind in (Kind.TEXT, Kind.ITEM) else None
    if found is None:
        return None, None
    cells = [
        Cell(found[name], block.passage.span(*found.span(name))) if found[name] else None
        for name in ("method", "path")
    ]
    return cells[0], cells[1]


def endpoint(method: Cell | None, path: Cell) -> Endpoint:
    """Make an operation of what was said."""
    span = method.span if method else Span(path.span.start, path.span.start)
    return Endpoint(method.text.upper() if method else None, path.text, span, path.span)


def _from(passage: Passage, found: re.Match[str] | None) -> Endpoint | None:
    if found is None:
        return None
    method = Cell(found["method"], passage.span(*found.span("method")))
    return endpoint(method, Cell(found["path"], passage.span(*found.span("path"))))


def _in_row(block: Block) -> Endpoint | None:
    by_head = dict(zip(block.head, block.cells, strict=False))
    method = next((by_head[each] for each in _METHOD_HEADS if each in by_head), None)
    path = next((by_head[each] for each in _PATH_HEADS if each in by_head), None)
    if method is None or path is None:
        return None
    bare_method, bare_path = _bare(method), _bare(path)
    if bare_method.text.upper() not in METHODS or "/" not in bare_path.text:
        return None
    return endpoint(bare_method, bare_path)


def _in_tag(block: Block) -> Endpoint | None:
    by_name = dict(zip(block.head, block.cells, strict=False))
    if block.info != "Heading" or not {"method", "url"} <= by_name.keys():
        return None
    return endpoint(by_name["method"], by_name["url"])


def _bare(cell: Cell) -> Cell:
    """Take away the marks around a cell."""
    text = cell.text.strip("`* ")
    start = cell.span.start + cell.text.index(text)
    return Cell(text, Span(start, start + len(text)))
