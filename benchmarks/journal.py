"""What the journal costs: `python -m benchmarks.journal`.

Requests go straight into the server, without a socket, in turns with and without a journal.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tracemalloc
from statistics import median
from time import perf_counter
from typing import Any, Final

from benchmarks.calling import call
from ragmock.fake import Fake

#: What is measured: a name, the method, the path, and the bytes of the body.
CASES: Final = (
    ("GET /v1/datasets", "GET", "/v1/datasets", b""),
    ("POST /v1/datasets, refused (409)", "POST", "/v1/datasets", b'{"name": "Taken"}'),
    (
        "the same, with a body of 64 kB (400)",
        "POST",
        "/v1/datasets",
        json.dumps({"name": "a" * 65_000}).encode(),
    ),
)
ROUNDS: Final = 41
CALLS: Final = 50  # in a round


async def microseconds(fake: Fake, *sent: Any) -> float:  # noqa: ANN401
    """Measure one request, as the mean of a round."""
    began = perf_counter()
    for _ in range(CALLS):
        await call(fake, *sent)
    return (perf_counter() - began) / CALLS * 1e6


async def main() -> None:
    """Measure, and print the table."""
    without, with_it = Fake("empty", journal=0), Fake("empty")
    for fake in (without, with_it):
        await call(fake, "POST", "/v1/datasets", b'{"name": "Taken"}')
    _say("| request | without, µs | with, µs | the journal, µs |\n| --- | ---: | ---: | ---: |")
    for name, *sent in CASES:
        rounds = [
            (await microseconds(without, *sent), await microseconds(with_it, *sent))
            for _ in range(ROUNDS)
        ]
        bare, full = median(one for one, _ in rounds), median(two for _, two in rounds)
        more = median(two - one for one, two in rounds)
        _say(f"| {name} | {bare:.0f} | {full:.0f} | {more:.0f} |")
    tracemalloc.start()
    kept = Fake("empty")
    await call(kept, *CASES[0][1:])
    before, _ = tracemalloc.get_traced_memory()
    for _ in range(kept.worlds.journals.room.entries):
        await call(kept, *CASES[0][1:])
    after, _ = tracemalloc.get_traced_memory()
    _say(f"\nA full journal of small requests: {(after - before) / 1e6:.1f} MB.")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    asyncio.run(main())
