"""Which chunks of a dataset a search may find, and an index that has just these."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from ragmock.domain.lifecycle import completion
from ragmock.domain.model import Form
from ragmock.domain.ranking import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ragmock.domain.knowledge_base import KnowledgeBase
    from ragmock.domain.model import Chunk, Document
    from ragmock.domain.ranking import Index

# How many rows there are for each chunk, and for each document; uploads make fewer.
_CHILDREN: Final = 1 << 16
_CHUNKS: Final = 1 << 24


class Findable:
    """An index that follows its dataset.

    Rows of the tables never change, so what is not the same object as before is looked at anew, and
    only that: a chunk that was added or edited is all that is indexed. It follows whichever state
    it is shown, so one that was reset is not indexed anew.
    """

    def __init__(self, dataset_id: str, index: Index) -> None:
        self.index = index
        self._dataset_id = dataset_id
        self._documents: list[Document] = []  # as they were when the index was brought up to date
        self._findable_from: dict[str, float] = {}  # by document, as are those that are indexed
        self._indexed: dict[str, dict[int, Entry]] = {}
        self._since, self._until = inf, -inf  # between these times nothing comes to be findable

    def catch_up(self, base: KnowledgeBase) -> None:
        """Bring the index up to date with the dataset and the clock."""
        now = base.now()
        documents = list(base.state.documents[self._dataset_id].values())
        if self._since <= now < self._until and documents == self._documents:
            return
        before = {document.id: document for document in self._documents}
        gone: list[Entry] = []
        fresh: list[Entry] = []
        for document in documents:
            changed = before.pop(document.id, None) is not document
            if changed:
                self._findable_from[document.id] = findable_from(document)
            findable = self._findable_from[document.id] <= now
            if changed or findable != (document.id in self._indexed):
                rows = _rows(base, document) if findable else {}
                self._index(document.id, rows, gone, fresh)
        for document_id in before:
            del self._findable_from[document_id]
            self._index(document_id, {}, gone, fresh)
        if gone or fresh:
            self.index.change(gone, fresh)
        self._documents = documents
        times = set(self._findable_from.values())
        self._since = max((time for time in times if time <= now), default=-inf)
        self._until = min((time for time in times if time > now), default=inf)

    def rows_of(self, documents: Iterable[Document]) -> set[int]:
        """Give the rows that the index has of some documents."""
        return {row for document in documents for row in self._indexed.get(document.id, ())}

    def _index(
        self, document_id: str, rows: dict[int, Entry], gone: list[Entry], fresh: list[Entry]
    ) -> None:
        """Note what is to be indexed of a document in place of what was."""
        old = self._indexed.pop(document_id, {})
        gone += [entry for row, entry in old.items() if not _same(entry, rows.get(row))]
        fresh += [entry for row, entry in rows.items() if not _same(entry, old.get(row))]
        if rows:
            self._indexed[document_id] = rows


def entries_of(document: Document, chunk: Chunk) -> list[Entry]:
    """Give what is searched of a chunk: its children in its place, if it has any."""
    row = (document.position * _CHUNKS + chunk.position) * _CHILDREN
    if document.form != Form.PARENT_CHILD or not chunk.children:
        return [Entry(row, chunk)]
    return [Entry(row + child.position, chunk, child) for child in chunk.children]


def findable_from(document: Document) -> float:
    """Tell from when on a search may find a document's chunks; infinity for never."""
    return completion(document.run) if document.enabled and not document.archived else inf


def _rows(base: KnowledgeBase, document: Document) -> dict[int, Entry]:
    return {
        entry.row: entry
        for chunk in base.chunks.completed(document)
        if chunk.enabled
        for entry in entries_of(document, chunk)
    }


def _same(one: Entry, other: Entry | None) -> bool:
    return other is not None and one.chunk is other.chunk and one.child is other.child
