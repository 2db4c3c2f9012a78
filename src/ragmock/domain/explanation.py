"""Why a search finds what it finds, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from sys import maxsize
from typing import TYPE_CHECKING, Final

from ragmock.domain.findable import entries_of, findable_from
from ragmock.domain.retrieval import is_cut

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from ragmock.domain.knowledge_base import KnowledgeBase
    from ragmock.domain.model import Chunk, Document
    from ragmock.domain.ranking import Entry, Part, Question
    from ragmock.domain.retrieval import Query

#: So many of what was left out are told of; the others are counted.
MOST_LEFT_OUT: Final = 100


class Why(StrEnum):
    """Why a chunk that matches a query is not among the hits."""

    TOP_K = "others are better: top_k"
    THRESHOLD = "its score is below the threshold"
    FILTER = "the metadata of its document do not pass the filter"
    DISABLED = "it is disabled"
    DOCUMENT_DISABLED = "its document is disabled"
    ARCHIVED = "its document is archived"
    NOT_COMPLETED = "its indexing is not completed"


@dataclass(frozen=True)
class Explained:
    """What was found, and what its score is made of."""

    entry: Entry
    document: Document
    score: float
    parts: Sequence[Part]


@dataclass(frozen=True)
class LeftOut:
    """What matches and is no hit; what cannot be found at all has no score."""

    entry: Entry
    document: Document
    score: float | None
    why: Why


@dataclass(frozen=True)
class Explanation:
    """What a query finds in a dataset, why, and what it does not."""

    asked: Question
    hits: Sequence[Explained]
    left_out: Sequence[LeftOut]  # the best first, at most `MOST_LEFT_OUT`
    left_out_count: int
    notes: Sequence[str]


def explain(base: KnowledgeBase, dataset_id: str, query: Query) -> Explanation:
    """Explain a search, without taking a canned answer; refuses as `Retrieval.search` does."""
    asked = base.retrieval.question(dataset_id, query)
    findable = base.retrieval.findable(dataset_id)
    index = findable.index
    documents = base.state.documents[dataset_id]
    passing = findable.rows_of(base.retrieval.documents_that_pass(dataset_id, query.documents))
    found = dict(base.retrieval.rank(dataset_id, findable, asked, query))
    hits: list[Explained] = []
    for row, score in found.items():
        entry = index.entry(row)
        document = documents[entry.chunk.document_id]
        hits.append(Explained(entry, document, score, index.explain(asked, row)))
    matching = [each for each in index.find(asked, maxsize) if each[0] not in found]
    left_out: list[LeftOut] = []
    for row, score in matching[:MOST_LEFT_OUT]:
        why = Why.TOP_K if row in passing else Why.FILTER
        if row in passing and is_cut(asked, query) and score < (query.threshold or 0):
            why = Why.THRESHOLD
        entry = index.entry(row)
        left_out.append(LeftOut(entry, documents[entry.chunk.document_id], score, why))
    unfindable = _unfindable(base, dataset_id, asked)
    told = [*left_out, *unfindable][:MOST_LEFT_OUT]
    return Explanation(asked, hits, told, len(matching) + len(unfindable), index.notes(asked))


def _unfindable(base: KnowledgeBase, dataset_id: str, asked: Question) -> list[LeftOut]:
    """Search in what no search may find, to tell of what would match."""
    now = base.now()
    reasons: dict[str, Why] = {}
    entries = []
    for document in base.state.documents[dataset_id].values():
        whole = _why(document, now)
        completed = set() if whole else {each.id for each in base.chunks.completed(document)}
        for chunk in document.chunks.values():
            why = whole or _why_not(chunk, completed)
            if why:
                reasons[chunk.id] = why
                entries += entries_of(document, chunk)
    index = base.make_index()
    index.change([], entries)
    matching = [index.entry(row) for row, _ in index.find(asked, maxsize)] if entries else []
    documents = base.state.documents[dataset_id]
    return [
        LeftOut(entry, documents[entry.chunk.document_id], None, reasons[entry.chunk.id])
        for entry in matching
    ]


def _why(document: Document, now: float) -> Why | None:
    """Tell why no search finds anything of a document."""
    if findable_from(document) <= now:
        return None
    if document.archived:
        return Why.ARCHIVED
    return Why.NOT_COMPLETED if document.enabled else Why.DOCUMENT_DISABLED


def _why_not(chunk: Chunk, completed: Container[str]) -> Why | None:
    """Tell why no search finds a chunk of a document that can be found."""
    if not chunk.enabled:
        return Why.DISABLED
    return None if chunk.id in completed else Why.NOT_COMPLETED
