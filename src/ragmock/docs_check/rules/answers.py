"""Rules about printed answers, beside the contract."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ragmock.docs_check.comparing.answers import alike, answered, unknown_fields
from ragmock.docs_check.model import Severity
from ragmock.docs_check.replaying.kinds import kind

from .rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.answers import Answered
    from ragmock.docs_check.comparing.subject import Subject
    from ragmock.rejections import Problem

_LONGEST: Final = 60  # characters of a value that are shown
_FIELD: Final = """
    ## Create a metadata field

    **POST** `/datasets/{dataset_id}/metadata`

    ### Response

    ```json
"""


def _example(answer: str) -> str:
    return f"{_FIELD}    {answer}\n    ```\n"


@rule(
    "wrong-answer",
    Severity.ERROR,
    "A value in an answer that the contract excludes: of another type, or none of its choices.",
    example=_example('{"id": "7fa6f24f-8679-48b3-bc9d-bdf28d73f218", "name": "a", "type": 1}'),
)
def wrong_answer(subject: Subject) -> Iterator[Found]:
    """Say what the value may be; an empty id in an example is none."""
    for each in answered(subject):
        told: set[str] = set()
        for problem in _problems(each):
            pattern = alike(problem.pointer)
            is_told = pattern in told or each.is_left_out(problem.pointer)
            if problem.cause == "missing" or is_told or _is_empty_id(problem):
                continue
            told.add(pattern)
            name = problem.pointer.rpartition("/")[2] or "the answer"
            stands = json.dumps(problem.value, ensure_ascii=False)
            shown = stands if len(stands) <= _LONGEST else f"of the type {kind(problem.value)}"
            what = f"{name} is {shown}"
            yield Found(each.span(problem.pointer), what, expected=_meant(problem))


@rule(
    "incomplete-answer",
    Severity.INFO,
    "An answer without fields that every such answer has.",
    example=_example('{"id": "7fa6f24f-8679-48b3-bc9d-bdf28d73f218", "name": "a"}'),
)
def incomplete_answer(subject: Subject) -> Iterator[Found]:
    """Name them, where the object begins; dots stand for what is left out."""
    for each in answered(subject):
        lacking: dict[str, list[str]] = {}
        places: dict[str, str] = {}
        for problem in _problems(each):
            outer, _, name = problem.pointer.rpartition("/")
            if problem.cause == "missing" and not each.is_left_out(outer):
                pattern = alike(outer)
                places.setdefault(pattern, outer)
                if places[pattern] == outer:
                    lacking.setdefault(pattern, []).append(name)
        for pattern, names in lacking.items():
            told = ", ".join(names)
            span = each.span(places[pattern])
            yield Found(span, f"the answer also has {told}", expected=told)


@rule(
    "unknown-field",
    Severity.WARNING,
    "A field in an answer that the contract does not have.",
    example=_example(
        '{"id": "7fa6f24f-8679-48b3-bc9d-bdf28d73f218", "name": "a", "type": "time", "size": 1}'
    ),
)
def unknown_field(subject: Subject) -> Iterator[Found]:
    """Find each once, also where it stands in every item of a list."""
    for each in answered(subject):
        told: set[str] = set()
        fields = unknown_fields(each.printed.value, each.schema.schema) if each.schema else ()
        for pointer in fields:
            if alike(pointer) not in told:
                told.add(alike(pointer))
                name = pointer.rpartition("/")[2]
                yield Found(each.span(pointer), f"no answer has the field {name}")


@rule(
    "wrong-answer-status",
    Severity.ERROR,
    "An answer with a status that the operation does not give.",
    example="""
    ## Delete a dataset

    **DELETE** `/datasets/{dataset_id}`

    ### Response

    200 OK
    """,
)
def wrong_answer_status(subject: Subject) -> Iterator[Found]:
    """Say which status it gives."""
    for topic in subject.topics:
        for answer in topic.section.answers:
            operation = topic.operation_of(answer.command)
            if operation and answer.status is not None and answer.status not in operation.answers:
                span = answer.status_span or answer.passage.span(0, 1)
                meant = str(operation.success)
                what = f"{operation.method} {operation.path} does not answer {answer.status}"
                yield Found(span, what, expected=meant, suggestion=meant)


@rule(
    "bare-status",
    Severity.WARNING,
    "A status in place of an answer that has a body.",
    example="""
    ## Delete a document

    **DELETE** `/datasets/{dataset_id}/documents/{document_id}`

    ### Response

    200 success
    """,
)
def bare_status(subject: Subject) -> Iterator[Found]:
    """Show a body."""
    for topic in subject.topics:
        for answer in topic.section.answers:
            operation = topic.operation_of(answer.command)
            if operation is None or answer.status is None or answer.passage.text.strip():
                continue
            bodies = operation.samples.get(answer.status, {})
            body = next(iter(bodies.values()), None)
            if body is not None and answer.status_span:
                shown = json.dumps(body, ensure_ascii=False)
                what = "the answer has a body, which is not printed"
                yield Found(answer.status_span, what, expected=shown)


def _problems(each: Answered) -> list[Problem]:
    return each.schema.problems(each.printed.value) if each.schema else []


def _is_empty_id(problem: Problem) -> bool:
    return problem.value == "" and problem.schema.get("enum") is None and _is_text(problem.schema)


def _is_text(schema: dict[str, Any]) -> bool:
    types = schema.get("type", ())
    return "string" in ((types,) if isinstance(types, str) else types)


def _meant(problem: Problem) -> str:
    if choices := problem.schema.get("enum"):
        return " or ".join(json.dumps(each) for each in choices)
    types = problem.schema.get("type", ())
    return " or ".join((types,) if isinstance(types, str) else types) or problem.rule
