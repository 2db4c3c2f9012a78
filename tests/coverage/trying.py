"""Requests to an operation that try whatever it may answer, and no fault among them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ragmock.contract import JSON, MULTIPART

from ..crashes.calls import ECONOMY, OF_PRODUCTS  # noqa: TID252 - tests are no package
from ..openapi_parts import BOTH  # noqa: TID252
from ..test_openapi_refusals import refusals_of, wrong_bodies  # noqa: TID252

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ragmock.contract import Operation
    from ragmock.domain.model import Document
    from ragmock.world import World

PARTS = next(iter(BOTH.values()))
NOWHERE = "99999999-9999-4999-8999-999999999999"
LONG = "a" * 1_200_000  # more than a file may have, and the rest of a form
NAMELESS = (
    b'--edge\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\na\r\n--edge--\r\n'
)
MUCH = "word " * 10_000  # more than one chunk, but no more than a file may have
#: What is sent to an operation that has no call among those that write.
QUERIES = {"dify.retrieval.retrieve": {"query": "This one"}}
#: Bodies that fit the contract, and are refused for what they meet.
RULES = {"mode": "custom"}  # but none is given
CHANGE = {"original_document_id": "<document_id>", "indexing_technique": "economy"}
OTHER = {"indexing_technique": "high_quality", "embedding_model_provider": "openai"}
BODIES: dict[str, list[dict[str, Any]]] = {
    "dify.datasets.create_dataset": [
        {"name": "By meaning"},
        {"name": "Fresh", "provider": "external", "external_knowledge_api_id": "api-1"},
        {"name": "Fresh", **OTHER},
    ],
    "dify.datasets.update_dataset": [
        OTHER,
        {"partial_member_list": [{}]},
        {"partial_member_list": [None]},
    ],
    "dify.documents.create_document_by_text": [
        {"name": "a", "text": "b", **CHANGE},
        {"name": "a", "text": "b", **CHANGE, "original_document_id": NOWHERE},
        {"name": "a", "text": "b", **ECONOMY, "process_rule": RULES},
        {"name": "a", "text": "b", **OTHER},
    ],
    "dify.documents.create_document_by_file": [
        CHANGE,
        {**CHANGE, "original_document_id": NOWHERE},
        {**ECONOMY, "process_rule": RULES},
        {},
        OTHER,
    ],
    "dify.documents.update_document_by_text": [
        {"text": "b", "process_rule": RULES},
        {"text": MUCH},
    ],
    "dify.documents.update_document_by_file": [{"process_rule": RULES}],
    "dify.segments.add_segments": [{"segments": [{"content": "Why?"}]}],
    "dify.retrieval.retrieve": [
        {"query": "a", "retrieval_model": {"top_k": 1.5}},
        {"query": "fail", "retrieval_model": {"search_method": "semantic_search"}},
    ],
    "dify.metadata.create_field": [
        {"type": "string", "name": name} for name in ("author", "uploader")
    ],
    "dify.metadata.rename_field": [{"name": name} for name in ("year", "uploader")],
    "ragflow.datasets.create_dataset": [
        {"dataset_name": name} for name in ("", 5, "a b", "a" * 1024)
    ],
    "ragflow.datasets.update_dataset": [{"id": "kb2"}, {"name": "twin"}],
}


@dataclass(frozen=True)
class Try:
    """A request to an operation; ids stand in angle brackets, in the path and in the body."""

    operation: Operation
    body: Any = None
    files: tuple[tuple[str, str], ...] = (("b.txt", "Of a file."),)
    part: str = "file"  # that the files are
    key: str | None = "Bearer {product}-{world}"
    query: str = ""
    raw: bytes | None = None
    media_type: str | None = JSON
    data: str | None = None  # the part of a form, as it is written

    def request(self, world: str, ids: dict[str, str]) -> dict[str, Any]:
        """Say what a client is to send, with these ids."""
        product = "dataset" if self.operation.provider == "dify" else "ragflow"
        headers = {"Content-Type": self.media_type} if self.media_type else {}
        if self.key is not None:
            headers["Authorization"] = self.key.format(product=product, world=world)
        path = self.operation.path.format_map(ids)
        url = f"{path}?{self.query}" if self.query else path
        content = self._content(ids)
        return {"method": self.operation.method, "url": url, "headers": headers, **content}

    def _content(self, ids: dict[str, str]) -> dict[str, Any]:
        if self.raw is not None:
            return {"content": self.raw}
        if self.operation.body is None:
            return {}
        told = json.dumps(self.body)
        for name, one in ids.items():
            told = told.replace(f"<{name}>", one)
        if self.operation.body.media_type != MULTIPART:
            return {"content": told.encode()}
        files = [(self.part, each) for each in self.files]
        return {"files": [*files, ("data", (None, told if self.data is None else self.data))]}


def ids_of(world: World) -> list[dict[str, str]]:
    """Give the ids of each document of a world, with those of what it is in and what is in it."""
    base = world.bases["dify"]
    return [
        {
            "dataset_id": dataset,
            "document_id": document.id if document else NOWHERE,
            "batch": document.batch if document else NOWHERE,
            "segment_id": _first(document.chunks) if document else NOWHERE,
            "child_chunk_id": _first_child(document) if document else NOWHERE,
            "metadata_id": _first(base.state.fields.get(dataset, {})),
            "action": "enable",
            "model_type": "text-embedding",
        }
        for dataset, rows in base.state.documents.items()
        for document in (rows.values() or [None])
    ]


def _first(things: Iterable[str]) -> str:
    return next(iter(things), NOWHERE)


def _first_child(document: Document) -> str:
    return _first(child.id for chunk in document.chunks.values() for child in chunk.children)


def fitting(operation: Operation) -> list[Try]:
    """Give requests that fit the contract."""
    if operation.body is None:
        return [Try(operation, media_type=None)]
    media_type = None if operation.body.media_type == MULTIPART else JSON
    made = [each.body for each in OF_PRODUCTS if each.operation == operation.id]
    bodies = [*made, *filter(None, [QUERIES.get(operation.id)]), *BODIES.get(operation.id, ())]
    tries = [Try(operation, body, media_type=media_type) for body in bodies]
    return tries if media_type else [*tries, replace(tries[0], files=(("b.txt", MUCH),))]


def unfitting(operation: Operation) -> Iterator[Try]:
    """Give requests that do not."""
    good = fitting(operation)[0]
    for key in (None, "Basic dataset-w", "Bearer app-1", "Bearer {product}-{world}.ro"):
        yield replace(good, key=key)
    for parameter in operation.parameters:
        if parameter.place == "query":
            for value in ("abc", "0", "101", "9" * 20, "%00"):
                yield replace(good, query=f"{parameter.name}={value}")
    if operation.body is None:
        return
    yield replace(good, raw=b"{", media_type=operation.body.media_type)
    yield replace(good, raw=b"{}", media_type="text/plain")
    schema, bodies = wrong_bodies(operation)
    told: dict[str, Any] = {}
    for body in bodies:
        for name in refusals_of(PARTS, operation, schema, [body]):
            told.setdefault(name, body)
    yield from (replace(good, body=body) for body in told.values())
    if operation.body.media_type != MULTIPART:
        yield replace(good, body={"name": LONG})
        return
    yield replace(good, data="{")
    yield replace(good, part="document")
    for names in ((), ("b.txt", "c.txt"), ("b/c.txt",), ("b.exe",)):
        yield replace(good, files=tuple((name, "text") for name in names))
    yield replace(good, files=(("b.txt", LONG),))
    yield replace(good, raw=NAMELESS, media_type="multipart/form-data; boundary=edge")
