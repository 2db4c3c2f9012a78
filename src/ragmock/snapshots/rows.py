"""Rows of the tables as JSON, and back. What has its default does not stand there."""

from __future__ import annotations

import base64
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import cattrs
from cattrs.gen import make_dict_unstructure_fn, override
from cattrs.strategies import configure_union_passthrough

from ragmock.domain.model import Chunk, Document

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = dict[str, Any]
Row = TypeVar("Row")


def write(row: object) -> Any:  # noqa: ANN401 - JSON
    """Write a row, or what there is of rows. A document holds its chunks; neither says in what."""
    return _converter().unstructure(row)


def read(said: Json, kind: type[Row]) -> Row:
    """Read a row that fits the contract; raises `ValueError` for what is no base64."""
    return _converter().structure(said, kind)


def read_document(said: Json, dataset_id: str) -> Document:
    """Read a document of a dataset, with its chunks."""
    document_id = said["id"]
    rows = (read({**each, "document_id": document_id}, Chunk) for each in said.get("chunks", ()))
    chunks = {each.id: each for each in rows}
    own = {**said, "dataset_id": dataset_id, "chunks": {}}
    document = read(own, Document)
    return replace(document, chunks=chunks, held=sum(each.held for each in chunks.values()))


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(omit_if_default=True, detailed_validation=False)
    configure_union_passthrough(str | int | float | None, converter)  # of a metadata field
    converter.register_unstructure_hook(bytes, _write_bytes)
    converter.register_structure_hook(bytes, lambda said, _: _read_bytes(said))

    def write_chunks(chunks: Mapping[str, Chunk]) -> list[Json]:
        return [converter.unstructure(each) for each in chunks.values()]

    own = override(omit=True)
    write_chunk = make_dict_unstructure_fn(
        Chunk, converter, _cattrs_omit_if_default=True, document_id=own
    )
    converter.register_unstructure_hook(Chunk, write_chunk)
    write_document = make_dict_unstructure_fn(
        Document,
        converter,
        _cattrs_omit_if_default=True,
        dataset_id=own,
        held=own,
        chunks=override(unstruct_hook=write_chunks, omit_if_default=False),
    )
    converter.register_unstructure_hook(Document, write_document)
    return converter


def _write_bytes(content: bytes) -> Json:
    """Write a text by its lines, so that two of them can be compared line by line."""
    try:
        return {"lines": content.decode().splitlines(keepends=True)}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}


def _read_bytes(said: Json) -> bytes:
    if "lines" in said:
        return "".join(said["lines"]).encode()
    return base64.b64decode(said["base64"], validate=True)
