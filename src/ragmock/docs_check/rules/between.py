"""Rules between documents that are checked together: the same thing printed differently.

Each is told in the later document, with the place in the earlier one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ragmock.docs_check.comparing.answers import alike, answered
from ragmock.docs_check.comparing.refusals import named
from ragmock.docs_check.model import Severity

from .pairs import known_pairs
from .rule import NEXT_DOCUMENT, Found, rule
from .typed import types_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.subject import Mention, Subject
    from ragmock.docs_check.model import Span

_CHANGING: Final = ("POST", "PUT", "PATCH", "DELETE")
_KINDS: Final = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
_ANSWER: Final = """
    ## Get an item

    **GET** `/data`

    <!-- ragmock-ignore-file answered-otherwise wrong-answer -->

    #### Response

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
    """Compare the spellings of an operation, each told once."""
    told: set[str] = set()
    for mention in _mentions(subject):
        operation = mention.match.operation
        if operation is None or operation.id in told:
            continue
        for other, theirs in _mentions_before(subject):
            same = theirs.match.operation
            if same and same.canonical == operation.canonical and same.path != operation.path:
                told.add(operation.id)
                what = f"{_where(other, theirs.span)} prints {theirs.path}"
                yield Found(mention.span, what, expected=theirs.path)
                break


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
    for other in subject.before:
        theirs = _methods(other)
        for path, methods in ours.items():
            mine = {
                name: each for name, each in methods.items() if name not in theirs.get(path, {})
            }
            missing = theirs.get(path, {}).keys() - methods.keys()
            for method, mention in mine.items() if missing else ():
                name = min(missing)
                what = f"{_where(other, theirs[path][name].span)} prints {name}"
                yield Found(mention.method_span, what, stands=method, expected=name)


@rule(
    "other-type",
    Severity.WARNING,
    "A parameter that another document gives another type.",
    example=f"""
    ## List the datasets

    **GET** `/datasets`

    #### Query Parameters

    - **keyword** (string): Part of the name
    - **page** (integer): Which page
    - **limit** (integer): How many
    {NEXT_DOCUMENT}
    <!-- ragmock-ignore-file wrong-type -->
    ## List the datasets

    **GET** `/datasets`

    #### Query Parameters

    - **keyword** (string): Part of the name
    - **page** (string): Which page
    - **limit** (integer): How many
    """,
)
def other_type(subject: Subject) -> Iterator[Found]:
    """Compare what the types mean, whatever they are called."""
    before = {
        (pair.operation.canonical, pair.known.name): (other, pair.described)
        for other in reversed(subject.before)
        for pair in known_pairs(other)
        if types_of(pair.described.type)
    }
    for pair in known_pairs(subject):
        other, theirs = before.get((pair.operation.canonical, pair.known.name), (None, None))
        said = types_of(pair.described.type)
        if other and theirs and said and not said & types_of(theirs.type):
            span = pair.described.type_span or pair.described.span
            what = f"{_where(other, theirs.span)} prints {theirs.type}"
            yield Found(span, what, expected=theirs.type or "")


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
    before: dict[tuple[str, str], tuple[Subject, Span, str]] = {}
    for other in subject.before:
        for operation, pointer, kind, span in _kinds(other):
            before.setdefault((operation, pointer), (other, span, kind))
    for operation, pointer, kind, span in _kinds(subject):
        met = before.get((operation, pointer))
        if met and met[2] != kind:
            what = f"{_where(met[0], met[1])} prints {met[2]} here, and this is {kind}"
            yield Found(span, what, expected=met[2])


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
    before = {
        each.error.code: (other, each.error)
        for other in reversed(subject.before)
        if other.product and subject.product and other.product.name == subject.product.name
        for each in named(other)
    }
    for each in named(subject):
        other, theirs = before.get(each.error.code, (None, None))
        if other is None or theirs is None:
            continue
        ours = each.error
        if None not in (ours.status, theirs.status) and ours.status != theirs.status:
            what = f"{_where(other, theirs.span)} prints {theirs.status}"
            yield Found(ours.status_span or ours.span, what, expected=str(theirs.status))
        if ours.message and theirs.message and ours.message != theirs.message:
            what = f"{_where(other, theirs.span)} prints {theirs.message!r}"
            yield Found(ours.message_span or ours.span, what, expected=theirs.message)


def _kinds(subject: Subject) -> Iterator[tuple[str, str, str, Span]]:
    for each in answered(subject):
        told: set[str] = set()
        for pointer, value in _values(each.printed.value):
            pattern = alike(pointer)
            if value not in (None, "", [], {}) and pattern not in told:
                told.add(pattern)
                kind = _KINDS.get(type(value), "a number")
                yield each.operation.canonical, pattern, kind, each.span(pointer)


def _values(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any JSON
    yield at, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _values(inner, f"{at}/{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _values(inner, f"{at}/{number}")


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


def _mentions_before(subject: Subject) -> Iterator[tuple[Subject, Mention]]:
    for other in subject.before:
        for mention in _mentions(other):
            yield other, mention


def _where(subject: Subject, span: Span) -> str:
    return f"{subject.document.path}:{subject.document.place(span.start).line}"
