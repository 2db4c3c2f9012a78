"""Rules about the document as a whole: what is described, how often, and under which titles."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import Severity, Span

from .rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.subject import Subject

_LEAST: Final = 1 / 3  # of the operations; a document that has fewer is about a few of them


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
    "A title of another level than those of its kind, two levels below the one before it, or lost.",
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
    yield from _lost_titles(subject)
    titled = [each for each in subject.topics if each.operation and each.section.endpoints]
    levels = Counter(each.section.level for each in titled).most_common(1)
    most = levels[0][0] if levels else 0
    yield from _jumps(subject, most)
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
    "missing-caption",
    Severity.INFO,
    "A command or an answer without the caption that those of other operations have.",
    example="""
    ## Delete a document

    **DELETE** `/datasets/{dataset_id}/documents/{document_id}`

    Response:

    ```json
    {"result": "success"}
    ```

    ## Delete a chunk

    **DELETE** `/datasets/{dataset_id}/documents/{document_id}/segments/{segment_id}`

    Response:

    ```json
    {"result": "success"}
    ```

    ## Delete a metadata field

    **DELETE** `/datasets/{dataset_id}/metadata/{metadata_id}`

    ```json
    {"result": "success"}
    ```
    """,
)
def missing_caption(subject: Subject) -> Iterator[Found]:
    """Find those that have none where most have one; told at the title of the operation."""
    topics = [each for each in subject.topics if each.operation]
    commands = [each.section for each in topics if each.section.commands]
    answers = [each.section for each in topics if each.section.answers]
    lacking: dict[Span, list[str]] = {}
    for caption, sections in (("request", commands), ("answer", answers)):
        without = [each for each in sections if caption not in each.captions]
        if len(without) < len(sections) / 2:
            for section in without:
                lacking.setdefault(section.span, []).append(caption)
    for span, captions in lacking.items():
        told = " and ".join(captions)
        yield Found(span, f"no caption announces the {told}, as in other sections")


def _lost_titles(subject: Subject) -> Iterator[Found]:
    """Find what is no title, and announces what titles do."""
    for span in subject.reading.unmarked:
        yield Found(span, "this is read as text, and announces a part", expected="a title")


def _jumps(subject: Subject, usual: int) -> Iterator[Found]:
    """Find titles two levels below the one before them, or beside that of the document.

    `usual` is the level of operations.
    """
    before = first = 0
    for text, level, span in subject.reading.headings:
        first = first or level
        if before and level > before + 1:
            what = f"the title has level {level}, and the one before it {before}"
            yield Found(span, what, expected="#" * (before + 1))
        elif before and level == first == 1 < usual and not _describes(subject, span):
            yield Found(span, f"{text!r} stands beside the title of the document", expected="##")
        before = level


def _describes(subject: Subject, span: Span) -> bool:
    """Tell whether a title is that of an operation, which is compared with other operations."""
    return any(topic.operation and topic.section.span == span for topic in subject.topics)
