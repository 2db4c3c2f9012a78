"""Rules about what printed commands send, beside what is described, known and printed elsewhere."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ragmock.docs_check.comparing.known import known_parameters
from ragmock.docs_check.comparing.parameters import compared
from ragmock.docs_check.comparing.sent import sent
from ragmock.docs_check.model import Severity

from .examples import LIST
from .rule import NEXT_DOCUMENT, Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.contract import Operation
    from ragmock.docs_check.comparing.sent import Sent
    from ragmock.docs_check.comparing.subject import Subject
    from ragmock.docs_check.model import Command


@rule(
    "undescribed-in-example",
    Severity.INFO,
    "Something that a command sends, and that is not described beside the rest.",
    example=f"""{LIST}
    ```bash
    curl 'http://localhost/v1/datasets?limit=5' -H 'Authorization: Bearer KEY'
    ```
    """,
)
def undescribed_in_example(subject: Subject) -> Iterator[Found]:
    """Find it where it is sent; what stands within it is not told beside it."""
    for each in compared(subject):
        if not each.topic.section.names_all or not each.topic.section.parameters:
            continue
        left = {known.name for known in each.undescribed() if not known.required}
        for command in each.topic.section.commands:
            if each.topic.operation_of(command) == each.operation:
                for one in sent(command):
                    if one.name in left:
                        yield Found(one.span, f"{one.name} is sent here, and not described")


@rule(
    "unknown-in-example",
    Severity.WARNING,
    "Something that a command sends, and that the operation does not have.",
    example="""
    ## Create a metadata field

    ```bash
    curl 'http://localhost/v1/datasets/{dataset_id}/metadata' \\
    -H 'Authorization: Bearer {api_key}' --json '{"type": "string", "name": "a", "size": 1}'
    ```
    """,
)
def unknown_in_example(subject: Subject) -> Iterator[Found]:
    """Name what was meant, if something is near."""
    for operation, command in _commands(subject):
        known = {each.name for each in known_parameters(operation)}
        parents = {"", *(name.rpartition(".")[0] for name in known)}
        for one in sent(command):
            if one.name not in known and one.parent in parents:
                elsewhere = [name for name in known if name.rpartition(".")[2] == one.leaf]
                near = elsewhere or get_close_matches(one.name, known, n=1)
                what = f"{operation.method} {operation.path} has no {one.name}, and ignores it"
                yield Found(one.span, what, expected=near[0] if near else "")


@rule(
    "other-body",
    Severity.WARNING,
    "A field of a body that another document puts elsewhere in it.",
    example=f"""
    ## Update a chunk

    ```bash
    curl 'http://localhost/v1/datasets/{{dataset_id}}/documents/{{document_id}}/segments/{{id}}' \\
    -H 'Authorization: Bearer {{api_key}}' --json '{{"segment": {{"content": "a"}}}}'
    ```
    {NEXT_DOCUMENT}
    <!-- ragmock-ignore-file answered-otherwise other-method -->
    ## Update a chunk

    ```bash
    curl 'http://localhost/v1/datasets/{{dataset_id}}/documents/{{document_id}}/segments/{{id}}' \\
    -X PATCH -H 'Authorization: Bearer {{api_key}}' --json '{{"content": "a"}}'
    ```
    """,
)
def other_body(subject: Subject) -> Iterator[Found]:
    """Compare where fields of one name stand, in what is sent to one path; each command once."""
    for operation, command in _commands(subject):
        ours = list(sent(command))
        if operation.unserved or not _has_all(operation, ours):
            found = (_elsewhere(other, operation, ours) for other in subject.beside)
            yield from [each for each in found if each][:1]


def _elsewhere(other: Subject, operation: Operation, ours: list[Sent]) -> Found | None:
    """Find a field that another document puts elsewhere, where the contract has it."""
    for same, command in _commands(other):
        theirs = list(sent(command))
        if same.path != operation.path or same.unserved or not _has_all(same, theirs):
            continue
        for one in ours:
            named = [each for each in theirs if each.leaf == one.leaf]
            if len(named) == 1 and named[0].name != one.name:
                line = other.document.place(named[0].span.start).line
                what = f"{other.document.path}:{line} sends {named[0].name}"
                return Found(one.span, what, expected=named[0].name)
    return None


def _has_all(operation: Operation, fields: list[Sent]) -> bool:
    known = {each.name for each in known_parameters(operation)}
    parents = {"", *(name.rpartition(".")[0] for name in known)}
    return all(each.name in known or each.parent not in parents for each in fields)


def _commands(subject: Subject) -> Iterator[tuple[Operation, Command]]:
    """Give the commands that call an operation which takes something."""
    for topic in subject.topics:
        for command in topic.section.commands:
            if operation := topic.operation_of(command):
                yield operation, command
