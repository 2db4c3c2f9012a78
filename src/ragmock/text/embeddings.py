"""Semantic search with a model: any callable that turns texts into vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ragmock.domain.errors import ModelFailed
from ragmock.text.ranking import ranked

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import numpy as np

    from ragmock.domain.ranking import Entry, Places, Ranked

    Embed = Callable[[Sequence[str]], Any]  # a vector of numbers for each text, or one array
    Vectors = np.ndarray[tuple[int, int], np.dtype[np.float32]]


class Embeddings:
    """The vectors that a model gave texts, compared one by one with that of a query.

    They lie in an array that grows by doubling; the last one takes the place of one that goes. So
    a change costs what it changes, however many there are.
    """

    def __init__(self, embed: Embed) -> None:
        import numpy as np  # noqa: PLC0415 - on first use

        self._embed = embed
        self._places: dict[int, int] = {}  # of the rows
        self._rows: Any = np.empty(0, np.int64)
        self._vectors: Any = np.empty((0, 0), np.float32)

    def change(self, gone: Sequence[Entry], fresh: Sequence[Entry]) -> None:
        """Take entries out, then others in; refuses with `ModelFailed`, and has changed nothing."""
        made = self._vectors_of([entry.text for entry in fresh]) if fresh else None
        for entry in gone:
            self._remove(entry.row)
        if made is None:
            return
        first = len(self._places)
        self._make_room(first + len(fresh), made.shape[1])
        self._vectors[first : first + len(fresh)] = made
        for place, entry in enumerate(fresh, start=first):
            self._rows[place] = entry.row
            self._places[entry.row] = place

    def best(self, query: str, limit: int, among: Collection[int] | None = None) -> Ranked:
        """Rank all rows by the cosine of their vector and the query's, one below 0 as 0."""
        import numpy as np  # noqa: PLC0415 - on first use

        count = len(self._places)
        if not count:
            return []
        rows, vectors = self._rows[:count], self._vectors[:count]
        # Not a matrix product: that rounds the same vector otherwise in another row.
        cosines = np.einsum("rn,n->r", vectors, self._vectors_of([query])[0])
        scores = np.clip(cosines, 0, 1)
        if among is None:
            return ranked(rows, scores, limit)
        wanted = np.isin(rows, np.fromiter(among, np.int64, len(among)))
        return ranked(rows[wanted], scores[wanted], limit)

    def shares(self, query: str, row: int) -> dict[str, float]:  # noqa: ARG002 - as the others have
        """Give nothing: a model's vector does not tell which words it is made of."""
        return {}

    def places(self, text: str, said: Collection[str]) -> Places:  # noqa: ARG002
        """Find nothing, either."""
        return {}

    def _remove(self, row: int) -> None:
        place, last = self._places.pop(row), len(self._places)
        if place != last:
            self._rows[place], self._vectors[place] = self._rows[last], self._vectors[last]
            self._places[int(self._rows[place])] = place

    def _make_room(self, count: int, dimension: int) -> None:
        import numpy as np  # noqa: PLC0415 - on first use

        if count <= len(self._rows) and dimension == self._vectors.shape[1]:
            return
        held, room = len(self._places), max(count, 2 * len(self._rows))
        rows, vectors = np.empty(room, np.int64), np.empty((room, dimension), np.float32)
        if held:
            rows[:held], vectors[:held] = self._rows[:held], self._vectors[:held]
        self._rows, self._vectors = rows, vectors

    def _vectors_of(self, texts: Sequence[str]) -> Vectors:
        """Ask the model, and scale what it gives to length 1."""
        import numpy as np  # noqa: PLC0415 - on first use

        try:
            made = np.asarray(self._embed(texts), np.float64)
        except Exception as failed:  # whatever the callable of a user raises
            raise ModelFailed(f"the embed callable raised {failed!r}") from failed
        wanted = self._vectors.shape[1] if self._places else made.size // len(texts)
        if not made.size or made.shape != (len(texts), wanted) or not np.isfinite(made).all():
            raise ModelFailed(f"the embed callable gave {made.shape} for {len(texts)} texts")
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        return (made / np.where(lengths, lengths, 1)).astype(np.float32)
