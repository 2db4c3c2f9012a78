"""What a client expects its world to hold, from what it was told and what it was not."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Segment:
    """A line of a document; its last word is in no other."""

    id: str
    text: str
    position: int
    enabled: bool = True
    children: dict[str, str] = field(default_factory=dict)  # their texts, by id

    @property
    def word(self) -> str:
        """The word that finds it alone."""
        return self.text.rpartition(" ")[2]


@dataclass
class Document:
    """A text or a file, indexed line by line."""

    id: str
    name: str
    position: int
    batch: str | None  # None where the answer that told it was lost
    fails: bool  # half-way, as its name says
    words: int = 0  # characters, as Dify counts them
    segments: dict[str, Segment] = field(default_factory=dict)  # by id
    values: dict[str, str | None] = field(default_factory=dict)  # of metadata, by field

    @property
    def status(self) -> str:
        """Where its indexing ends."""
        return "error" if self.fails else "completed"


@dataclass
class Dataset:
    """A dataset of Dify."""

    id: str
    name: str
    technique: str
    documents: dict[str, Document] = field(default_factory=dict)  # by id
    fields: dict[str, str] = field(default_factory=dict)  # names, by id
    built_in: bool = False

    @property
    def at(self) -> str:
        """Its path."""
        return f"/v1/datasets/{self.id}"

    @property
    def next_position(self) -> int:
        """The position of the next document."""
        return max((each.position for each in self.documents.values()), default=0) + 1


@dataclass
class Model:
    """All that a world is to hold."""

    datasets: dict[str, Dataset] = field(default_factory=dict)  # by id
    ragflow: dict[str, str] = field(default_factory=dict)  # names of datasets, by id
    items: dict[int, str] = field(default_factory=dict)  # names of the generic resource, by id
    last_item: int = 0

    @property
    def documents(self) -> list[tuple[Dataset, Document]]:
        """List all documents with the datasets that they are in."""
        return [(of, each) for of in self.datasets.values() for each in of.documents.values()]

    @property
    def editable(self) -> list[tuple[Dataset, Document]]:
        """List those that were indexed to the end."""
        return [(of, each) for of, each in self.documents if not each.fails]

    @property
    def segments(self) -> list[tuple[Dataset, Document, Segment]]:
        """List the segments of those."""
        return [
            (of, document, each)
            for of, document in self.editable
            for each in document.segments.values()
        ]
