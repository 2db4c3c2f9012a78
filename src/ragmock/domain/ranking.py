"""What the core asks of an index over the chunks of a dataset; `ragmock.text` has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection

    from ragmock.domain.model import Child, Chunk, Method

#: Where in a text each of some words stands: from its first character to behind its last.
Places = Mapping[str, Sequence[tuple[int, int]]]
#: Rows with their scores from 0 to 1, the best first, equals by their rows.
Ranked = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A chunk, or one of its children, at its row of an index.

    Rows have the order of documents, of chunks in them, and of children in these.
    """

    row: int
    chunk: Chunk
    child: Child | None = None

    @property
    def text(self) -> str:
        """What is compared with a query."""
        return self.child.text if self.child else self.chunk.text


@dataclass(frozen=True)
class Question:
    """What an index is asked."""

    text: str
    method: Method
    meaning_weight: float
    keyword_weight: float
    rerank: bool


@dataclass(frozen=True)
class Part:
    """What one of the searches behind a score says of a chunk."""

    method: Method
    weight: float  # of its score in the whole
    score: float
    shares: Mapping[str, float]  # what each word adds, in the measure of the search
    places: Places  # of these words, in the text that was compared


class Index(Protocol):
    """What can be found in a dataset."""

    def change(self, gone: Sequence[Entry], fresh: Sequence[Entry]) -> None:
        """Take entries out, then others in."""
        ...

    def entry(self, row: int) -> Entry:
        """Give what is at a row."""
        ...

    def find(self, asked: Question, limit: int, among: Collection[int] | None = None) -> Ranked:
        """Rank the rows that answer a question; with `among`, only those."""
        ...

    def explain(self, asked: Question, row: int) -> list[Part]:
        """Tell what the score of a row is made of."""
        ...

    def notes(self, asked: Question) -> list[str]:
        """Tell what of the answer is approximated."""
        ...
