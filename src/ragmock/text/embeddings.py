"""Semantic search with a model: any callable that turns texts into vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ragmock.domain.errors import ModelFailed
from ragmock.text.ranking import ranked

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from typing import Any

    import numpy as np

    from ragmock.domain.ranking import Entry, Ranked

    Embed = Callable[[Sequence[str]], Any]  # a vector of numbers for each text, or one array
    Vectors = np.ndarray[tuple[int, int], np.dtype[np.float32]]


class Embeddings:
    """The vectors that a model gave texts, compared one by one with that of a query."""

    def __init__(self, embed: Embed) -> None:
        import numpy as np  # noqa: PLC0415 - on first use

        self._embed = embed
        self._rows: Any = np.empty(0, np.int64)
        self._vectors: Any = np.empty((0, 0), np.float32)

    def change(self, gone: Sequence[Entry], fresh: Sequence[Entry]) -> None:
        """Take entries out, then others in; refuses with `ModelFailed`."""
        import numpy as np  # noqa: PLC0415 - on first use

        made = self._vectors_of([entry.text for entry in fresh]) if fresh else None
        if gone:
            kept = ~np.isin(self._rows, [entry.row for entry in gone])
            self._rows, self._vectors = self._rows[kept], self._vectors[kept]
        if made is not None:
            old = self._vectors if len(self._rows) else made[:0]
            self._vectors = np.vstack([old, made])
            self._rows = np.append(self._rows, [entry.row for entry in fresh])

    def best(self, query: str, limit: int, among: Collection[int] | None = None) -> Ranked:
        """Rank all rows by the cosine of their vector and the query's, one below 0 as 0."""
        import numpy as np  # noqa: PLC0415 - on first use

        if not len(self._rows):
            return []
        # Not a matrix product: that rounds the same vector otherwise in another row.
        cosines = np.einsum("rn,n->r", self._vectors, self._vectors_of([query])[0])
        scores = np.clip(cosines, 0, 1)
        if among is None:
            return ranked(self._rows, scores, limit)
        wanted = np.isin(self._rows, np.fromiter(among, np.int64, len(among)))
        return ranked(self._rows[wanted], scores[wanted], limit)

    def shares(self, query: str, row: int) -> dict[str, float]:  # noqa: ARG002 - as the others have
        """Give nothing: a model's vector does not tell which words it is made of."""
        return {}

    def _vectors_of(self, texts: Sequence[str]) -> Vectors:
        """Ask the model, and scale what it gives to length 1."""
        import numpy as np  # noqa: PLC0415 - on first use

        try:
            made = np.asarray(self._embed(texts), np.float64)
        except Exception as failed:  # whatever the callable of a user raises
            raise ModelFailed(f"the embed callable raised {failed!r}") from failed
        wanted = self._vectors.shape[1] or made.size // len(texts)
        if not made.size or made.shape != (len(texts), wanted) or not np.isfinite(made).all():
            raise ModelFailed(f"the embed callable gave {made.shape} for {len(texts)} texts")
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        return (made / np.where(lengths, lengths, 1)).astype(np.float32)
