"""The best of many scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from ragmock.domain.ranking import Ranked

    Rows = np.ndarray[tuple[int], np.dtype[np.int64]]
    Scores = np.ndarray[tuple[int], np.dtype[np.float32]]


def ranked(rows: Rows, scores: Scores, limit: int) -> Ranked:
    """Give the `limit` rows with the highest scores, equals by their rows."""
    import numpy as np  # noqa: PLC0415 - on first use

    if 0 < limit < len(rows):  # what ties with the last of them is sorted too
        least = np.partition(scores, -limit)[-limit]
        rows, scores = rows[scores >= least], scores[scores >= least]
    order = np.lexsort((rows, -scores))[:limit]
    return [(int(rows[place]), float(scores[place])) for place in order]
