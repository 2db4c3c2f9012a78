"""Everything about texts that the core asks for. Each part is imported on its first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ragmock.domain.ranking import Index
    from ragmock.text.embeddings import Embed


class Library:
    """Reads files, finds keywords, counts tokens, and makes indexes; with a model, if there is one.

    `embed` gives a vector for each of some texts, always the same for the same text.
    """

    def __init__(self, embed: Embed | None = None) -> None:
        self._embed = embed

    @property
    def by_words(self) -> bool:
        """Whether meanings are compared by words, and by no model."""
        return self._embed is None

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

    def index(self) -> Index:
        """Make an index over the chunks of a dataset; it is empty."""
        from ragmock.text.index import SearchIndex  # noqa: PLC0415

        return SearchIndex(self._embed)
