"""What is expected of a world of Dify: the ground that the state machine stands on."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from hypothesis.stateful import RuleBasedStateMachine

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Segment:
    """What is expected of a segment."""

    id: str
    text: str
    at: str  # its path
    enabled: bool = True
    children: dict[str, str] = field(default_factory=dict)  # their texts, by id


@dataclass
class Document:
    """What is expected of a document."""

    id: str
    name: str
    batch: str
    at: str  # its path
    words: int = 0
    segments: dict[str, Segment] = field(default_factory=dict)
    values: dict[str, str | None] = field(default_factory=dict)  # of metadata, by field


@dataclass
class Dataset:
    """What is expected of a dataset."""

    id: str
    name: str
    at: str  # its path
    documents: dict[str, Document] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)  # their names, by id


class Expected(RuleBasedStateMachine):
    """A client of a world that begins empty, with everything in mind that it did."""

    server: Any
    numbers = count(1)

    def __init__(self) -> None:
        super().__init__()
        self.world = f"machine-{next(self.numbers)}"
        self.dify = self.server.client(f"dataset-{self.world}")
        for each in self.pages("/v1/datasets", 100):
            self.dify.delete(f"/v1/datasets/{each['id']}").raise_for_status()
        self.datasets: dict[str, Dataset] = {}
        self.gone: set[str] = set()  # paths that must be 404

    def teardown(self) -> None:
        """Close the world."""
        del self.server.fake.worlds.opened[self.world]

    # ------------------------------------------------------------------ calling
    def done(self, method: str, path: str, body: Any = None, **more: Any) -> dict[str, Any]:
        """Make a call that succeeds."""
        response = self.dify.request(method, path, json=body, **more)
        assert response.is_success, response.text
        return response.json()

    def sent(self, path: str, file: tuple[str, str], data: dict[str, Any]) -> dict[str, Any]:
        """Send a file."""
        return self.done("POST", path, files={"file": file, "data": (None, json.dumps(data))})

    def pages(self, path: str, limit: int) -> list[dict[str, Any]]:
        """List everything, page by page; each page tells truly how much there is."""
        items: list[dict[str, Any]] = []
        totals: set[int] = set()
        for page in count(1):
            shown = self.done("GET", f"{path}?page={page}&limit={limit}")
            items += shown["data"]
            totals.add(shown["total"])
            if "has_more" in shown:
                assert shown["has_more"] == (len(shown["data"]) == limit)
            if len(shown["data"]) < limit:
                break
        assert totals == {len(items)}
        return items

    # ------------------------------------------------------------------ choosing
    @property
    def documents(self) -> list[tuple[Dataset, Document]]:
        """List all documents."""
        return [(of, one) for of in self.datasets.values() for one in of.documents.values()]

    @property
    def segments(self) -> list[tuple[Document, Segment]]:
        """List all segments."""
        return [(of, one) for _, of in self.documents for one in of.segments.values()]

    @property
    def fields(self) -> list[tuple[Dataset, str]]:
        """List all metadata fields."""
        return [(of, one) for of in self.datasets.values() for one in of.fields]

    # ------------------------------------------------------------------ remembering
    def indexed(self, document: Document, queued: dict[str, Any], text: str) -> None:
        """Expect of a document what its text becomes: a segment for each line."""
        shown = queued["document"]
        assert (shown["indexing_status"], shown["display_status"]) == ("waiting", "queuing")
        assert shown["word_count"] == document.words  # still those of the text before
        listed = self.pages(f"{document.at}/segments", 100)
        assert [one["content"] for one in listed] == text.split("\n")
        assert set(document.segments).isdisjoint(one["id"] for one in listed)
        self.gone |= set(children_of(document))
        document.words = len(text)
        document.segments = {
            one["id"]: Segment(one["id"], one["content"], f"{document.at}/segments/{one['id']}")
            for one in listed
        }

    def forget(self, dataset: Dataset, document: Document) -> None:
        """Expect nothing of a document that was deleted, but that it is gone."""
        self.gone.add(f"{dataset.at}/documents/{document.batch}/indexing-status")
        self.gone |= {f"{document.at}/segments", f"{document.at}/upload-file"}
        self.gone |= set(children_of(document))


def children_of(document: Document) -> Iterator[str]:
    """Give the paths that tell whether the segments of a document are there."""
    return (f"{segment.at}/child_chunks" for segment in document.segments.values())
