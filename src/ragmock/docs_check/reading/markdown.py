"""Markdown and MDX: what blocks a document has, by markdown-it."""

from __future__ import annotations

import re
from heapq import merge
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt

from . import components
from .blocks import Block, Cell, Kind, line_passage, lines_passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from ragmock.docs_check.model import Document

#: What stands before the text of a line: quotes, the mark of a list.
_BEFORE: Final = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_MARK: Final = re.compile(r"(?P<indent>[ \t]*)[-*] \S")
_INDENT: Final = re.compile(r"[ \t>]*")
_HASHES: Final = re.compile(r"[ \t>]*#{1,6}[ \t]*")
_CELL: Final = re.compile(r"(?:\\.|[^|\\])*")
_FRONT_MATTER: Final = re.compile(r"\A\s*---\n(?=[\w-]+:)(?:.*\n)*?---[ \t]*(?:\n|\Z)")
_COMMENT: Final = re.compile(r"<!--.*?-->|\{/\*.*?\*/\}", re.DOTALL)


def blocks(document: Document) -> Iterator[Block]:
    """Give the blocks of a document, in its order."""
    text = _without(_COMMENT, _without(_FRONT_MATTER, document.text))
    tags = list(components.tags(text))
    if tags:
        text = _without(components.TAG, text)
    found = _parsed(document, text, has_components=bool(tags))
    return merge(found, tags, key=lambda block: block.passage.origins[0][1])


def _parsed(  # noqa: C901 - one line for each kind of token
    document: Document, text: str, *, has_components: bool
) -> Iterator[Block]:
    parser = MarkdownIt("commonmark").enable("table").disable(["inline", "html_block"])
    if has_components:
        parser.disable("code")  # MDX has no code by indentation: what components hold is set in
    depth, is_first, heads = 0, False, set[int]()
    head: tuple[str, ...] = ()
    for token in parser.parse(text):
        line = _lines(token)[0] + 1
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
            case "list_item_open":
                is_first = True
            case "heading_open":
                yield _heading(document, token)
            case "paragraph_open":
                told = _paragraph(
                    document, token, depth, is_item=is_first, has_components=has_components
                )
                yield from told
                is_first = False
            case "fence" | "code_block":
                yield _code(document, token)
                is_first = False
            case "thead_open":
                head = tuple(cell.text.lower() for cell in _cells(document, line))
                heads.add(line)
            case "tr_open" if line not in heads:
                passage = line_passage(document, line, 0, None)
                cells = _cells(document, line)
                yield Block(Kind.ROW, passage, depth, head=head, cells=cells)
            case "hr":
                yield Block(Kind.RULE, line_passage(document, line, 0, None))
            case _:
                pass


def _without(asides: re.Pattern[str], text: str) -> str:
    """Blank out what is no text for readers, so that every line keeps its number."""
    return asides.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _lines(token: Token) -> tuple[int, int]:
    """Give the first line of a block, and the one behind it, from 0."""
    first, end = token.map or (0, 0)
    return first, end


def _heading(document: Document, token: Token) -> Block:
    line, level = _lines(token)[0] + 1, int(token.tag[1])
    raw = document.lines[line - 1]
    before = _HASHES.match(raw) if token.markup.startswith("#") else _INDENT.match(raw)
    start = before.end() if before else 0
    end = len(raw.rstrip(" #\t")) if token.markup.startswith("#") else len(raw.rstrip())
    return Block(Kind.HEADING, line_passage(document, line, start, max(start, end)), level)


def _paragraph(
    document: Document, token: Token, depth: int, *, is_item: bool, has_components: bool
) -> Iterator[Block]:
    """Give the lines of a paragraph; below a component a list may be set in so far as to be one."""
    first, end = _lines(token)
    outer: list[int] = []  # how far the lists are set in that a line stands in
    for line in range(first + 1, end + 1):
        raw = document.lines[line - 1]
        marked = _MARK.match(raw) if has_components else None
        marks_item = bool(marked) or (is_item and line == first + 1)
        before = (_BEFORE if marks_item else _INDENT).match(raw)
        if marked:
            indent = len(marked["indent"])
            outer = [*(each for each in outer if each < indent), indent]
        passage = line_passage(document, line, before.end() if before else 0, len(raw.rstrip()))
        yield Block(Kind.ITEM if marks_item else Kind.TEXT, passage, depth + len(outer))


def _code(document: Document, token: Token) -> Block:
    first = _lines(token)[0] + (2 if token.type == "fence" else 1)
    contents = token.content.removesuffix("\n").split("\n") if token.content else []
    return Block(Kind.CODE, lines_passage(document, first, contents), info=token.info.strip())


def _cells(document: Document, line: int) -> tuple[Cell, ...]:
    raw = document.lines[line - 1]
    cells: list[Cell] = []
    at = 0
    while at <= len(raw):
        found = _CELL.match(raw, at)
        end = found.end() if found else at
        text = raw[at:end].strip(" \t>") if not cells else raw[at:end].strip()
        start = raw.index(text, at) if text else at
        passage = line_passage(document, line, start, start + len(text))
        cells.append(Cell(text, passage.span(0, len(text))))
        at = end + 1
    inner = slice(1 if not cells[0].text else 0, -1 if not cells[-1].text else None)
    return tuple(cells[inner])
