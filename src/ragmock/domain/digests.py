"""What is known of the rows of a table without going through them: which have a name, how long."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, insort
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from ragmock.domain.lifecycle import Stage, foreseen

if TYPE_CHECKING:
    from ragmock.domain.model import Dataset, Document


class HasId(Protocol):
    """A row."""

    @property
    def id(self) -> str:
        """The key of the row."""
        ...


Row = TypeVar("Row", bound=HasId)


class _Index(ABC, Generic[Row]):
    """The ids of rows by what they say."""

    def __init__(self) -> None:
        self._ids: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, said: str) -> tuple[str, ...]:
        """Give the ids of the rows that say so, in no order."""
        return self._ids.get(said, ())

    @abstractmethod
    def said(self, row: Row) -> str:
        """Tell what a row says."""

    def follow(self, old: Row | None, new: Row | None) -> None:
        """Take note of a row that takes the place of another."""
        before = None if old is None else self.said(old)
        after = None if new is None else self.said(new)
        if old is not None and before is not None and (new is None or before != after):
            left = tuple(each for each in self._ids[before] if each != old.id)
            if left:
                self._ids[before] = left
            else:
                del self._ids[before]
        if new is not None and after is not None and (old is None or before != after):
            self._ids[after] = (*self._ids.get(after, ()), new.id)


class DatasetsByName(_Index["Dataset"]):
    """Datasets by their names in lower case."""

    def said(self, row: Dataset) -> str:
        """Tell the name."""
        return row.name.lower()


class DocumentsByName(_Index["Document"]):
    """Documents by their names."""

    def said(self, row: Document) -> str:
        """Tell the name."""
        return row.name


class DocumentsByBatch(_Index["Document"]):
    """Documents by their batches."""

    def said(self, row: Document) -> str:
        """Tell the batch."""
        return row.batch


class _Reading(NamedTuple):
    """When a text is read, and how many characters that adds to those counted before."""

    at: float
    more: int


class Words:
    """The characters of documents at any moment: each counts by a new text once that is read.

    Of the readings, in the order of time, only those are gone through that are yet to come.
    """

    def __init__(self) -> None:
        self._in_the_end = 0
        self._readings: list[_Reading] = []

    def at(self, now: float) -> int:
        """Count the characters as they are at a moment."""
        counted, place = self._in_the_end, len(self._readings)
        while place and self._readings[place - 1].at > now:
            place -= 1
            counted -= self._readings[place].more
        return counted

    def follow(self, old: Document | None, new: Document | None) -> None:
        """Take note of a document that takes the place of another."""
        if old is not None:
            counted, reading = _words(old)
            self._in_the_end -= counted
            if reading:
                del self._readings[bisect_left(self._readings, reading)]
        if new is not None:
            counted, reading = _words(new)
            self._in_the_end += counted
            if reading:
                insort(self._readings, reading)


def _words(document: Document) -> tuple[int, _Reading | None]:
    """Give the characters that a document has in the end, and what adds to those it had before."""
    before = max(document.words_before + document.words_edited, 0)
    at = foreseen(document.run, Stage.CLEANING)
    if at is None:
        return before, None
    after = max(document.text_length + document.words_edited, 0)
    return after, _Reading(at, after - before) if after != before else None
