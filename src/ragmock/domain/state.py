"""The tables of a knowledge base: dictionaries of immutable rows, in the order of creation."""

from dataclasses import dataclass, field

from ragmock.domain.model import Canned, Dataset, Document, MetadataField


@dataclass
class State:
    """Everything a knowledge base remembers."""

    datasets: dict[str, Dataset] = field(default_factory=dict)
    documents: dict[str, dict[str, Document]] = field(default_factory=dict)  # by dataset
    fields: dict[str, dict[str, MetadataField]] = field(default_factory=dict)  # by dataset
    canned: dict[str, tuple[tuple[Canned, ...], ...]] = field(default_factory=dict)  # by dataset
    last_number: int = 0  # the last id that was given in a sequence of numbers

    def copy(self) -> "State":
        """Take a snapshot; rows are shared, for they never change."""
        return State(
            dict(self.datasets),
            {key: dict(rows) for key, rows in self.documents.items()},
            {key: dict(rows) for key, rows in self.fields.items()},
            dict(self.canned),
            self.last_number,
        )
