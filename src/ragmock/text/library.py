"""Everything about texts that the core asks for. Each part is imported on its first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ragmock.domain.model import Method

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ragmock.domain.model import Chunk
    from ragmock.domain.retrieval import Query


class Library:
    """Reads files, finds keywords, counts tokens, and ranks chunks."""

    def read(self, name: str, content: bytes) -> list[str]:
        """Give the sections of text in a file; raise `Unreadable`."""
        from ragmock.text.reading import read  # noqa: PLC0415

        return read(name, content)

    def keywords(self, text: str) -> list[str]:
        """Give the ten words at most that a text is about."""
        from ragmock.text.keywords import keywords  # noqa: PLC0415

        return keywords(text)

    def count_tokens(self, text: str) -> int:
        """Estimate the length of a text as a language model counts it."""
        from ragmock.text.tokens import count_tokens  # noqa: PLC0415

        return count_tokens(text)

    def rank(
        self, query: Query, method: Method, chunks: Sequence[Chunk]
    ) -> list[tuple[Chunk, float]]:
        """Give the chunks that match, the best first, with scores from 0 to 1."""
        from ragmock.text import search  # noqa: PLC0415

        candidates = [search.Candidate(c.id, c.text, c.keywords or ()) for c in chunks]
        match method:
            case Method.KEYWORDS:
                ranked = search.by_keyword(query.text, candidates)
            case Method.FULL_TEXT:
                ranked = search.by_full_text(query.text, candidates)
            case Method.MEANING:
                ranked = search.by_meaning(query.text, candidates)
            case Method.HYBRID:
                ranked = search.hybrid(
                    query.text,
                    candidates,
                    meaning_weight=query.meaning_weight,
                    keyword_weight=query.keyword_weight,
                )
        by_id = {chunk.id: chunk for chunk in chunks}
        return [(by_id[key], score) for key, score in ranked]
