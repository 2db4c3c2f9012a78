"""Schemas of the contract, compiled; and what a value that does not fit them did wrong."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from ragmock.rejections import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import jsonschema_rs

Json = dict[str, Any]

#: JSON Schema's keywords, as the causes that `x-refusals` names.
CAUSES: Final = {
    "required": "missing",
    "type": "type",
    "enum": "choice",
    "minLength": "short",
    "minItems": "short",
    "minProperties": "short",
    "maxLength": "length",
    "minimum": "range",
    "maximum": "range",
    "pattern": "pattern",
    "additionalProperties": "additional",
    "anyOf": "combination",
    "oneOf": "combination",
}
_VAST: Final = 10_000  # values within a value; of a larger one only the first problem is told
_ORDER: Final = ("missing", "null", "type", "choice", "short", "length", "range", "pattern")


def inline(node: Any, document: Json) -> Any:  # noqa: ANN401 - any JSON
    """Give a schema without `$ref`s, with OpenAPI's `nullable` said as JSON Schema says it."""
    if isinstance(node, list):
        return [inline(item, document) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return inline(resolve(node["$ref"], document), document)
    if node.get("x-refused-later"):
        return {}
    plain = {key: inline(value, document) for key, value in node.items() if key != "nullable"}
    return _or_null(plain) if node.get("nullable") else plain


def _or_null(schema: Json) -> Json:
    if "type" not in schema:
        return {"anyOf": [{"type": "null"}, schema]}
    return schema | {"type": [schema["type"], "null"]}  # an `enum` names null itself


def resolve(reference: str, document: Json) -> Any:  # noqa: ANN401 - any JSON
    """Follow a local `$ref`."""
    found: Any = document
    for part in reference.removeprefix("#/").split("/"):
        found = found[part.replace("~1", "/").replace("~0", "~")]
    return found


@dataclass(frozen=True)
class Schema:
    """One schema of the contract. Compiled when it is first used, since most are not."""

    schema: Json
    at: str = ""  # what the pointers of its problems begin with

    @cached_property
    def fits(self) -> Callable[[object], bool]:
        """Tells whether a value fits."""
        found: Callable[[object], bool] = self._validator.is_valid
        return found

    @cached_property
    def _validator(self) -> jsonschema_rs.Draft4Validator:
        import jsonschema_rs  # noqa: PLC0415 - 8 MB that commands without a server do not need

        return jsonschema_rs.Draft4Validator(self.schema)

    def problems(self, value: object) -> list[Problem]:
        """Say all that is wrong with a value, in the order in which the schema names things."""
        if self.fits(value):
            return []
        found = [self._tell(error) for error in self._errors(value)]
        ordered = (problem for _, problem in sorted(found, key=lambda pair: pair[0]))
        told: dict[str, Problem] = {}  # one for each value: what is no text is no choice either
        for problem in ordered:
            told.setdefault(problem.pointer, problem)
        return list(told.values())

    def _errors(self, value: object) -> Sequence[Any]:
        if not _is_vast(value):
            return list(self._validator.iter_errors(value))
        try:
            self._validator.validate(value)
        except ValueError as first:
            return [first]
        return []

    def _tell(self, error: Any) -> tuple[Any, Problem]:  # noqa: ANN401 - untyped library
        """Say what one error means, and where it stands in the order of the schema."""
        *way, keyword = error.schema_path
        place: list[str | int] = list(error.instance_path)
        nodes = self._nodes(way)
        rank = _rank(nodes, place)
        node = nodes[-1]
        cause = CAUSES.get(keyword, "type")
        sent = error.instance
        if cause == "missing":
            name = error.kind.property
            place = [*place, name]
            names = list(_properties(node))
            rank = (*rank, names.index(name) if name in names else len(names))
            nodes = [*nodes, *_within(_properties(node).get(name, {}))]
        elif cause in ("type", "choice") and sent is None:
            cause = "null"
        elif cause == "combination" and place:
            cause = "type"
        order = _ORDER.index(cause) if cause in _ORDER else len(_ORDER)
        problem = Problem(
            pointer=self.at + "".join(f"/{part}" for part in place),
            cause=cause,
            rule=_rule(keyword, node, error),
            value=sent,  # of what is missing: the object that lacks it
            schema=nodes[-1],
            model=_model(nodes, place),
            refusal=_refusal(nodes, node, cause),
            hint=_hint(keyword, node, error, sent),
        )
        return (rank, order), problem

    def _nodes(self, way: Sequence[str | int]) -> list[Json]:
        """Give the schemas on the way to the one that failed, itself included."""
        node: Any = self.schema
        nodes = [node]
        for step in way:
            node = node[step]
            if isinstance(node, dict) and step not in ("properties", "allOf", "anyOf"):
                nodes.append(node)
        return nodes


def _is_vast(value: object) -> bool:
    waiting, seen = [value], 0
    while waiting:
        one = waiting.pop()
        inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        seen += len(inner)
        if seen > _VAST:
            return True
        waiting.extend(inner)
    return False


def _properties(node: Json) -> Json:
    found = dict(node.get("properties", {}))
    for part in node.get("allOf", ()):
        found.update(_properties(part))
    return found


def _within(node: Json) -> list[Json]:
    """Give a schema and those it is all of: they say different things about one value."""
    return [node, *(inner for part in node.get("allOf", ()) for inner in _within(part))]


def _rank(nodes: Sequence[Json], place: Sequence[str | int]) -> tuple[int, ...]:
    """Give the place of a value in the order of the schema's properties."""
    rank, node = [], nodes[0]
    for part in place:
        if isinstance(part, int):
            rank.append(part)
            node = node.get("items", {})
        else:
            names = _properties(node)
            rank.append(list(names).index(part) if part in names else len(names))
            node = names.get(part, {})
    return tuple(rank)


def _model(nodes: Sequence[Json], place: Sequence[str | int]) -> tuple[str, str] | None:
    """Give the released server's model for a value, and what it calls the value."""
    marks = [(node["x-model"], depth) for node, depth in _depths(nodes) if "x-model" in node]
    if not marks:
        return None
    mark, depth = next((pair for pair in marks if "at" not in pair[0]), marks[0])
    if "at" in mark:  # the model knows the value by the name that it has in the body
        depth = list(place).index(mark["at"]) if mark["at"] in place else 0
    name = ".".join(map(str, place[depth:]))
    return (mark["name"], name) if name else None  # what holds the model is not checked by it


def _depths(nodes: Sequence[Json]) -> Iterator[tuple[Json, int]]:
    """Say of each schema how deep its value lies: parts of an allOf speak of the same value."""
    depth, above = -1, None
    for node in nodes:
        if above is None or not any(node is part for part in above.get("allOf", ())):
            depth += 1
        above = node
        yield node, depth


def _refusal(nodes: Sequence[Json], owner: Json, cause: str) -> str | None:
    """Give the contract's own name for a mistake, by its cause before `any`.

    All schemas that speak of the value are asked, the innermost first; for a missing value, the
    object that lacks it too.
    """
    deepest = max(depth for _, depth in _depths(nodes))
    speakers = [node for node, depth in _depths(nodes) if depth == deepest]
    named = [node.get("x-refusals", {}) for node in reversed(speakers)]
    by_cause = [*named, owner.get("x-refusals", {})] if cause == "missing" else named
    found = [each[cause] for each in by_cause if cause in each]
    found += [each["any"] for each in named if "any" in each]
    return found[0] if found else None


def _rule(keyword: str | int, node: Json, error: Any) -> str:  # noqa: ANN401 - untyped library
    """Say a rule of the contract in words."""
    bound = node.get(keyword) if isinstance(keyword, str) else None
    match keyword:
        case "required":
            return "is required"
        case "type":
            kinds = [bound] if isinstance(bound, str) else [k for k in bound or () if k != "null"]
            return f"must be of type {' or '.join(kinds)}"
        case "enum":
            return "must be one of " + ", ".join(
                map(str, (b for b in bound or () if b is not None))
            )
        case "additionalProperties":
            return f"knows no field {', '.join(error.kind.unexpected)}"
        case "anyOf" | "oneOf":
            return "needs one of " + " or ".join(_alternatives(bound or ()))
        case _:
            return _rule_of_size(keyword, node)


def _rule_of_size(keyword: str | int, node: Json) -> str:
    """Say how much of something there may be."""
    bound = node.get(str(keyword))
    words = {"minProperties": "needs", "maxProperties": "takes no more than"}
    if keyword in words and bound == 1:
        return f"{words[str(keyword)]} one of {', '.join(_properties(node))}"
    return f"{keyword} is {bound}"


def _alternatives(schemas: Sequence[Json]) -> Iterator[str]:
    for schema in schemas:
        if "required" in schema:
            yield " and ".join(schema["required"])
        elif schema.get("type") != "null":
            yield " or ".join(_kinds(schema)) or "another form"


def _kinds(schema: Json) -> list[str]:
    kind = schema.get("type", [])
    return [kind] if isinstance(kind, str) else [each for each in kind if each != "null"]


def _hint(keyword: str | int, node: Json, error: Any, sent: object) -> str:  # noqa: ANN401
    """Guess what was meant."""
    if keyword == "enum" and isinstance(sent, str):
        choices = [choice for choice in node["enum"] if isinstance(choice, str)]
        near = get_close_matches(sent.lower(), choices, n=1, cutoff=0.5)
        return f"did you mean `{near[0]}`?" if near else ""
    if keyword == "required" and isinstance(sent, dict):
        near = get_close_matches(error.kind.property, list(sent), n=1, cutoff=0.6)
        return f"there is a field `{near[0]}`" if near else ""
    return ""
