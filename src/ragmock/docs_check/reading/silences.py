"""Comments that silence a rule: `<!-- ragmock-ignore rule-name -->`, `{/* ragmock-ignore */}`.

On a line of its own it is about the next block, up to an empty line or the end of a fence; behind
text, about that line. `ragmock-ignore-file` is about the whole document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import Silence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.model import Document

_COMMENT: Final = re.compile(
    r"(?:<!--|\{/\*)[ \t]*ragmock-ignore(?P<whole>-file)?(?P<rules>[ \t,\w-]*?)[ \t]*(?:-->|\*/\})"
)
_FENCE: Final = re.compile(r"\s*(?P<mark>`{3,}|~{3,})")


def silences(document: Document) -> Iterator[Silence]:
    """Give what is silenced in a document, and on which lines."""
    for found in _COMMENT.finditer(document.text):
        line = document.place(found.start()).line
        if found["whole"]:
            first, last = 1, len(document.lines)
        elif document.lines[line - 1].strip() == found[0]:
            first, last = _next_block(document, line)
        else:
            first, last = line, line
        said = list(re.finditer(r"[\w-]+", found["rules"]))
        start = found.start("rules")
        for each in said:
            yield Silence(each[0], first, last, Span(start + each.start(), start + each.end()))
        if not said:
            yield Silence("", first, last, Span(*found.span()))


def _next_block(document: Document, line: int) -> tuple[int, int]:
    lines = document.lines
    first = line
    while first < len(lines) and not lines[first].strip():
        first += 1
    if first == len(lines):
        return line, line
    last, fence = first, _FENCE.match(lines[first])
    while last + 1 < len(lines):
        if fence and last > first and lines[last].strip().startswith(fence["mark"]):
            break
        if not fence and not lines[last + 1].strip():
            break
        last += 1
    return first + 1, last + 1
