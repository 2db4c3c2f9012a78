"""The fields of a body, as its schema has them; which of them were sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from .points import Kind, Point

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .points import Points

Json = dict[str, Any]
_MOST: Final = 100  # of a list the first ones are looked at


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is worth a look where it is sent."""

    bit: int = 0  # none where it must be sent
    values: Mapping[str, int] = field(default_factory=dict)  # their bits
    inner: Fields = field(default_factory=dict)


Fields = dict[str, Field]


def fields_of(schema: Json, points: Points, at: str = "") -> Fields:
    """Give the fields of an object, or of the objects in a list, and add their points."""
    found = {
        name: _field(parts, points, at + name, is_optional=is_optional)
        for name, parts, is_optional in _properties(schema)
    }
    return {name: each for name, each in found.items() if each != Field()}


def sent(fields: Fields, body: Json) -> int:
    """Give the bits of what a body holds; null is nothing."""
    tried = 0
    for name, value in body.items():
        known = fields.get(name)
        if known is None or value is None:
            continue
        tried |= known.bit
        kind = type(value)
        if known.values and kind is str:
            tried |= known.values.get(value, 0)
        if known.inner:
            if kind is dict:
                tried |= sent(known.inner, value)
            elif kind is list:
                for each in value[:_MOST]:
                    if type(each) is dict:
                        tried |= sent(known.inner, each)
    return tried


def _field(parts: list[Json], points: Points, name: str, *, is_optional: bool) -> Field:
    bit = points.add(Point(Kind.FIELD, name)) if is_optional else 0
    values = {
        value: points.add(Point(Kind.VALUE, value, name))
        for part in parts
        for value in part.get("enum", ())
        if isinstance(value, str)
    }
    inner: Fields = {}
    for part in parts:
        inner |= fields_of(part, points, f"{name}.")
        inner |= fields_of(part.get("items", {}), points, f"{name}[].")
    return Field(bit, values, inner)


def _properties(schema: Json) -> Iterator[tuple[str, list[Json], bool]]:
    """Give each property, with all schemas that speak of it, and whether it may be left out."""
    parts = list(_parts(schema))
    required = {name for part in (schema, *schema.get("allOf", ())) for name in _required(part)}
    names = dict.fromkeys(name for part in parts for name in part.get("properties", {}))
    for name in names:
        named = [part["properties"][name] for part in parts if name in part.get("properties", {})]
        yield name, [each for one in named for each in _parts(one)], name not in required


def _parts(schema: Json) -> Iterator[Json]:
    """Give a schema and those that it is put together of."""
    yield schema
    for word in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(word, ()):
            yield from _parts(part)


def _required(part: Json) -> list[str]:
    named: list[str] = part.get("required", [])
    return named
