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
from typing import TYPE_CHECKING, Any, Final

from ragmock.fake import Fake

if TYPE_CHECKING:
    from starlette.types import Message, Scope

#: Such as a client sends.
HEADERS: Final = {
    "host": "localhost:8765",
    "accept": "*/*",
    "accept-encoding": "gzip, deflate",
    "connection": "keep-alive",
    "user-agent": "python-httpx/0.28.1",
    "authorization": "Bearer dataset-demo",
    "content-type": "application/json",
}
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


async def call(fake: Fake, method: str, path: str, body: bytes) -> None:
    """Send a request, and take its answer."""
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in HEADERS.items()],
        "server": ("localhost", 8765),
        "client": ("127.0.0.1", 50_000),
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(_: Message) -> None:
        pass

    await fake.app(scope, receive, send)


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
