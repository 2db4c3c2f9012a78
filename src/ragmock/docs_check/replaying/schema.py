"""What a schema of the contract says about one value, and a value that fits it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Json = Any
_SAMPLES: Final[Mapping[str, Json]] = {
    "string": "test", "integer": 1, "number": 1, "boolean": True, "array": [], "null": None,
}  # fmt: skip


def alternatives(node: Json) -> Iterator[Json]:
    """Give a schema and those that it is any, one, or all of."""
    if not isinstance(node, dict):
        return
    yield node
    for word in ("anyOf", "oneOf", "allOf"):
        for each in node.get(word, ()):
            yield from alternatives(each)


def within(nodes: list[Json], part: str | int) -> list[Json]:
    """Give the schemas of a field, or of an item."""
    found: list[Json] = []
    for node in nodes:
        if isinstance(part, int):
            found += alternatives(node.get("items"))
        elif part in node.get("properties", {}):
            found += alternatives(node["properties"][part])
    return found


def types(nodes: list[Json]) -> set[str]:
    """Give the types that a value may have; none are said where it may be anything."""
    named = [node["type"] for node in nodes if "type" in node]
    return {kind for each in named for kind in (each if isinstance(each, list) else [each])}


def choices(nodes: list[Json]) -> list[Json]:
    """Give the values that a value may have, if they are listed."""
    return [value for node in nodes for value in node.get("enum", ())]


def sample(nodes: list[Json]) -> Json:
    """Make a value that fits: the first choice, an example, or the least that there may be."""
    for node in nodes:
        for word in ("enum", "example", "default"):
            if word in node:
                return node[word][0] if word == "enum" else node[word]
    known = types(nodes)
    if "object" in known or any("properties" in node for node in nodes):
        required = {name for node in nodes for name in node.get("required", ())}
        return {name: sample(within(nodes, name)) for name in sorted(required)}
    return next((_SAMPLES[kind] for kind in _SAMPLES if kind in known), "test")
