"""The tags of MDX: `<Property name='page' type='int' key='page'>`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import Passage, Span

from .blocks import Block, Cell, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_VALUE: Final = r"'[^']*'|\"[^\"]*\"|\{`[^`]*`\}|\{[^{}]*\}"
_ATTRIBUTE: Final = re.compile(rf"(?P<name>\w+)=(?P<value>{_VALUE})")
#: A tag where a line starts; elsewhere it may be a placeholder in an example, `<ID>`.
TAG: Final = re.compile(
    rf"^[ \t]*(?P<tag></?(?P<name>[A-Z]\w*)(?:\s+\w+(?:=(?:{_VALUE}))?)*\s*/?>)"
    rf"|^import .+ from .+$",
    re.MULTILINE,
)


def tags(text: str) -> Iterator[Block]:
    """Give the tags of a text, also those that end one (`/Property`) and imports (no name)."""
    for found in TAG.finditer(text):
        tag = found["tag"] or ""
        start = found.start("tag") if tag else found.start()
        passage = Passage(tag, ((0, start),))
        pairs = [
            (each["name"], _cell(each["value"], start + each.start("value")))
            for each in _ATTRIBUTE.finditer(tag)
        ]
        yield Block(
            Kind.COMPONENT,
            passage,
            info=("/" if tag.startswith("</") else "") + (found["name"] or ""),
            head=tuple(name for name, _ in pairs),
            cells=tuple(cell for _, cell in pairs),
        )


def _cell(value: str, start: int) -> Cell:
    text = value.strip("{}").strip("'\"`")
    inner = start + value.index(text)
    return Cell(text, Span(inner, inner + len(text)))
