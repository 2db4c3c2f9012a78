"""Search: which chunks answer a query, by which method, and how many of them are given."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from sys import maxsize
from typing import TYPE_CHECKING, Final

from ragmock.domain.errors import NeedsVectors, NoSuchChunk
from ragmock.domain.filters import Filter
from ragmock.domain.findable import Findable
from ragmock.domain.limits import SCRIPTED, NoRoomForAnswer
from ragmock.domain.model import Hit, Method, Technique
from ragmock.domain.ranking import Entry, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ragmock.domain.knowledge_base import KnowledgeBase
    from ragmock.domain.model import Canned, Chunk, Document
    from ragmock.domain.ranking import Ranked

DEFAULT_TOP_K: Final = 2  # Dify to 1.3.0
CANNED: Final = "the answer was canned"


@dataclass(frozen=True)
class Query:
    """What is sought, and how; a method of None is the dataset's own."""

    text: str
    method: Method | None = None
    top_k: int = DEFAULT_TOP_K
    threshold: float | None = None
    meaning_weight: float = 0.7
    keyword_weight: float = 0.3
    rerank: bool = False
    documents: Filter = field(default_factory=Filter)


@dataclass(frozen=True)
class Found:
    """The hits of a query, the best first, and what is to be known about them."""

    hits: Sequence[Hit]
    notes: Sequence[str] = ()


class Retrieval:
    """The search in a knowledge base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def search(self, dataset_id: str, query: Query) -> Found:
        """Find chunks, or give the next canned answer if one waits.

        Refuses with `NeedsVectors`, `NeverIndexed`, `NoModel`, `QuotaSpent`, `ModelFailed`. `top_k`
        counts as a Python slice does, as in Dify 1.2.0: -1 is all but the last.
        """
        question = self.question(dataset_id, query)
        canned = self._next_canned(dataset_id)
        if canned is not None:
            return Found(canned[: query.top_k], [CANNED])
        findable = self.findable(dataset_id)
        ranked = self.rank(dataset_id, findable, question, query)
        found = [(findable.index.entry(row), score) for row, score in ranked]
        return Found(self._hits(dataset_id, found), findable.index.notes(question))

    def rank(self, dataset_id: str, findable: Findable, question: Question, query: Query) -> Ranked:
        """Rank the rows that a search finds: those that pass its filter, threshold and `top_k`."""
        among = None
        if query.documents.conditions:
            among = findable.rows_of(self.documents_that_pass(dataset_id, query.documents))
        limit = query.top_k if query.top_k >= 0 else maxsize
        ranked = findable.index.find(question, limit, among)
        if is_cut(question, query):
            ranked = [(row, score) for row, score in ranked if score >= (query.threshold or 0)]
        return ranked[: query.top_k]

    def findable(self, dataset_id: str) -> Findable:
        """Give what may be found in a dataset, up to date."""
        known = self._base.findable
        for gone in known.keys() - self._base.state.datasets.keys():
            del known[gone]
        if dataset_id not in known:
            known[dataset_id] = Findable(dataset_id, self._base.make_index())
        try:
            known[dataset_id].catch_up(self._base)
        except Exception:  # it may have noted half of what there is
            del known[dataset_id]
            raise
        return known[dataset_id]

    def question(self, dataset_id: str, query: Query) -> Question:
        """Say what the index of a dataset is to be asked; refuses as `search` does."""
        dataset = self._base.datasets.get(dataset_id)
        own = Method.MEANING if dataset.technique is Technique.VECTORS else Method.KEYWORDS
        method = query.method or own
        if method is not Method.KEYWORDS and dataset.technique is Technique.KEYWORDS:
            raise NeedsVectors(method.value)
        self._base.documents.require_initialized(dataset_id)
        if method is not Method.KEYWORDS:
            self._base.datasets.require_technique(dataset.technique)
        return Question(
            query.text,
            method,
            query.meaning_weight,
            query.keyword_weight,
            query.rerank and method is not Method.KEYWORDS,
        )

    def documents_that_pass(self, dataset_id: str, wanted: Filter) -> list[Document]:
        """Give the documents whose metadata pass a filter."""
        every = self._base.state.documents[dataset_id].values()
        return [one for one in every if wanted.passes(self._base.metadata.values(one))]

    # ----------------------------------------------------------------- canned answers
    def can(self, dataset_id: str, answer: Sequence[Canned], times: int = 1) -> None:
        """Put an answer at the end of a dataset's queue, so often; each answers one search.

        Refuses with `NoSuchDataset`, `NoSuchChunk` or `NoRoomForAnswer`.
        """
        self._base.datasets.get(dataset_id)
        for each in answer:
            if self._chunk(dataset_id, each.chunk_id) is None:
                raise NoSuchChunk(each.chunk_id)
        canned = self._base.state.canned
        if sum(map(len, canned.values())) + times > SCRIPTED:
            raise NoRoomForAnswer(SCRIPTED)
        canned[dataset_id] = canned.get(dataset_id, ()) + (tuple(answer),) * times

    def canned(self, dataset_id: str) -> Sequence[Sequence[Canned]]:
        """List the answers that wait; refuses with `NoSuchDataset`."""
        self._base.datasets.get(dataset_id)
        return self._base.state.canned.get(dataset_id, ())

    def discard_canned(self, dataset_id: str) -> None:
        """Forget the answers that wait; refuses with `NoSuchDataset`."""
        self._base.datasets.get(dataset_id)
        self._base.state.canned.pop(dataset_id, None)

    def _next_canned(self, dataset_id: str) -> list[Hit] | None:
        """Take the next answer off the queue; what was deleted since is left out."""
        queue = self._base.state.canned.get(dataset_id)
        if not queue:
            return None
        self._base.state.canned[dataset_id] = queue[1:]
        found = ((self._chunk(dataset_id, each.chunk_id), each.score) for each in queue[0])
        return self._hits(dataset_id, [(Entry(0, chunk), score) for chunk, score in found if chunk])

    # ----------------------------------------------------------------- within
    def _chunk(self, dataset_id: str, chunk_id: str) -> Chunk | None:
        every = self._base.state.documents[dataset_id].values()
        return next((one.chunks[chunk_id] for one in every if chunk_id in one.chunks), None)

    def _hits(self, dataset_id: str, found: Sequence[tuple[Entry, float]]) -> list[Hit]:
        """Make a hit of each chunk; of several children, the best decides on its score.

        So `top_k` counts children where these are searched, as in every release.
        """
        documents = self._base.state.documents[dataset_id]
        hits: dict[str, Hit] = {}
        for entry, score in found:
            document = documents[entry.chunk.document_id]
            hit = hits.get(entry.chunk.id) or Hit(entry.chunk, document, score)
            more = ((entry.child, score),) if entry.child else ()
            hits[entry.chunk.id] = replace(hit, children=(*hit.children, *more))
        return list(hits.values())


def is_cut(asked: Question, query: Query) -> bool:
    """Tell whether a threshold cuts off what has a lower score; it never does for keywords."""
    return query.threshold is not None and asked.method is not Method.KEYWORDS
