"""What may be sent with a call, as rows of a table: read off the contract."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from ragmock.contract import MULTIPART
from ragmock.schemas import Json, inline, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST: Final = 10**9  # a limit beyond is that of a database


@dataclass(frozen=True)
class Row:
    """A parameter; `name` has dots where it stands within another."""

    name: str
    kind: str
    required: bool
    words: str


def parameters(document: Json, path: str, method: str) -> dict[str, list[Row]]:
    """Give the rows of an operation by the place that they are sent in: path, query, body, form."""
    item = document["paths"][path]
    specs = [
        resolve(each["$ref"], document) if "$ref" in each else each
        for each in (*item.get("parameters", ()), *item[method].get("parameters", ()))
    ]
    places: dict[str, list[Row]] = {"path": [], "query": [], "body": [], "form": []}
    for spec in specs:
        schema = {**inline(spec["schema"], document), "description": spec["description"]}
        places[spec["in"]].append(_row(spec["name"], schema, required=spec.get("required", False)))
    if body := item[method].get("requestBody"):
        content = inline(body, document)["content"]
        ((media_type, media),) = content.items()
        place = "form" if media_type == MULTIPART else "body"
        places[place] += fields(media["schema"])
    return {place: rows for place, rows in places.items() if rows}


def fields(schema: Json, within: str = "") -> Iterator[Row]:
    """Give a row for each property of an object, and for those within it."""
    required = {name for part in _parts(schema) for name in part.get("required", ())}
    either = _either(schema)
    for part in _parts(schema):
        for name, each in part.get("properties", {}).items():
            if "type" in each or "anyOf" in each or "allOf" in each:
                row = _row(f"{within}{name}", each, required=name in required)
                yield replace(row, words=f"{row.words} {either}") if f"`{name}`" in either else row
                yield from fields(each.get("items", each), f"{within}{name}.")


def _either(schema: Json) -> str:
    """Say of which fields one must be sent; nothing where there is no such choice."""
    needed = [
        each.get("required", ()) for word in ("anyOf", "oneOf") for each in schema.get(word, ())
    ]
    if not needed or any(len(each) != 1 for each in needed):
        return ""
    return f"One of {' and '.join(f'`{name}`' for (name,) in needed)} must be sent."


def _parts(schema: Json) -> Iterator[Json]:
    """Give the schemas that are true of a value together, or for one kind of it."""
    yield schema
    for each in schema.get("allOf", ()):
        yield from _parts(each)
    for each in schema.get("anyOf", ()):
        if _kind(each) == "object":
            yield from _parts(each)


def _row(name: str, schema: Json, *, required: bool) -> Row:
    whole = {key: value for part in reversed(list(_parts(schema))) for key, value in part.items()}
    note = f"{schema['x-note']}." if "x-note" in schema else ""
    said = [whole.get("description", ""), *_limits(whole), note]
    return Row(name, _kind(schema), required, " ".join(filter(None, said)))


def _kind(schema: Json) -> str:
    """Name the type of a value, or the types; that it may be null is not said."""
    return " or ".join(kind for kind in _kinds(schema) if kind != "null")


def _kinds(schema: Json) -> list[str]:
    if "type" not in schema:
        parts = [*schema.get("anyOf", ()), *schema.get("allOf", ())]
        return list(dict.fromkeys(kind for each in parts for kind in _kinds(each)))
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if "array" in kinds:
        of = f"array[{_kind(schema['items'])}]"
        return [of if kind == "array" else kind for kind in kinds]
    return ["file"] if schema.get("format") == "binary" else kinds


def _limits(schema: Json) -> Iterator[str]:
    if choices := [each for each in schema.get("enum", ()) if each is not None]:
        yield f"One of {', '.join(f'`{each}`' for each in choices)}."
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and most is not None and abs(least) < _LARGEST:
        yield f"Between {least} and {most}."
    if longest := schema.get("maxLength"):
        yield f"At most {longest} characters."
    if (default := schema.get("default")) is not None:
        yield f"Default: `{_written(default)}`."


def _written(value: Any) -> str:  # noqa: ANN401 - any JSON
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).replace("\n", "\\n")
