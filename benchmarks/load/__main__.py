"""Many clients at once against one server: `python -m benchmarks.load --clients 200 --seconds 60`.

It starts `ragmock serve` by itself, or asks the one at `--url`. Ends with 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import nullcontext
from time import perf_counter
from typing import TYPE_CHECKING, Final

from ragmock.commands.progress import Progress

from .report import report
from .run import Load, Outcome, run
from .server import serving

if TYPE_CHECKING:
    from collections.abc import Sequence

_EVERY: Final = 0.5  # seconds from one look to the next


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, run, and tell."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--url", help="of a server that runs already")
    asked = parser.parse_args(arguments)
    load, outcome = Load(asked.clients, asked.seed, asked.seconds), Outcome()
    with nullcontext(asked.url) if asked.url else serving() as url:
        asyncio.run(_watched(load, url, outcome, asked.seconds))
    sys.stdout.write(f"{report(load, outcome)}\n")
    return 1 if outcome.wrong else 0


async def _watched(load: Load, url: str, outcome: Outcome, seconds: float) -> None:
    """Run, and say now and then how far it is."""
    running = asyncio.create_task(run(load, url, outcome))
    began = perf_counter()
    with Progress() as progress:
        while not running.done():
            await asyncio.wait([running], timeout=_EVERY)
            told = f"{outcome.tally.requests:,} requests, {outcome.tally.faults:,} faults met"
            told += f", {outcome.running} at work, {len(outcome.wrong)} wrong"
            passed = min(perf_counter() - began, seconds)
            progress.step(round(passed), round(seconds), f"seconds: {told}")
    await running


if __name__ == "__main__":
    sys.exit(main())
