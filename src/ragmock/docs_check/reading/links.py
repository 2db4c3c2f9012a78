"""Links within a document, and what they may lead to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import Link, Span

from .blocks import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ragmock.docs_check.model import Document

    from .blocks import Block

_LINK: Final = re.compile(r"\[(?P<text>[^\[\]\n]*)\]\((?P<target>#[^\s()]*)(?:\s+\"[^\"\n]*\")?\)")
_TAG: Final = re.compile(
    r"<a\s[^<>]*?href=[\"'](?P<target>#[^\"'\s]*)[\"'][^<>]*>(?P<text>[^<\n]*)"
)
_REFERENCE: Final = re.compile(
    r"^ {0,3}\[(?P<text>[^\[\]\n]+)\]:[ \t]*(?P<target>#\S*)", re.MULTILINE
)
_ID: Final = re.compile(r"<\w+\s[^<>]*?\b(?:id|name)=[\"']#?(?P<id>[^\"'\s]+)[\"']")
#: What is between brackets is looked for so far, so that no title takes long.
_SAID_ID: Final = re.compile(r"\{#(?P<id>[^}\s]{1,200})\}\s*$")
_MARKUP: Final = re.compile(r"[*`]|\[(?P<text>[^\]]{0,300})\]\([^)]{0,300}\)|<[^>]{0,300}>")
_NOT_IN_SLUG: Final = re.compile(r"[^\w\- ]")
_CODE: Final = re.compile(
    r"^(?P<fence>`{3,}+|~{3,}+).*?^(?P=fence)|(?<!`)(?P<mark>`++)[^`\n]+(?P=mark)(?!`)",
    re.MULTILINE | re.DOTALL,
)


def links(document: Document) -> Iterator[Link]:
    """Give the links of a document that lead to a place in it."""
    # a link that is shown in code leads nowhere, but code may stand within the text of one
    codes = [found.span() for found in _CODE.finditer(document.text)]
    starts = [start for start, _ in codes]
    for pattern in (_LINK, _TAG, _REFERENCE):
        for found in pattern.finditer(document.text):
            at = bisect_right(starts, found.start()) - 1
            if at < 0 or found.start() >= codes[at][1]:
                yield Link(found["target"], found["text"], Span(*found.span("target")))


def anchors(document: Document, blocks: Iterable[Block]) -> dict[str, int]:
    """Give what a link may lead to, and at which offset each stands.

    A heading has the name that GitHub and Docusaurus give it, or the one that it says.
    """
    found: dict[str, int] = {}
    counted: Counter[str] = Counter()
    for block in blocks:
        if block.kind != Kind.HEADING:
            continue
        said = _SAID_ID.search(block.text)
        slug = said["id"] if said else slug_of(block.text)
        name = f"{slug}-{counted[slug]}" if counted[slug] else slug
        counted[slug] += 1
        found.setdefault(name, block.span.start)
    for each in _ID.finditer(document.text):
        found.setdefault(each["id"], each.start())
    return found


def slug_of(heading: str) -> str:
    """Make the name of a heading as GitHub does."""
    text = _MARKUP.sub(lambda found: found["text"] or "", heading)
    return _NOT_IN_SLUG.sub("", text.strip().lower()).replace(" ", "-")
