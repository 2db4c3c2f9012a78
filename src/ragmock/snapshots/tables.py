"""The tables of a product from JSON: every id stands once, every place is taken once."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ragmock.domain.model import Canned, Dataset, Maker, MetadataField
from ragmock.domain.state import State
from ragmock.domain.tables import Table
from ragmock.placing import Misplaced, within

from .rows import read, read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ragmock.domain.model import Child, Chunk, Document

Json = dict[str, Any]


def read_state(said: Json, made: Callable[[], None]) -> State:
    """Read the tables of a product; refuses with `Misplaced`.

    `made` is called after each document.
    """
    state, taken = State(last_number=said["last_number"]), Taken()
    for place, each in enumerate(said["datasets"]):
        with within("datasets", place):
            dataset = read(each, Dataset)
            taken.take(dataset.id)
            state.datasets[dataset.id] = dataset
            state.fields[dataset.id], state.documents[dataset.id] = Table(), Table()
            for field in _fields(each["fields"], taken).values():
                state.put_field(dataset.id, field)
            documents = _documents(each["documents"], dataset.id, taken, made).values()
            for document in sorted(documents, key=attrgetter("position")):
                state.put(document)
            if each["documents"]:
                _refuse_what_no_document_decided(dataset)
            _refuse_unknown_fields(state.documents[dataset.id], state.fields[dataset.id])
            answers = (tuple(read(hit, Canned) for hit in answer) for answer in each["answers"])
            if each["answers"]:
                state.canned[dataset.id] = tuple(answers)
    return state


class Taken:
    """The ids that stand already."""

    def __init__(self) -> None:
        self._ids: set[str] = set()

    def take(self, id_: str) -> None:
        """Take an id; refuses one that is taken with `Misplaced`."""
        if id_ in self._ids:
            raise Misplaced(("id",), f"{id_} stands twice")
        self._ids.add(id_)


def _fields(said: Sequence[Json], taken: Taken) -> dict[str, MetadataField]:
    fields: dict[str, MetadataField] = {}
    for place, each in enumerate(said):
        with within("fields", place):
            taken.take(each["id"])
            if any(each["name"] == field.name for field in fields.values()):
                raise Misplaced(("name",), f"{each['name']} stands twice")
            fields[each["id"]] = read(each, MetadataField)
    return fields


def _documents(
    said: Sequence[Json], dataset_id: str, taken: Taken, made: Callable[[], None]
) -> dict[str, Document]:
    documents = {}
    for place, each in enumerate(said):
        with within("documents", place):
            taken.take(each["id"])
            documents[each["id"]] = _document(each, dataset_id, taken)
        made()
    _refuse_a_place_for_two(documents.values(), "documents")
    return documents


def _document(said: Json, dataset_id: str, taken: Taken) -> Document:
    try:
        document = read_document(said, dataset_id)
    except ValueError as broken:
        raise Misplaced(("upload", "content", "base64"), str(broken)) from None
    if len(document.chunks) < len(said.get("chunks", ())):
        raise Misplaced(("chunks",), "an id stands twice")
    for place, chunk in enumerate(document.chunks.values()):
        with within("chunks", place):
            taken.take(chunk.id)
            if chunk.maker is Maker.INDEXING and not document.piece_count:
                raise Misplaced(("maker",), "the indexing makes no chunk, for piece_count is 0")
            for child in chunk.children:
                taken.take(child.id)
            _refuse_a_place_for_two(chunk.children, "children")
    _refuse_a_place_for_two(document.chunks.values(), "chunks")
    return document


def _refuse_what_no_document_decided(dataset: Dataset) -> None:
    for name in ("technique", "form", "rules", "rules_id"):
        if getattr(dataset, name) is None:
            raise Misplaced((name,), "is missing where there are documents")


def _refuse_unknown_fields(documents: dict[str, Document], known: dict[str, MetadataField]) -> None:
    for place, document in enumerate(documents.values()):
        for key in document.metadata.keys() - known.keys():
            raise Misplaced(("documents", place, "metadata"), f"{key} is the id of no field")


def _refuse_a_place_for_two(rows: Iterable[Document | Chunk | Child], kind: str) -> None:
    positions: set[int] = set()
    for place, each in enumerate(rows):
        if each.position in positions:
            raise Misplaced((kind, place, "position"), f"another one is at {each.position}")
        positions.add(each.position)
