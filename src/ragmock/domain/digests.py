"""What is known of the rows of a table without going through them: which have a name, how long."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right, insort
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, Protocol, TypeVar

from ragmock.domain.lifecycle import Stage, foreseen, moments

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


class _Step(NamedTuple):
    """When a number changes, and how much that adds to what was counted before."""

    at: float
    more: int


class _Counted(ABC):
    """A number of documents at any moment: what each counts changes once, at a stage.

    Of the steps, in the order of time, only those are gone through that are yet to come.
    """

    def __init__(self) -> None:
        self._in_the_end = 0
        self._steps: list[_Step] = []

    def at(self, now: float) -> int:
        """Give the number as it is at a moment."""
        counted, place = self._in_the_end, len(self._steps)
        while place and self._steps[place - 1].at > now:
            place -= 1
            counted -= self._steps[place].more
        return counted

    def follow(self, old: Document | None, new: Document | None) -> None:
        """Take note of a document that takes the place of another."""
        if old is not None:
            counted, step = self._of(old)
            self._in_the_end -= counted
            if step:
                del self._steps[bisect_left(self._steps, step)]
        if new is not None:
            counted, step = self._of(new)
            self._in_the_end += counted
            if step:
                insort(self._steps, step)

    def _of(self, document: Document) -> tuple[int, _Step | None]:
        """Give what a document counts in the end, and what adds to what it counted before."""
        at = foreseen(document.run, self.stage)
        before, after = self.counted(document)
        if at is None:
            return before, None
        return after, _Step(at, after - before) if after != before else None

    #: The stage at which it changes.
    stage: ClassVar[Stage]

    @abstractmethod
    def counted(self, document: Document) -> tuple[int, int]:
        """Tell what a document counts before that stage, and from then on."""


class Words(_Counted):
    """The characters of documents: each counts by a new text once that is read."""

    stage = Stage.CLEANING

    def counted(self, document: Document) -> tuple[int, int]:
        """Count the characters of the text before, and of the text."""
        texts = document.words_before, document.text_length
        before, after = (max(each + document.words_edited, 0) for each in texts)
        return before, after


class ChunksThere(_Counted):
    """The chunks of documents: there are none before they are indexed."""

    stage = Stage.INDEXING

    def counted(self, document: Document) -> tuple[int, int]:
        """Count the chunks."""
        return 0, len(document.chunks)


class Moments:
    """When documents come to another stage."""

    def __init__(self) -> None:
        self._moments: list[float] = []

    def after(self, now: float) -> float | None:
        """Tell when that is next; None when none is known to, ever."""
        place = bisect_right(self._moments, now)
        return self._moments[place] if place < len(self._moments) else None

    def follow(self, old: Document | None, new: Document | None) -> None:
        """Take note of a document that takes the place of another."""
        for moment in set(moments(old.run)) if old else ():
            del self._moments[bisect_left(self._moments, moment)]
        for moment in set(moments(new.run)) if new else ():
            insort(self._moments, moment)
