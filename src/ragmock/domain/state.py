"""The tables of a knowledge base: immutable rows, in the order of creation."""

from dataclasses import dataclass, field, replace

from ragmock.domain.lifecycle import settled
from ragmock.domain.limits import (
    Limits,
    NoRoomForChunks,
    NoRoomForDataset,
    NoRoomForDocument,
    NoRoomForField,
)
from ragmock.domain.model import Canned, Dataset, Document, MetadataField
from ragmock.domain.tables import Table
from ragmock.domain.undoing import Kept


@dataclass
class State(Kept):
    """Everything a knowledge base remembers.

    It counts what it holds as it is written, so that no limit needs a walk through the rows.
    """

    datasets: Table[Dataset] = field(default_factory=Table)
    documents: Table[Table[Document]] = field(default_factory=Table)  # by dataset
    fields: Table[Table[MetadataField]] = field(default_factory=Table)  # by dataset
    canned: Table[tuple[tuple[Canned, ...], ...]] = field(default_factory=Table)  # by dataset
    last_number: int = 0  # the last id that was given in a sequence of numbers
    document_count: int = 0
    chunk_count: int = 0  # with the children of chunks
    field_count: int = 0
    #: From then on nothing changes by itself; too late where what was under way is gone.
    at_rest_from: float = field(default=0.0, compare=False)

    def copy(self) -> "State":
        """Take a snapshot; rows are shared, for they never change."""
        return replace(
            self,
            datasets=self.datasets.copy(),
            documents=Table({key: rows.copy() for key, rows in self.documents.items()}),
            fields=Table({key: rows.copy() for key, rows in self.fields.items()}),
            canned=self.canned.copy(),
        )

    def require_room(self, limits: Limits) -> None:
        """Refuse what holds more than it may, with `NoRoomForDataset` and the like."""
        for refusal, held in (
            (NoRoomForDataset, len(self.datasets)),
            (NoRoomForDocument, self.document_count),
            (NoRoomForChunks, self.chunk_count),
            (NoRoomForField, self.field_count),
        ):
            limit: int = getattr(limits, refusal.setting)
            if held > limit:
                raise refusal(limit)

    def put(self, document: Document) -> None:
        """Put a document in the place of the one of its id, or a new one behind the others."""
        rows = self.documents[document.dataset_id]
        old = rows.get(document.id)
        self.document_count += old is None
        self.chunk_count += document.held - (old.held if old else 0)
        at_rest_from = settled(document.run)
        self.at_rest_from = max(self.at_rest_from, at_rest_from)
        rows[document.id] = document

    def drop(self, document: Document) -> None:
        """Take a document out."""
        del self.documents[document.dataset_id][document.id]
        self.document_count -= 1
        self.chunk_count -= document.held

    def put_field(self, dataset_id: str, one: MetadataField) -> None:
        """Put a metadata field in the place of the one of its id, or behind the others."""
        self.field_count += one.id not in self.fields[dataset_id]
        self.fields[dataset_id][one.id] = one

    def drop_field(self, dataset_id: str, field_id: str) -> None:
        """Take a metadata field out."""
        del self.fields[dataset_id][field_id]
        self.field_count -= 1

    def drop_dataset(self, dataset_id: str) -> None:
        """Take a dataset out, with all that is in it."""
        documents = self.documents[dataset_id]
        self.document_count -= len(documents)
        self.chunk_count -= sum(each.held for each in documents.values())
        self.field_count -= len(self.fields[dataset_id])
        del self.documents[dataset_id]
        del self.fields[dataset_id]
        self.canned.pop(dataset_id, None)
        del self.datasets[dataset_id]
