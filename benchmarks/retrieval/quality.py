"""How often a search finds the passage that answers a query, and how high."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .corpus import KINDS, Query, passages, queries
from .server import METHODS, Server

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from ragmock.text.embeddings import Embed

    #: recall@5 and nDCG@10, by the kind of query.
    Quality = Mapping[str, tuple[float, float]]

FIRST = 5
LISTED = 10


def measure(embed: Embed | None = None) -> dict[str, Quality]:
    """Ask every query by every method; give the means, by method and kind of query."""
    ways: dict[str, dict[str, Any]] = {method: {} for method in METHODS}
    ways["hybrid_search, reranked"] = {"reranking_enable": True}
    with Server(embed) as server:
        for name, text in passages().items():
            server.add(name, [text])
        return {
            way: _means(
                (query, server.search(query.text, way.split(",")[0], LISTED, **more))
                for query in queries()
            )
            for way, more in ways.items()
        }


def table(measured: Mapping[str, Quality]) -> str:
    """Write the means as a table."""
    rows = [
        f"| search method | {' | '.join(KINDS)} | all |",
        f"| --- |{' --- |' * (len(KINDS) + 1)}",
    ]
    for way, quality in measured.items():
        cells = (f"{recall:.2f} / {ndcg:.2f}" for recall, ndcg in quality.values())
        rows.append(f"| `{way}` | {' | '.join(cells)} |".replace(", reranked`", "`, reranked"))
    return "\n".join(rows)


def recall(query: Query, found: Sequence[str]) -> float:
    """Give the share of the answers that are among the first five found."""
    return len(query.answers.intersection(found[:FIRST])) / len(query.answers)


def ndcg(query: Query, found: Sequence[str]) -> float:
    """Give the discounted gain of the first ten found, of the most that can be had."""
    gains = [1 / math.log2(place + 2) for place in range(LISTED)]
    gained = sum(gain for gain, name in zip(gains, found, strict=False) if name in query.answers)
    return gained / sum(gains[: len(query.answers)])


def _means(asked: Iterable[tuple[Query, list[str]]]) -> Quality:
    scored = [(query.kind, recall(query, found), ndcg(query, found)) for query, found in asked]
    means = {}
    for kind in (*KINDS, "all"):
        of_kind = [row for row in scored if kind in (row[0], "all")]
        means[kind] = (
            sum(row[1] for row in of_kind) / len(of_kind),
            sum(row[2] for row in of_kind) / len(of_kind),
        )
    return means
