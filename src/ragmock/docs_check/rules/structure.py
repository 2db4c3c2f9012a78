"""Rules about the document as a whole: what is described, how often, and under which titles."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import Severity, Span

from .rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.subject import Subject

_EMPHASIS: Final = re.compile(r"(?<![*\w])\*\*[\w.-]+\*(?!\*)|(?<![*\w])\*[\w.-]+\*\*(?!\*)")
_PRIVATE: Final = re.compile(
    r"https?://(?P<host>10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+)"
)
_FRONT_MATTER: Final = re.compile(r"\A\s*\n(?P<mark>---)\n[\w-]+:")
_LEAST: Final = 1 / 3  # of the operations; a document that has fewer is about a few of them
_PLACEHOLDER: Final = re.compile(r"\bBearer (?P<mark>\{(?P<name>[A-Za-z]\w*)\})")


@rule(
    "missing-operation",
    Severity.INFO,
    "An operation of the contract that documents print, and this one lacks.",
    example="""
    ## Create a dataset

    **POST** `/api/v1/dataset`

    ## List the datasets

    **GET** `/api/v1/dataset`

    ## Delete a dataset

    **DELETE** `/api/v1/dataset/{dataset_id}`
    """,
)
def missing_operation(subject: Subject) -> Iterator[Found]:
    """Name them all, at the first title; another spelling of an operation is that operation."""
    if subject.product is None:
        return
    met = {
        mention.match.operation.canonical
        for topic in subject.topics
        for mention in topic.mentions
        if mention.match.operation
    }
    printed = [each for each in subject.product.operations if each.printed_in and not each.is_alias]
    # a document is right to lack what no released server answers
    served = [each for each in printed if each.id not in met and not each.unserved]
    left = [f"{each.method} {each.path}" for each in served]
    if left and sum(each.id in met for each in printed) >= len(printed) * _LEAST:
        title = next((topic.section.span for topic in subject.topics if topic.section.title), None)
        what = f"the document lacks {', '.join(left)}"
        yield Found(title or Span(0, 0), what, expected=", ".join(left))


@rule(
    "described-twice",
    Severity.WARNING,
    "An operation with two sections of its own.",
    example="""
    ## List the datasets

    **GET** `/datasets`

    ## Get the datasets

    **GET** `/datasets`
    """,
)
def described_twice(subject: Subject) -> Iterator[Found]:
    """Name the first section."""
    first: dict[str, tuple[str, int]] = {}
    for topic in subject.topics:
        if topic.operation and (topic.section.title or topic.section.endpoints):
            line = subject.document.place(topic.section.span.start).line
            if topic.operation.id in first:
                title, other = first[topic.operation.id]
                operation = f"{topic.operation.method} {topic.operation.path}"
                what = f"{operation} is described in line {other} too, as {title!r}"
                yield Found(topic.section.span, what)
            first.setdefault(topic.operation.id, (topic.section.title, line))


@rule(
    "uneven-titles",
    Severity.INFO,
    "An operation under a title of another level than the others.",
    example="""
    ## Create a dataset

    **POST** `/datasets`

    ## List the datasets

    **GET** `/datasets`

    ### Delete a dataset

    **DELETE** `/datasets/{dataset_id}`
    """,
)
def uneven_titles(subject: Subject) -> Iterator[Found]:
    """Say which level the others have; what belongs to an operation stands below it."""
    yield from _flat_titles(subject)
    titled = [each for each in subject.topics if each.operation and each.section.endpoints]
    levels = Counter(each.section.level for each in titled)
    if len(levels) < 2:  # noqa: PLR2004 - all are alike
        return
    (most, _), *_ = levels.most_common(1)
    for topic in titled:
        if topic.section.level != most:
            what = f"the title has level {topic.section.level}, those of other operations {most}"
            yield Found(topic.section.span, what, expected="#" * most)


def _flat_titles(subject: Subject) -> Iterator[Found]:
    """Find titles of a part of an operation that stand on its own level."""
    starts = [each.section.span.start for each in subject.topics]
    for number, topic in enumerate(subject.topics):
        start, level = topic.section.span.start, topic.section.level
        end = starts[number + 1] if number + 1 < len(starts) else len(subject.document.text)
        if not (topic.section.endpoints and level):
            continue
        for _, depth, span in subject.reading.headings:
            if start < span.start < end and depth <= level:
                what = f"this is a part of {topic.section.title!r}, and stands on its level"
                yield Found(span, what, expected="#" * (level + 1))


@rule(
    "broken-emphasis",
    Severity.WARNING,
    "Asterisks that do not match, so that they are shown.",
    example="The file is **too_large* for it.\n",
)
def broken_emphasis(subject: Subject) -> Iterator[Found]:
    """Find a word with two asterisks on one side and one on the other."""
    for found in _EMPHASIS.finditer(subject.document.text):
        meant = f"**{found[0].strip('*')}**"
        span = Span(*found.span())
        yield Found(span, "the asterisks do not match", expected=meant, suggestion=meant)


@rule(
    "late-front-matter",
    Severity.ERROR,
    "Front matter behind an empty line, so that it is shown as text.",
    example="\n\n---\nslug: /api\n---\n\n# Title\n",
)
def late_front_matter(subject: Subject) -> Iterator[Found]:
    """Find front matter that does not stand on the first line."""
    if found := _FRONT_MATTER.match(subject.document.text):
        span = Span(*found.span("mark"))
        yield Found(span, "front matter starts on the first line, or it is none")


@rule(
    "private-host",
    Severity.WARNING,
    "A private address, which no reader can reach.",
    example="Ask `http://10.0.0.1/v1/datasets`.\n",
)
def private_host(subject: Subject) -> Iterator[Found]:
    """Find each place; the host of an example may be any that a reader knows."""
    for found in _PRIVATE.finditer(subject.document.text):
        what = f"{found['host']} is a private address"
        yield Found(Span(*found.span("host")), what, expected="a name that stands for the host")


@rule(
    "two-placeholders",
    Severity.INFO,
    "A key with two placeholders.",
    example="""
    Send `Bearer {API_KEY}`: that is `Authorization: Bearer {api_key}`, or
    `authorization: Bearer {api_key}`.
    """,
)
def two_placeholders(subject: Subject) -> Iterator[Found]:
    """Find placeholders that differ in their case alone; the one that is rarer is told."""
    found = list(_PLACEHOLDER.finditer(subject.document.text))
    counted = Counter(each["name"] for each in found)
    for each in found:
        alike = [name for name in counted if name.lower() == each["name"].lower()]
        usual = max(alike, key=lambda name: counted[name])
        if each["name"] != usual:
            what = f"elsewhere this is called {{{usual}}}"
            span = Span(*each.span("mark"))
            yield Found(span, what, expected=f"{{{usual}}}", suggestion=f"{{{usual}}}")
