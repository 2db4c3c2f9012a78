"""Random JSON, and JSON that nearly fits, at every operation that takes a body."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .survival import OPERATIONS, Attempt

SETTINGS = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
WITH_BODY = [each for each in OPERATIONS if each.body]
MULTIPART = "multipart/form-data"

TEXTS = st.text(max_size=20) | st.sampled_from(["", " ", "\0", "%", "x" * 300, "../..", "null"])
WHOLE = st.integers() | st.sampled_from([0, 1, -1, 50, 2**31, 2**63 - 1, 2**63, -(2**63), 10**400])
NUMBERS = WHOLE | st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=10,
)


def nearly(schema: dict, ids: list[str]) -> st.SearchStrategy:
    """Make values that fit a schema, or would, but for one thing or another."""
    fitting = [_fitting(part, ids) for part in _parts(schema)]
    return st.one_of(*fitting * 9, ANYTHING)


def _parts(schema: dict) -> list[dict]:
    """Take a schema apart where one of several things fits, and put together what all must."""
    whole = dict(schema)
    for part in whole.pop("allOf", ()):
        whole["properties"] = whole.get("properties", {}) | part.get("properties", {})
        whole["required"] = [*whole.get("required", ()), *part.get("required", ())]
        whole.setdefault("type", part.get("type", "object"))
    either = [*whole.pop("anyOf", ()), *whole.pop("oneOf", ())]
    if either and "properties" not in whole:
        return [part for each in either for part in _parts(each)]
    return [whole]


def _fitting(schema: dict, ids: list[str]) -> st.SearchStrategy:
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    known = {
        "null": st.none(),
        "boolean": st.booleans(),
        "integer": WHOLE,
        "number": NUMBERS,
        "string": st.sampled_from(ids) | TEXTS,
        "array": st.deferred(lambda: st.lists(nearly(schema.get("items", {}), ids), max_size=3)),
        "object": st.deferred(lambda: _object(schema, ids)),
    }
    return st.one_of(*[known[kind] for kind in kinds]) if kinds else ANYTHING


def _object(schema: dict, ids: list[str]) -> st.SearchStrategy:
    inner = {name: nearly(part, ids) for name, part in schema.get("properties", {}).items()}
    needed = {name: inner[name] for name in schema.get("required", ()) if name in inner}
    rest = {name: each for name, each in inner.items() if name not in needed}
    whole = st.fixed_dictionaries(needed, optional=rest)
    return whole | whole | st.fixed_dictionaries({}, optional=inner)


def fresh(inside) -> Attempt:
    """Open a world that nobody used."""
    server = inside("demo")
    server.fake.worlds.opened.pop("random", None)
    return Attempt(server, "random")


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda each: each.id)
def test_no_body_is_too_odd(inside, operation):
    schema = operation.body.schema.schema
    ids = sorted(set(fresh(inside).ids.values()))
    if operation.body.media_type == MULTIPART:
        schema = schema["properties"]["data"]

    @SETTINGS
    @given(body=nearly(schema, ids))
    def survives(body):
        attempt = fresh(inside)
        if operation.body.media_type == MULTIPART:
            files = {"file": ("a.md", b"# A\ntext"), "data": (None, json.dumps(body))}
            response = attempt.call(operation, files=files)
        else:
            response = attempt.call(operation, json=body)

        assert "X-Ragmock-Refusal" in response.headers or attempt.shows_everything()

    survives()
    del inside("demo").fake.worlds.opened["random"]


@pytest.mark.parametrize("path", dict.fromkeys(each.path for each in OPERATIONS))
def test_no_query_is_too_odd(inside, path):
    names = st.sampled_from(["page", "limit", "keyword", "status", "offset", "count", "orderby"])
    values = TEXTS | WHOLE.map(str)
    attempt = fresh(inside)
    operation = next(each for each in OPERATIONS if each.path == path)

    @SETTINGS
    @given(query=st.lists(st.tuples(names | st.sampled_from(["desc", "id"]), values), max_size=4))
    def survives(query):
        attempt.send("GET", attempt.path(operation), params=query)

    survives()
    del inside("demo").fake.worlds.opened["random"]
