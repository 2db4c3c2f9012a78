"""Printed answers beside what the contract says that an operation answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from .refusals import LEAST_REFUSAL, refusal_in
from .values import printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.contract import Operation
    from ragmock.docs_check.model import Answer, Span
    from ragmock.docs_check.printed.reading import Printed
    from ragmock.schemas import Schema

    from .subject import Subject

_NUMBER: Final = re.compile(r"(?<=/)\d+(?=/|$)")


@dataclass(frozen=True)
class Answered:
    """An answer of an operation, with the value that it prints."""

    operation: Operation
    answer: Answer
    printed: Printed
    schema: Schema | None  # of an answer with the status that is printed, or of success

    def span(self, pointer: str) -> Span:
        """Say where a value stands, or what holds it."""
        spot = self.printed.spot(pointer)
        passage = self.answer.passage
        if spot is None:
            return passage.span(0, 1)
        start = spot.name if spot.name is not None else spot.start
        end = spot.end if "\n" not in passage.text[start : spot.end] else spot.start + 1
        return passage.span(start, max(end, start + 1))

    def is_left_out(self, pointer: str) -> bool:
        """Tell whether dots or a placeholder stand for a value, or for what is in it."""
        return pointer in self.printed.elided or pointer in self.printed.unsaid


def answered(subject: Subject) -> Iterator[Answered]:
    """Give the answers that are JSON and no refusals, each with its operation."""
    for topic in subject.topics:
        for answer in topic.section.answers:
            operation = topic.operation_of(answer.command)
            if operation is None or not answer.passage.text.strip() or refusal_in(answer):
                continue
            found = printed(answer.passage.text)
            if found.readable:
                # what does not refuse is compared with a success, whatever status is printed
                said = answer.status or operation.success
                status = said if said < LEAST_REFUSAL else operation.success
                yield Answered(operation, answer, found, operation.answers.get(status))


def alike(pointer: str) -> str:
    """Give one pointer for the same field of all items of a list."""
    return _NUMBER.sub("*", pointer)


def unknown_fields(value: Any, schema: dict[str, Any], at: str = "") -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Give pointers of fields that a schema does not name, where it names any."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from unknown_fields(item, schema.get("items", {}), f"{at}/{number}")
    elif isinstance(value, dict):
        properties = _properties(schema)
        for name, inner in value.items():
            pointer = f"{at}/{name}"
            if properties and name not in properties:
                yield pointer
            else:
                yield from unknown_fields(inner, properties.get(name, {}), pointer)


def _properties(schema: dict[str, Any]) -> dict[str, Any]:
    found = dict(schema.get("properties", {}))
    for part in (each for key in ("allOf", "anyOf", "oneOf") for each in schema.get(key, ())):
        found |= _properties(part)
    if schema.get("additionalProperties"):
        return {}
    return found
