"""Requests for what is in a world: most fit the contract, the others nearly, drawn from a seed."""

from __future__ import annotations

import json
import re
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import httpx

from ragmock.contract import MULTIPART

from ..web.causes import NOWHERE  # noqa: TID252 - tests are no package
from .fitting import fitting, nearly

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ragmock.contract import Contract, Operation
    from ragmock.world import World

ODD = (
    *("abc", "-1", "1.5", "", "0", "101", "99999999999999999999", "true", "NAME", "1_0", " 2 "),
    *("+3", "a,b", "\u0661", "null", "%", "a\nb", "a/b"),
)
RAW = (
    *(b"", b"{", b"[]", b"null", b'{"name": ', b"\xff\xfe", b"name=New", b"5", b'{"name": NaN}'),
    *(b'\xef\xbb\xbf{"name": "New"}', b'{"name": "\\ud800"}', b'{"name": "a", "name": "b"}'),
    '{"name": "Né"}'.encode("latin-1"),
)
MEDIA_TYPES = (
    *("application/json", "application/json; charset=utf-8", "application/json; charset=latin-1"),
    *("text/plain", "multipart/x", "multipart/form-data", "application/vnd.api+json"),
)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
FILES = (
    ("a.md", "# A\n\ntext"),
    ("b.txt", "Cats.\n\nDogs."),
    ("c.csv", "q,a\n1,2"),
    ("d.exe", "x"),
)


class Asking:
    """Draws requests for a world, which may change between them."""

    def __init__(self, contract: Contract, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - it draws tests
        # a world that is emptied soon has little to ask for
        self.operations = [
            each
            for each in contract.operations.values()
            for _ in range(1 if each.method == "DELETE" else 4)
        ]

    def request(self, world: World) -> httpx.Request:
        """Draw a request."""
        operation, ids = self._about(world)
        path = re.sub(
            r"\{(\w+)\}", lambda blank: self._blank(operation, blank[1], ids), operation.path
        )
        method, path = self._astray(operation, path)
        query = urlencode(self._query(operation), quote_via=quote)
        body = self._body(operation, ids) if operation.body else {}
        return httpx.Request(
            method,
            f"http://ragmock{path}" + (f"?{query}" if query else ""),
            **{**body, "headers": {**self._key(operation, world), **body.get("headers", {})}},
        )

    def _about(self, world: World) -> tuple[Operation, dict[str, list[str]]]:
        """Choose an operation, and what is there for it; once in a while nothing is."""
        for _ in range(4):
            operation = self.random.choice(self.operations)
            ids = ids_in(world, operation, self.random)
            blanks = re.findall(r"\{(\w+_id|batch|id)\}", operation.path)
            if all(ids.get(each) for each in blanks):
                break
        return operation, ids

    def _may(self, chance: float) -> bool:
        return self.random.random() < chance

    def _blank(self, operation: Operation, name: str, ids: Mapping[str, Sequence[str]]) -> str:
        if self._may(0.03):
            return quote(self.random.choice([NOWHERE, NOWHERE, *filter(None, ODD)]), safe="")
        if ids.get(name):
            return quote(self.random.choice(ids[name]), safe="")
        (parameter,) = (each for each in operation.parameters if each.name == name)
        return str(fitting(parameter.schema.schema, self.random, {}, name))

    def _astray(self, operation: Operation, path: str) -> tuple[str, str]:
        """Miss the operation now and then."""
        if self._may(0.02):
            return self.random.choice(METHODS), path
        if self._may(0.02):
            return operation.method, path + self.random.choice(["/more", "x", "/1", "/", "%0A"])
        if self._may(0.01):
            return operation.method, path.replace("/", "//", 2)
        if self._may(0.01):
            return operation.method, path.upper().replace("/V1/", "/v1/")
        return operation.method, path

    def _query(self, operation: Operation) -> list[tuple[str, str]]:
        sent = []
        for each in operation.parameters:
            if each.place == "query" and (each.required or self._may(0.4)):
                value = fitting(each.schema.schema, self.random, {})
                value = self.random.choice(ODD) if self._may(0.1) else value
                values = value if isinstance(value, list) else [value]
                values = values * 2 if self._may(0.02) else values
                sent += [(each.name, str(one)) for one in values]
        return sent

    def _key(self, operation: Operation, world: World) -> dict[str, str]:
        prefix = "dataset-" if operation.provider == "dify" else "ragflow-"
        key = f"Bearer {prefix}{world.name}"
        if self._may(0.03):
            odd = [
                "",
                "Bearer",
                f"Bearer\t{prefix}{world.name}",
                f"{key} x",
                f"Basic {prefix}{world.name}",
                "Bearer app-1",
                f"{key}.ro",
                key.lower(),
            ]
            key = self.random.choice(odd)
        return {"Authorization": key} if key else {}

    def _body(self, operation: Operation, ids: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        body = operation.body
        assert body
        schema = body.schema.schema
        if body.media_type == MULTIPART:
            return self._form(schema["properties"]["data"], ids)
        if self._may(0.02):
            return {
                "content": self.random.choice(RAW),
                "headers": {"Content-Type": self.random.choice(MEDIA_TYPES)},
            }
        value = fitting(schema, self.random, ids)
        return {"json": nearly(value, self.random) if self._may(0.45) else value}

    def _form(self, schema: dict[str, Any], ids: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        parts: dict[str, Any] = {}
        if self._may(0.9):
            parts["file"] = self.random.choice(FILES)
        data = fitting(schema, self.random, ids)
        data = nearly(data, self.random) if self._may(0.45) else data
        if self._may(0.95) or not parts:
            parts["data"] = (None, json.dumps(data))
        return {"files": parts}


def ids_in(world: World, operation: Operation, random: Random) -> dict[str, list[str]]:
    """Choose what a request is about: a dataset, and something of each kind in it."""
    base = world.bases[operation.provider]
    datasets = list(base.state.datasets.values())
    if not datasets:
        return {}
    # most often one that holds something
    dataset = max(
        random.choices(datasets, k=2), key=lambda each: len(base.state.documents.get(each.id, {}))
    )
    if operation.provider == "data":
        return {"id": [dataset.id]}
    documents = list(base.state.documents.get(dataset.id, {}).values())
    fields = list(base.state.fields.get(dataset.id, {}).values())
    ids = {"dataset_id": [dataset.id], "metadata_id": [each.id for each in fields]}
    ids["id"] = ids["metadata_id"]
    if documents:
        document = random.choice(documents)
        ids |= {"document_id": [document.id], "original_document_id": [document.id]}
        ids["batch"] = [document.batch]
        chunks = list(document.chunks.values())
        if chunks:
            chunk = random.choice(chunks)
            ids["segment_id"] = [chunk.id]
            ids["child_chunk_id"] = [each.id for each in chunk.children]
    return ids
