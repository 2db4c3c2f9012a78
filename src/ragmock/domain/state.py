"""The tables of a knowledge base: immutable rows, in the order of creation."""

from dataclasses import dataclass, field

from ragmock.domain.model import Canned, Dataset, Document, MetadataField
from ragmock.domain.tables import Table
from ragmock.domain.undoing import Kept


@dataclass
class State(Kept):
    """Everything a knowledge base remembers."""

    datasets: Table[Dataset] = field(default_factory=Table)
    documents: Table[Table[Document]] = field(default_factory=Table)  # by dataset
    fields: Table[Table[MetadataField]] = field(default_factory=Table)  # by dataset
    canned: Table[tuple[tuple[Canned, ...], ...]] = field(default_factory=Table)  # by dataset
    last_number: int = 0  # the last id that was given in a sequence of numbers

    def copy(self) -> "State":
        """Take a snapshot; rows are shared, for they never change."""
        return State(
            self.datasets.copy(),
            Table({key: rows.copy() for key, rows in self.documents.items()}),
            Table({key: rows.copy() for key, rows in self.fields.items()}),
            self.canned.copy(),
            self.last_number,
        )
