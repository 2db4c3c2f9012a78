"""Rules between documents that are checked together: the same thing printed differently.

Each is told in the document that the contract does not agree with, with the place in another; in
both if it agrees with neither, and in the later one where it says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ragmock.docs_check.comparing.kinds import Kind, kinds
from ragmock.docs_check.comparing.refusals import likest, message_of, named, says
from ragmock.docs_check.model import Severity

from .pairs import known_pairs
from .rule import NEXT_DOCUMENT, Found, rule
from .typed import types_of, with_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.refusals import Named
    from ragmock.docs_check.comparing.subject import Mention, Subject
    from ragmock.docs_check.model import Span
    from ragmock.docs_check.rules.pairs import KnownPair

_CHANGING: Final = ("POST", "PUT", "PATCH", "DELETE")
_ANSWER: Final = """
    ## Get an item

    **GET** `/data`

    <!-- ragmock-ignore-file answered-otherwise wrong-answer -->

    ### Response

    ```json
"""


@rule(
    "other-path",
    Severity.INFO,
    "An operation that another document prints with another path.",
    example=f"""
    ## Create a document from text

    **POST** `/datasets/{{dataset_id}}/document/create-by-text`
    {NEXT_DOCUMENT}
    <!-- ragmock-ignore-file older-path -->
    ## Create a document from text

    **POST** `/datasets/{{dataset_id}}/document/create_by_text`
    """,
)
def other_path(subject: Subject) -> Iterator[Found]:
    """Find older spellings of an operation that others print in another way, each told once."""
    told: set[str] = set()
    for mention in _mentions(subject):
        operation = mention.match.operation
        if operation is None or not operation.is_alias or operation.id in told:
            continue
        others = [
            (other, theirs, same)
            for other in subject.beside
            for theirs in _mentions(other)
            if (same := theirs.match.operation)
            and same.canonical == operation.canonical
            and same.path != operation.path
        ]
        if others and subject.product:
            told.add(operation.id)
            other, theirs, _ = min(others, key=lambda each: each[2].is_alias)
            today = subject.product.contract.operations[operation.canonical].path
            meant = subject.product.written_like(today, mention.path)
            what = f"{_where(other, theirs.span)} prints {theirs.path}"
            yield Found(mention.span, what, expected=meant)


@rule(
    "other-method",
    Severity.WARNING,
    "A path that another document prints with another method.",
    example=f"""
    ## Update a chunk

    **POST** `/datasets/{{dataset_id}}/documents/{{document_id}}/segments/{{segment_id}}`
    {NEXT_DOCUMENT}
    <!-- ragmock-ignore-file answered-otherwise -->
    ## Update a chunk

    **PATCH** `/datasets/{{dataset_id}}/documents/{{document_id}}/segments/{{segment_id}}`
    """,
)
def other_method(subject: Subject) -> Iterator[Found]:
    """Compare methods that change something, where each document has one that the other lacks."""
    ours = _methods(subject)
    told: set[str] = set()
    for other in subject.beside:
        theirs = _methods(other)
        for path, methods in ours.items():
            missing = theirs.get(path, {}).keys() - methods.keys()
            wrong = [
                each
                for method, each in methods.items()
                if method not in theirs.get(path, {}) and not _is_served(each)
            ]
            if not missing or not wrong or path in told:
                continue
            told.add(path)
            name = min(missing, key=lambda each: (not _is_served(theirs[path][each]), each))
            what = f"{_where(other, theirs[path][name].span)} prints {name}"
            meant = name if _is_served(theirs[path][name]) else ""
            for mention in wrong:
                yield Found(mention.method_span, what, stands=mention.method or "", expected=meant)


@rule(
    "other-type",
    Severity.WARNING,
    "A parameter that another document gives another type.",
    example=f"""
    ## List the datasets

    **GET** `/datasets`

    ### Query Parameters

    - **keyword** (string): Part of the name
    - **page** (integer): Which page
    - **limit** (integer): How many
    {NEXT_DOCUMENT}
    <!-- ragmock-ignore-file wrong-type -->
    ## List the datasets

    **GET** `/datasets`

    ### Query Parameters

    - **keyword** (string): Part of the name
    - **page** (string): Which page
    - **limit** (integer): How many
    """,
)
def other_type(subject: Subject) -> Iterator[Found]:
    """Compare what the types mean, whatever they are called."""
    theirs = [
        (other, pair)
        for other in subject.beside
        for pair in known_pairs(other)
        if types_of(pair.described.type)
    ]
    for pair in known_pairs(subject):
        said = types_of(pair.described.type)
        others = [
            (other, each)
            for other, each in theirs
            if said
            and (each.operation.canonical, each.known.name)
            == (pair.operation.canonical, pair.known.name)
            and not said & types_of(each.described.type)
        ]
        if not others or (is_right := _is_of_its_type(pair)):
            continue
        other, each = min(others, key=lambda one: not _is_of_its_type(one[1]))
        if is_right is None and not subject.is_behind(other):
            continue
        span = pair.described.type_span or pair.described.span
        what = f"{_where(other, each.described.span)} prints {each.described.type}"
        yield Found(span, what, expected=" or ".join(sorted(pair.known.types)))


@rule(
    "other-answer",
    Severity.WARNING,
    "A field of an answer that another document prints as another kind of value.",
    example=_ANSWER
    + """    {"success": true, "data": {"id": 1, "name": "a", "description": "b"}}
    ```
    """
    + NEXT_DOCUMENT
    + _ANSWER
    + """    {"success": true, "data": [{"id": 1, "name": "a", "description": "b"}]}
    ```
    """,
)
def other_answer(subject: Subject) -> Iterator[Found]:
    """Compare objects, lists, texts and numbers; null and an empty text may stand for any."""
    theirs: dict[tuple[str, str], list[tuple[Subject, Kind]]] = {}
    for other in subject.beside:
        for each in kinds(other):
            theirs.setdefault((each.operation, each.pattern), []).append((other, each))
    for ours in kinds(subject):
        met = theirs.get((ours.operation, ours.pattern), [])
        others = [(other, each) for other, each in met if each.kind != ours.kind]
        if not others or ours.kind in ours.meant:
            continue
        other, each = min(others, key=lambda one: one[1].kind not in ours.meant)
        if ours.meant or subject.is_behind(other):
            what = f"{_where(other, each.span)} prints {each.kind} here, and this is {ours.kind}"
            yield Found(ours.span, what, expected=" or ".join(sorted(ours.meant)))


@rule(
    "other-error",
    Severity.INFO,
    "An error that another document prints with another status or message.",
    example=f"""
    ## List the datasets

    **GET** `/datasets`

    ## Errors

    | Code | Status | Message |
    | --- | --- | --- |
    | `unauthorized` | 401 | Access token is invalid |
    | `invalid_param` | 400 | |
    {NEXT_DOCUMENT}
    <!-- ragmock-ignore-file wrong-error-message -->
    ## List the datasets

    **GET** `/datasets`

    ## Errors

    | Code | Status | Message |
    | --- | --- | --- |
    | `unauthorized` | 401 | The key is wrong |
    | `invalid_param` | 400 | |
    """,
)
def other_error(subject: Subject) -> Iterator[Found]:
    """Compare statuses and messages by the code."""
    theirs = [
        (other, each)
        for other in subject.beside
        if other.product and subject.product and other.product.name == subject.product.name
        for each in named(other)
    ]
    for ours in named(subject):
        same = [(other, each) for other, each in theirs if each.error.code == ours.error.code]
        error = ours.error
        statuses = sorted({each.status for each in ours.wordings})
        others = [
            (other, each.error)
            for other, each in same
            if each.error.status and each.error.status != error.status
        ]
        if others and error.status and error.status not in statuses:
            other, each = min(others, key=lambda one: one[1].status not in statuses)
            if statuses or subject.is_behind(other):
                what = f"{_where(other, each.span)} prints {each.status}"
                meant = " or ".join(map(str, statuses))
                yield Found(error.status_span or error.span, what, expected=meant)
        messages = [
            (other, each)
            for other, each in same
            if each.error.message and each.error.message != error.message
        ]
        if messages and error.message and not _is_worded(ours):
            other, told = min(messages, key=lambda one: not _is_worded(one[1]))
            if ours.wordings or subject.is_behind(other):
                what = f"{_where(other, told.error.span)} prints {told.error.message!r}"
                meant = message_of(likest(error.message, ours.wordings)) if ours.wordings else ""
                yield Found(error.message_span or error.span, what, expected=meant)


def _methods(subject: Subject) -> dict[str, dict[str, Mention]]:
    found: dict[str, dict[str, Mention]] = {}
    for mention in _mentions(subject):
        if mention.match.on_path and mention.method in _CHANGING:
            path = mention.match.on_path[0].path
            found.setdefault(path, {}).setdefault(mention.method, mention)
    return found


def _mentions(subject: Subject) -> Iterator[Mention]:
    for topic in subject.topics:
        yield from topic.mentions


def _is_served(mention: Mention) -> bool:
    return mention.match.operation is not None and not mention.match.operation.unserved


def _is_of_its_type(pair: KnownPair) -> bool | None:
    """Tell whether a printed type is the contract's; None where that takes any."""
    if not pair.known.types:
        return None
    return bool(types_of(pair.described.type) & with_files(pair.known.types))


def _is_worded(each: Named) -> bool:
    return any(says(wording, each.error.message or "") for wording in each.wordings)


def _where(subject: Subject, span: Span) -> str:
    return f"{subject.document.path}:{subject.document.place(span.start).line}"
