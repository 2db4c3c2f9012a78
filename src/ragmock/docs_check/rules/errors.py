"""Rules about the errors that a document names: in tables, lists, examples and running text."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.comparing.refusals import (
    code_of,
    likest,
    message_of,
    named,
    product_wordings,
    refusal_in,
    says,
)
from ragmock.docs_check.model import Severity

from .rule import Found, rule
from .typed import types_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.refusals import Named
    from ragmock.docs_check.comparing.subject import Subject
    from ragmock.docs_check.model import Described, Section

#: Refusals that stand for what only ragmock has. Dify's subscriptions forbid something too.
_OF_RAGMOCK: Final = ("limit_reached", "unknown_preference", "ragflow.read_only_key")
_SUCCESS: Final = range(200, 400)
_HEAD: Final = """
    ## List the datasets

    **GET** `/datasets`

    ## Errors

    | Code | Status | Message |
    | --- | --- | --- |
    | `unauthorized` | 401 | Access token is invalid |
"""
_HEAD_OF_FIELDS: Final = """
    ## Create a metadata field

    **POST** `/datasets/{{dataset_id}}/metadata`

    ## Errors

    - **code** (string): What is wrong
    - **message** (string): The same in words
    - **status** ({kind}): The status
"""
_HEAD_OF_DELETING: Final = _HEAD.replace("List the datasets", "Delete a dataset").replace(
    "**GET** `/datasets`", "**DELETE** `/datasets/{dataset_id}`"
)


@rule(
    "unknown-error",
    Severity.ERROR,
    "An error code that the product does not have.",
    example=_HEAD + "    | `invalid_param` | 400 | |\n    | `invalid_parm` | 400 | |\n",
)
def unknown_error(subject: Subject) -> Iterator[Found]:
    """Name the nearest code."""
    codes = {str(code_of(each)) for each in product_wordings(subject)}
    for each in _told(subject):
        if not each.wordings and each.error.code not in _SUCCESS:
            near = get_close_matches(str(each.error.code), codes, n=1)
            meant = near[0] if near else ""
            what = f"the product has no error {each.error.code}"
            yield Found(each.error.span, what, expected=meant, suggestion=meant)


@rule(
    "wrong-error-status",
    Severity.ERROR,
    "An error with another status than the contract has.",
    example=_HEAD.replace("| 401 |", "| 403 |") + "    | `invalid_param` | 400 | |\n",
)
def wrong_error_status(subject: Subject) -> Iterator[Found]:
    """Say the status."""
    for each in _told(subject):
        statuses = sorted({wording.status for wording in each.wordings})
        if statuses and each.error.status is not None and each.error.status not in statuses:
            meant = " or ".join(map(str, statuses))
            what = f"{each.error.code} has another status"
            span = each.error.status_span or each.error.span
            yield Found(span, what, expected=meant, suggestion=meant if len(statuses) == 1 else "")


@rule(
    "wrong-error-message",
    Severity.WARNING,
    "An error with another message than the contract has.",
    example=_HEAD.replace("Access token is invalid", "The key is wrong")
    + "    | `invalid_param` | 400 | |\n",
)
def wrong_error_message(subject: Subject) -> Iterator[Found]:
    """Say the message."""
    for each in _told(subject):
        message, span = each.error.message, each.error.message_span
        is_right = any(says(wording, message or "") for wording in each.wordings)
        if each.wordings and message and span and not is_right:
            meant = message_of(likest(message, each.wordings))
            what = f"{each.error.code} has another message"
            yield Found(span, what, expected=meant, suggestion=meant)


@rule(
    "unsaid-error-status",
    Severity.INFO,
    "An error whose status is not said.",
    example="""
    ## List the datasets

    **GET** `/datasets`

    ## Errors

    - **invalid_param** (400): A parameter is wrong
    - **unauthorized**: Access token is invalid
    """,
)
def unsaid_error_status(subject: Subject) -> Iterator[Found]:
    """Say the status, where the product answers errors with one of its own."""
    for each in _told(subject):
        statuses = sorted({wording.status for wording in each.wordings})
        if statuses and each.error.status is None and statuses != [200] and not each.is_example:
            meant = " or ".join(map(str, statuses))
            what = f"the status of {each.error.code} is not said"
            yield Found(each.error.span, what, expected=meant)


@rule(
    "unreachable-error",
    Severity.INFO,
    "An error that no operation of the document gives.",
    example=_HEAD + "    | `invalid_param` | 400 | |\n    | `invalid_action` | 400 | |\n",
)
def unreachable_error(subject: Subject) -> Iterator[Found]:
    """Find those of other operations."""
    given = _given(subject)
    for each in _told(subject):
        is_given = any(wording.name in given or wording.general for wording in each.wordings)
        if each.wordings and given and not is_given:
            what = f"no operation of this document gives {each.error.code}"
            yield Found(each.error.span, what)


@rule(
    "undescribed-error",
    Severity.INFO,
    "An error that an operation of the document gives, and that is not named among the others.",
    example=_HEAD_OF_DELETING,
)
def undescribed_error(subject: Subject) -> Iterator[Found]:
    """Say which ones, where the first error is named; or where an operation has none beside it."""
    yield from _none_named(subject)
    errors = [each for each in _told(subject) if not each.is_example]
    if not errors:
        return
    named_codes = {each.error.code for each in errors}
    by_status = all(each.error.code == each.error.status for each in errors)
    wordings = [each for each in product_wordings(subject) if each.name in _given(subject)]
    left = {
        str(wording.status if by_status else f"{code_of(wording)} ({wording.status})")
        for wording in wordings
        if (wording.status if by_status else code_of(wording)) not in named_codes
    }
    if left:
        names = ", ".join(sorted(left))
        what = f"the operations also give {names}"
        section = errors[0].section
        yield Found(section.span if section.title else errors[0].error.span, what, expected=names)


@rule(
    "wrong-error-field",
    Severity.ERROR,
    "A field of an error with another type than it has.",
    example=_HEAD_OF_FIELDS.format(kind="string") + "    - **params** (string): Of what\n",
)
def wrong_error_field(subject: Subject) -> Iterator[Found]:
    """Compare the types of the fields that are described."""
    for fields, known in _fields(subject):
        for each in fields:
            said, kinds = types_of(each.type), known.get(each.name)
            if said and kinds and not said & kinds:
                meant = " or ".join(sorted(kinds))
                what = f"{each.name} of an error is no {each.type}"
                yield Found(each.type_span or each.span, what, expected=meant, suggestion=meant)


@rule(
    "undescribed-error-field",
    Severity.INFO,
    "A field that some errors have, and that is not described beside the others.",
    example=_HEAD_OF_FIELDS.format(kind="integer"),
)
def undescribed_error_field(subject: Subject) -> Iterator[Found]:
    """Say which ones, at the first that is described."""
    for fields, known in _fields(subject):
        left = ", ".join(sorted(known.keys() - {each.name for each in fields}))
        if left:
            yield Found(fields[0].span, f"some errors also have {left}", expected=left)


def _fields(subject: Subject) -> Iterator[tuple[tuple[Described, ...], dict[str, set[str]]]]:
    """Give lists of what an error holds, with all fields of those that the operations give."""
    given = _given(subject)
    known: dict[str, set[str]] = {}
    for wording in product_wordings(subject):
        if wording.name in given:
            for name, value in wording.template.items():
                known.setdefault(name, set()).add("integer" if isinstance(value, int) else "string")
    for section in subject.reading.sections:
        if {"code", "message"} <= {each.name for each in section.error_fields}:
            yield section.error_fields, known


def _none_named(subject: Subject) -> Iterator[Found]:
    """Find operations that name no error, where others have theirs beside them."""
    topics = [each for each in subject.topics if each.operation and each.section.endpoints]
    naming = [each for each in topics if _names_errors(each.section)]
    apart = any(_names_errors(each.section) for each in subject.topics if not each.operation)
    for topic in topics if naming and not apart else ():
        operation, mention = topic.operation, topic.mentions[0]
        codes = {
            code_of(each)
            for each in product_wordings(subject)
            if operation and _is_given(each.name) and each.name in operation.refusals
        }
        if topic not in naming and codes:
            names = ", ".join(sorted(map(str, codes)))
            what = f"no refusal is named here, as others are in {naming[0].section.title!r}"
            yield Found(mention.span, what, expected=names)


def _names_errors(section: Section) -> bool:
    return bool(section.errors) or any(refusal_in(each) for each in section.answers)


def _told(subject: Subject) -> Iterator[Named]:
    if subject.product:
        yield from named(subject)


def _given(subject: Subject) -> set[str]:
    """Give the names of the refusals that the operations of a document may give."""
    return {
        name
        for topic in subject.topics
        for mention in topic.mentions
        if mention.match.operation
        for name in mention.match.operation.refusals
        if _is_given(name)
    }


def _is_given(name: str) -> bool:
    return not name.endswith(_OF_RAGMOCK)
