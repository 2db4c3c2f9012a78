"""What a search over many segments costs: CPU time, and memory."""

from __future__ import annotations

import gc
import resource
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .corpus import many, queries
from .server import METHODS, Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

A_DOCUMENT = 1_000  # segments
TOP_K = 10


@dataclass(frozen=True)
class Cost:
    """Of one search method: milliseconds of CPU, and megabytes."""

    method: str
    first: float  # the first query, which makes the index
    median: float
    worst: float
    after_adding: float  # a query right after a segment was added
    memory: float  # of the index


def measure(segments: int, watching: Callable[[int, int, str], None]) -> Iterator[Cost]:
    """Search a dataset of so many segments with every query by every method."""
    with Server() as server:
        texts = many(segments)
        document_id = ""
        for first in range(0, segments, A_DOCUMENT):
            document_id = server.add(f"{first}.txt", texts[first : first + A_DOCUMENT])
            watching(first + A_DOCUMENT, segments, "segments added")
        for number, method in enumerate(METHODS):
            watching(number, len(METHODS), f"methods measured, now {method}")
            before = _megabytes()
            first_query = _milliseconds(lambda: server.search("anything", method, TOP_K))  # noqa: B023
            memory = _megabytes() - before
            times = [
                _milliseconds(lambda: server.search(query.text, method, TOP_K))  # noqa: B023
                for query in queries()
            ]
            server.add_segment(document_id, f"One more segment, for {method}.")
            after = _milliseconds(lambda: server.search("one more segment", method, TOP_K))  # noqa: B023
            yield Cost(method, first_query, statistics.median(times), max(times), after, memory)


def table(costs: list[Cost]) -> str:
    """Write the costs as a table."""
    head = "| search method | median | worst | after adding a segment | first query | memory |"
    rows = (
        f"| `{cost.method}` | {cost.median:.1f} ms | {cost.worst:.1f} ms "
        f"| {cost.after_adding:.1f} ms | {cost.first / 1000:.1f} s | {cost.memory:.0f} MB |"
        for cost in costs
    )
    return "\n".join([head, f"|{' --- |' * 6}", *rows])


def _milliseconds(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return (time.process_time() - began) * 1000


def _megabytes() -> float:
    gc.collect()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
