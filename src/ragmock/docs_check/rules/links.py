"""Rules about links within a document, and its table of contents."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from ragmock.docs_check.model import Severity

from .rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.subject import Subject, Topic

_OPERATION: Final = re.compile(
    r"(?P<method>GET|POST|PUT|PATCH|DELETE)['`\"*]*\s+['`\"*]*(?P<path>/\S+?)[`'\"]?$"
)
_LEAST: Final = 3  # entries that make a table of contents


@rule(
    "dead-link",
    Severity.ERROR,
    "A link within the document that leads nowhere.",
    example="""
    # Datasets

    See [errors](#error).

    ## Errors
    """,
)
def dead_link(subject: Subject) -> Iterator[Found]:
    """Name the nearest title."""
    for link in subject.reading.links:
        name = unquote(link.target.removeprefix("#"))
        if name and name not in subject.reading.anchors and name != "top":
            near = get_close_matches(name, subject.reading.anchors, n=1)
            meant = f"#{near[0]}" if near else ""
            yield Found(link.span, f"{link.target} leads nowhere", expected=meant, suggestion=meant)


@rule(
    "misleading-link",
    Severity.ERROR,
    "A link that names an operation and leads to another one.",
    example="""
    ## Create a dataset

    **POST** `/datasets`

    ## List the datasets

    **GET** `/datasets`

    See [GET /datasets](#create-a-dataset).
    """,
)
def misleading_link(subject: Subject) -> Iterator[Found]:
    """Name the section of the operation."""
    for link in subject.reading.links:
        said = _OPERATION.search(link.text.strip())
        start = subject.reading.anchors.get(link.target.removeprefix("#"))
        if said is None or start is None or subject.product is None:
            continue
        meant = subject.product.match(said["method"], said["path"]).operation
        leads_to = _topic_at(subject, start)
        if meant and leads_to and leads_to.operation not in (None, meant):
            anchor = _anchor_of(subject, meant.id)
            what = f"this leads to {leads_to.section.title!r}, and not to {link.text.strip()}"
            yield Found(link.span, what, expected=anchor, suggestion=anchor)


@rule(
    "unlisted-title",
    Severity.INFO,
    "A section that the table of contents of the document leaves out.",
    example="""
    - [Create a dataset](#create-a-dataset)
    - [List the datasets](#list-the-datasets)
    - [Errors](#errors)

    ## Create a dataset

    **POST** `/datasets`

    ## List the datasets

    **GET** `/datasets`

    ## Delete a dataset

    **DELETE** `/datasets/{dataset_id}`

    ## Errors
    """,
)
def unlisted_title(subject: Subject) -> Iterator[Found]:
    """Say behind which entry it belongs."""
    contents = {text.casefold(): span for text, span in subject.reading.contents}
    if len(contents) < _LEAST:
        return
    entry = None
    for topic in subject.topics:
        title = topic.section.title
        if title.casefold() in contents:
            entry = contents[title.casefold()]
        elif title and topic.operation:
            line = subject.document.place(topic.section.span.start).line
            what = f"the contents lack {title!r} of line {line}"
            yield Found(entry or topic.section.span, what, expected=title)


def _topic_at(subject: Subject, offset: int) -> Topic | None:
    at = [each for each in subject.topics if each.section.span.start <= offset]
    return at[-1] if at else None


def _anchor_of(subject: Subject, operation: str) -> str:
    """Find the title under which an operation is described."""
    for topic in subject.topics:
        if topic.operation and topic.operation.id == operation:
            for name, start in subject.reading.anchors.items():
                if start == topic.section.span.start:
                    return f"#{name}"
    return ""
