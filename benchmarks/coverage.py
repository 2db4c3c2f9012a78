"""What the coverage costs: `python -m benchmarks.coverage`.

Requests go straight into the server, without a socket; what it then notes of each for the coverage
is done again, many times, by itself.
"""

from __future__ import annotations

import asyncio
import json
import sys
from timeit import repeat
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from benchmarks.calling import call
from ragmock.coverage.coverage import Coverage
from ragmock.fake import Fake

if TYPE_CHECKING:
    from collections.abc import Callable

SEARCH: Final = {
    "query": "Cats",
    "retrieval_model": {"search_method": "keyword_search", "top_k": 3},
}
#: What is measured: a name, the method, the path below that of a dataset, and the body.
CASES: Final = (
    ("GET one dataset", "GET", "", None),
    ("GET its documents, a page of 20", "GET", "/documents?page=1&limit=20", None),
    ("POST a search", "POST", "/retrieve", SEARCH),
    ("POST a search, refused", "POST", "/retrieve", {"query": ""}),
)
CALLS: Final = 20_000
ROUNDS: Final = 21


async def noted(fake: Fake, *sent: Any) -> Callable[[], None]:  # noqa: ANN401
    """Make a request; give what notes it for the coverage."""
    taken: list[tuple[Any, ...]] = []
    note = Coverage.note
    with patch.object(Coverage, "note", lambda *told: taken.append(told)):
        await call(fake, *sent)
    ((coverage, _, exchange, status, query),) = taken
    return lambda: note(coverage, fake.worlds.tried_in(exchange.world), exchange, status, query)


async def main() -> None:
    """Measure, and print the table."""
    fake = Fake("demo")
    text = {"name": "a", "text": "Cats.", "indexing_technique": "economy"}
    _, listed = await call(fake, "GET", "/v1/datasets")
    path = f"/v1/datasets/{json.loads(listed)['data'][0]['id']}"
    for _ in range(20):
        await call(fake, "POST", f"{path}/document/create-by-text", json.dumps(text).encode())
    _say("| request | the coverage, µs |\n| --- | ---: |")
    for name, method, rest, body in CASES:
        sent = json.dumps(body).encode() if body is not None else b""
        step = await noted(fake, method, path + rest, sent)
        best = min(repeat(step, number=CALLS, repeat=ROUNDS)) / CALLS * 1e6
        _say(f"| {name} | {best:.2f} |")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    asyncio.run(main())
