"""What it costs to reset and to fork a world that is large: `python -m benchmarks.worlds`."""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ragmock.domain.model import Cut, Mode, Rules, Technique, Upload
from ragmock.domain.retrieval import Query
from ragmock.fake import Fake

if TYPE_CHECKING:
    from collections.abc import Callable

    from ragmock.worlds import Worlds

LINES = Rules(Mode.CUSTOM, cut=Cut("\n", 100))
TIMES = 1_000


@dataclass(frozen=True)
class Cost:
    """Of one shape of a world, in milliseconds."""

    documents: int
    segments: int  # in all
    reset: float
    worst_reset: float
    fork: float
    worst_fork: float
    first_search: float  # which makes the index
    search_after: float  # the first one after a reset


def main() -> None:
    """Measure a world of a few large documents, and one of many small ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=10_000)
    segments = parser.parse_args().segments
    shown = (
        "| documents | segments | reset | worst | fork | worst | search | search after a reset |"
    )
    print(shown)  # noqa: T201
    print(f"|{' --- |' * 8}")  # noqa: T201
    for documents in (10, 1_000, segments):
        cost = measure(documents, segments)
        print(  # noqa: T201
            f"| {cost.documents:,} | {cost.segments:,} | {cost.reset:.3f} ms | "
            f"{cost.worst_reset:.3f} ms | {cost.fork:.3f} ms | {cost.worst_fork:.3f} ms | "
            f"{cost.first_search:.0f} ms | {cost.search_after:.1f} ms |"
        )


def measure(documents: int, segments: int) -> Cost:
    """Make a world of so many documents, and reset it again and again."""
    worlds = Fake("empty").worlds
    dataset = _fill(worlds, documents, segments)
    first = _milliseconds(lambda: _search(worlds, dataset))
    resets = []
    for _ in range(TIMES):
        world = worlds.open("large")
        base = world.bases["dify"]
        base.datasets.create(base.ids.uuid(), "Made since")
        resets.append(_milliseconds(lambda: worlds.reset("large")))
    snapshot = worlds.open("large").snapshot()
    forks = [_milliseconds(lambda: worlds.fork("fork", snapshot)) for _ in range(TIMES)]
    after = _milliseconds(lambda: _search(worlds, dataset))
    return Cost(
        documents,
        segments,
        statistics.median(resets),
        max(resets),
        statistics.median(forks),
        max(forks),
        first,
        after,
    )


def _fill(worlds: Worlds, documents: int, segments: int) -> str:
    world = worlds.open("large")
    base = world.bases["dify"]
    dataset = base.ids.uuid()
    base.datasets.create(dataset, "Large", technique=Technique.KEYWORDS)
    each = segments // documents
    for number in range(documents):
        lines = (f"Segment {line} of the document {number}." for line in range(each))
        content = "\n".join(lines).encode()
        name = f"{number}.txt"
        upload = Upload(base.ids.uuid(), name, "txt", "text/plain", content, base.now())
        base.documents.submit(
            base.datasets.get(dataset), upload, LINES, technique=Technique.KEYWORDS
        )
    world.keep()
    return dataset


def _search(worlds: Worlds, dataset: str) -> None:
    found = worlds.open("large").bases["dify"].retrieval.search(dataset, Query("document 7"))
    if not found.hits:
        raise RuntimeError("nothing was found")


def _milliseconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
