"""The parameters of an operation, as the contract has them: flat, with dots in their names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from ragmock.contract import MULTIPART
from ragmock.docs_check.model import Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.contract import Operation

Json = dict[str, Any]
_DEEPEST: Final = 6
_VAST: Final = 2**31  # a limit beyond it is that of a database, and nobody prints it


@dataclass(frozen=True)
class Known:
    """A parameter, or a field within one: `process_rule.rules.segmentation`."""

    name: str
    where: Where
    types: frozenset[str]  # JSON Schema's, and `file`; none if it may be anything
    required: bool
    conditional: bool = False  # it depends on others whether it must be sent
    choices: tuple[str, ...] = ()
    default: Any = None
    minimum: float | None = None  # of its value, or of its length
    maximum: float | None = None
    note: str = ""  # how a released server takes it otherwise

    @property
    def parent(self) -> str:
        """What it stands within."""
        return self.name.rpartition(".")[0]

    @property
    def leaf(self) -> str:
        """Its name without what it is within."""
        return self.name.rpartition(".")[2]


def known_parameters(operation: Operation) -> Iterator[Known]:
    """Give all that a request of an operation may have."""
    for each in operation.parameters:
        schema = _whole(each.schema.schema)
        yield _known(each.name, Where(each.place), schema, required=each.required)
    if operation.body:
        is_form = operation.body.media_type == MULTIPART
        where = Where.FORM if is_form else Where.BODY
        yield from _fields("", where, operation.body.schema.schema, 0)


def alternatives(operation: Operation) -> tuple[str, ...]:
    """Give the parts of a body of which one must be sent; none where there is no such choice."""
    either = _either(operation.body.schema.schema) if operation.body else []
    needed = [tuple(each.get("required", ())) for each in either]
    return tuple(each[0] for each in needed) if all(len(each) == 1 for each in needed) else ()


def _fields(prefix: str, where: Where, schema: Json, depth: int) -> Iterator[Known]:
    whole = _whole(schema)
    if depth >= _DEEPEST:
        return
    for name, part in whole.get("properties", {}).items():
        inner = _whole(part)
        full = f"{prefix}{name}"
        needed = {each for part in _either(schema) for each in part.get("required", ())}
        known = _known(full, where, inner, required=name in whole.get("required", ()))
        yield replace(known, conditional=name in needed)
        yield from _fields(f"{full}.", where, _whole(inner.get("items", inner)), depth + 1)


def _whole(schema: Json) -> Json:
    """Put the parts of a schema together: all of them, or any."""
    if not any(each in schema for each in ("allOf", "anyOf", "oneOf")):
        return schema
    parts = [_whole(each) for each in schema.get("allOf", ())]
    either = [_whole(each) for each in _either(schema)]
    whole = {key: value for key, value in schema.items() if key not in ("allOf", "anyOf", "oneOf")}
    properties: Json = {}
    types: set[str] = set(_types(schema))
    for part in (*parts, *either, whole):
        properties |= part.get("properties", {})
        types |= _types(part)
    for part in parts:
        whole = {**part, **whole}
        whole["required"] = [*whole.get("required", ()), *part.get("required", ())]
    for part in either:
        whole = {**{key: part[key] for key in ("items", "format") if key in part}, **whole}
    return {**whole, "properties": properties, "type": sorted(types)}


def _either(schema: Json) -> list[Json]:
    return [each for key in ("anyOf", "oneOf") for each in schema.get(key, ())]


def _types(schema: Json) -> frozenset[str]:
    said = schema.get("type", ())
    return frozenset((said,) if isinstance(said, str) else said)


def _known(name: str, where: Where, schema: Json, *, required: bool) -> Known:
    types = _types(schema) - {"null"}
    if schema.get("format") == "binary":
        types = frozenset({"file"})
    least = schema.get("minimum", schema.get("minLength"))
    most = schema.get("maximum", schema.get("maxLength"))
    return Known(
        name=name,
        where=where,
        types=types,
        required=required,
        choices=tuple(str(each) for each in schema.get("enum", ()) if each is not None),
        default=schema.get("default"),
        minimum=least if least is not None and abs(least) < _VAST else None,
        maximum=most if most is not None and abs(most) < _VAST else None,
        note=schema.get("x-note", ""),
    )
