"""Search: which chunks may be found, by which method, and how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from ragmock.domain.errors import NeedsVectors
from ragmock.domain.lifecycle import Stage
from ragmock.domain.model import Chunk, Document, Hit, Method, Technique

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ragmock.domain.knowledge_base import KnowledgeBase

DEFAULT_TOP_K: Final = 2  # Dify to 1.3.0


@dataclass(frozen=True)
class Query:
    """What is sought, and how; a method of None is the dataset's own."""

    text: str
    method: Method | None = None
    top_k: int = DEFAULT_TOP_K
    threshold: float | None = None
    meaning_weight: float = 0.7
    keyword_weight: float = 0.3


class Ranking(Protocol):
    """How texts are matched with a query; `ragmock.text` has it."""

    def rank(
        self, query: Query, method: Method, chunks: Sequence[Chunk]
    ) -> list[tuple[Chunk, float]]:
        """Give the chunks that match, the best first, with scores from 0 to 1."""
        ...


class Retrieval:
    """The search in a knowledge base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def search(self, dataset_id: str, query: Query) -> list[Hit]:
        """Find chunks. Refuses with `NeedsVectors`, `NeverIndexed`, `NoModel`, `QuotaSpent`.

        `top_k` counts as a Python slice does, as in Dify 1.2.0: -1 is all but the last.
        """
        dataset = self._base.datasets.get(dataset_id)
        own = Method.MEANING if dataset.technique is Technique.VECTORS else Method.KEYWORDS
        method = query.method or own
        if method is not Method.KEYWORDS and dataset.technique is Technique.KEYWORDS:
            raise NeedsVectors(method.value)
        self._base.documents.require_initialized(dataset_id)
        if method is not Method.KEYWORDS:
            self._base.datasets.require_technique(dataset.technique)
        found = {chunk.id: (document, chunk) for document, chunk in self._candidates(dataset_id)}
        ranked = self._base.ranking.rank(query, method, [chunk for _, chunk in found.values()])
        if query.threshold is not None and method is not Method.KEYWORDS:
            ranked = [(chunk, score) for chunk, score in ranked if score >= query.threshold]
        return [Hit(chunk, found[chunk.id][0], score) for chunk, score in ranked[: query.top_k]]

    def _candidates(self, dataset_id: str) -> list[tuple[Document, Chunk]]:
        base = self._base
        return [
            (document, chunk)
            for document in base.state.documents[dataset_id].values()
            if document.enabled
            and not document.archived
            and base.documents.stage(document) is Stage.COMPLETED
            for chunk in base.chunks.of(document)
            if chunk.enabled and base.chunks.is_completed(document, chunk)
        ]
