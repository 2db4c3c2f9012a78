"""A document read as what its content says it is, whatever its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import Reading

from . import markdown, rendered
from .blocks import Kind
from .facets import facet_of
from .links import anchors, links
from .sections import sections
from .silences import silences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.model import Document, Span

    from .blocks import Block

#: A fence, a heading, a table, bold text, a component: what no page shows when it is rendered.
_MARKUP: Final = re.compile(
    r"^\s*(?:```|~~~)|^#{1,6} \S|^\s*\|?[ :-]*-{3,}[ :-]*\||\*\*\w[^*\n]*\*\*|^\s*</?[A-Z]\w*[ />]",
    re.MULTILINE,
)
#: A line without a mark of Markdown and without a colon: `Error message`.
_TITLE: Final = re.compile(r"[^\W\da-z_][\w ]*")
_COPIED: Final = re.compile(r"^\s*(?:[$] )?curl\s|^\s*[{\[]\s*$", re.MULTILINE)


def read(document: Document) -> Reading:
    """Find all that a document says about operations."""
    reader = markdown if is_markdown(document.text) else rendered
    blocks = list(reader.blocks(document))
    # of what was copied from a page, no title has a mark
    unmarked = _unmarked(document, blocks) if reader is markdown else ()
    return Reading(
        document=document,
        sections=sections(blocks),
        links=tuple(links(document)),
        anchors=anchors(document, blocks),
        silences=tuple(silences(document)),
        contents=tuple(_contents(blocks)),
        headings=tuple(
            (each.text, each.depth, each.span) for each in blocks if each.kind == Kind.HEADING
        ),
        unmarked=tuple(unmarked),
    )


def _contents(blocks: list[Block]) -> Iterator[tuple[str, Span]]:
    titles = {each.text.casefold() for each in blocks if each.kind == Kind.HEADING}
    for block in blocks:
        if block.kind == Kind.ITEM:
            found = re.fullmatch(r"\[(?P<text>[^\]]+)\]\(#[^)]*\)", block.text)
            text = found["text"] if found else block.text
            if text.casefold() in titles:
                yield text, block.span


def _unmarked(document: Document, blocks: list[Block]) -> Iterator[Span]:
    for block in blocks:
        line = document.place(block.span.start).line
        before = document.lines[line - 2].strip(" -") if line > 1 else ""
        is_plain = block.kind == Kind.TEXT and _TITLE.fullmatch(block.text)
        if is_plain and not before and not block.depth and facet_of(block.text):
            yield block.span


def is_markdown(text: str) -> bool:
    """Tell Markdown and MDX from text that was copied from a page."""
    return bool(_MARKUP.search(text)) or not _COPIED.search(text)
