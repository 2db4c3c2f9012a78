"""Which kinds of values printed answers hold, and which the contract has in their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ragmock.docs_check.replaying import schema
from ragmock.docs_check.replaying.kinds import kind

from .answers import alike, answered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.model import Span

    from .subject import Subject

_KINDS: Final = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "boolean": "true or false",
    "number": "a number",
    "integer": "a number",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What kind of value stands at a place of an answer, and which the contract has there."""

    operation: str  # its id
    pattern: str  # a pointer; of all items of a list, the same
    kind: str
    meant: frozenset[str]
    span: Span


def kinds(subject: Subject) -> Iterator[Kind]:
    """Give the kinds of the values of all answers; null and empty ones have none."""
    for each in answered(subject):
        told: set[str] = set()
        nodes = [*schema.alternatives(each.schema.schema)] if each.schema else []
        for pointer, value, inner in _values(each.printed.value, nodes):
            pattern = alike(pointer)
            if value not in (None, "", [], {}) and pattern not in told:
                told.add(pattern)
                meant = frozenset(_KINDS[name] for name in schema.types(inner) - {"null"})
                yield Kind(
                    each.operation.canonical,
                    pattern,
                    _KINDS[kind(value)],
                    meant,
                    each.span(pointer),
                )


def _values(value: Any, nodes: list[Any], at: str = "") -> Iterator[tuple[str, Any, list[Any]]]:  # noqa: ANN401 - any JSON
    """Give the values of an answer, with their pointers and the schemas that they are to fit."""
    yield at, value, nodes
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _values(inner, schema.within(nodes, name), f"{at}/{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _values(inner, schema.within(nodes, 0), f"{at}/{number}")
