"""A document read as what its content says it is, whatever its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import Reading

from . import markdown, rendered
from .links import anchors, links
from .sections import sections
from .silences import silences

if TYPE_CHECKING:
    from ragmock.docs_check.model import Document

#: A fence, a heading, a table, bold text, a component: what no page shows when it is rendered.
_MARKUP: Final = re.compile(
    r"^\s*(?:```|~~~)|^#{1,6} \S|^\s*\|?[ :-]*-{3,}[ :-]*\||\*\*\w[^*\n]*\*\*|^\s*</?[A-Z]\w*[ />]",
    re.MULTILINE,
)
_COPIED: Final = re.compile(r"^\s*(?:[$] )?curl\s|^\s*[{\[]\s*$", re.MULTILINE)


def read(document: Document) -> Reading:
    """Find all that a document says about operations."""
    reader = markdown if is_markdown(document.text) else rendered
    blocks = list(reader.blocks(document))
    return Reading(
        document=document,
        sections=sections(blocks),
        links=tuple(links(document)),
        anchors=anchors(document, blocks),
        silences=tuple(silences(document)),
    )


def is_markdown(text: str) -> bool:
    """Tell Markdown and MDX from text that was copied from a page."""
    return bool(_MARKUP.search(text)) or not _COPIED.search(text)
