"""Values that fit a schema of the contract, and values that nearly do, drawn from a seed."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from ..web.causes import NOWHERE  # noqa: TID252 - tests are no package

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

    Json = dict[str, Any]

UUID = "[0-9a-fA-F]{12}$"  # what the pattern of an id ends with
WORDS = ("cats", "Dogs and birds", "ragmock", "年度报告", "a.txt", "x", "Handbook")
NAMES = ("kb1", "a.b", "x-1", "Twin", "name_1", "word")
JUNK = (
    *(None, True, 5, -1, 0, 1.5, 10**12, 10**25, [], {}, ["a"], {"a": 1}, [["a", 1]]),
    *("", " ", "junk", "x" * 1100, "5", "true", "\0"),
)
#: Whatever the schema says, in the range that calls for nothing vast.
LEAST, MOST = -2, 200


def fitting(schema: Json, random: Random, ids: Mapping[str, Sequence[str]], name: str = "") -> Any:
    """Draw a value that fits; `ids` holds what there is for an id, by the name of the property."""
    schema = _one_way(schema, random)
    if "enum" in schema:
        return random.choice(schema["enum"])
    kinds = schema.get("type", "object" if "properties" in schema else "string")
    kind = _kind([kinds] if isinstance(kinds, str) else kinds, random)
    if kind == "object":
        return _object(schema, random, ids)
    if kind == "array":
        items = schema.get("items", {})
        return [fitting(items, random, ids, name) for _ in range(random.randint(1, 2))]
    if kind in ("integer", "number"):
        least = max(schema.get("minimum", LEAST), LEAST)
        most = min(schema.get("maximum", MOST), MOST)
        whole = kind == "integer" or random.random() < 0.3
        return random.randint(int(least), int(most)) if whole else random.uniform(least, most)
    if kind == "boolean":
        return random.random() < 0.5
    return None if kind == "null" else _text(schema, random, ids, name)


def nearly(value: Any, random: Random) -> Any:
    """Do one thing wrong somewhere in a value: junk, something missing, something more."""
    broken = deepcopy(value)
    places = list(_places(broken))
    if not places:
        return random.choice(JUNK)
    holder, key = random.choice(places)
    deed = random.random()
    if deed < 0.2 and isinstance(holder, dict):
        del holder[key]
    elif deed < 0.3 and isinstance(holder, dict):
        holder["more"] = random.choice(JUNK)
    else:
        holder[key] = random.choice(JUNK)
    return broken


def _one_way(schema: Json, random: Random) -> Json:
    """Put together what all must be met, and one of what may be."""
    whole = {key: value for key, value in schema.items() if key not in ("allOf", "anyOf", "oneOf")}
    parts = list(schema.get("allOf", ()))
    for either in ("anyOf", "oneOf"):
        parts += [random.choice(schema[either])] if either in schema else []
    for part in (_one_way(part, random) for part in parts):
        within = {**whole.get("properties", {})}
        for name, inner in part.get("properties", {}).items():
            within[name] = {**within.get(name, {}), **inner}
        needed = [*whole.get("required", ()), *part.get("required", ())]
        whole = {**part, **whole}
        whole |= {"properties": within, "required": needed} if within or needed else {}
    return whole


def _kind(kinds: Sequence[str], random: Random) -> str:
    rest = [each for each in kinds if each != "null"]
    return "null" if len(rest) < len(kinds) and random.random() < 0.1 else random.choice(rest)


def _object(schema: Json, random: Random, ids: Mapping[str, Sequence[str]]) -> Json:
    needed = schema.get("required", ())
    return {
        name: fitting(part, random, ids, name)
        for name, part in schema.get("properties", {}).items()
        if name in needed or random.random() < 0.3
    }


def _text(schema: Json, random: Random, ids: Mapping[str, Sequence[str]], name: str) -> str:
    pattern = schema.get("pattern", "")
    if ids.get(name) and (pattern.endswith(UUID) or name.endswith("_id")):
        return random.choice(ids[name])
    if pattern.endswith(UUID):
        return random.choice(ids.get("dataset_id") or [NOWHERE])
    words = NAMES if pattern.startswith("^[") else WORDS
    made = random.choice(words)
    return f"{made} {random.randint(0, 9)}" if words is WORDS and random.random() < 0.5 else made


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """List what holds each part of a value, and its key in there."""
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in list(inner):
            yield value, key
            yield from _places(part)
