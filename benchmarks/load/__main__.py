"""Many clients at once against one server: `python -m benchmarks.load --clients 200 --seconds 60`.

It starts `ragmock serve` by itself, or asks the one at `--url`. Ends with 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

from .report import report
from .run import Load, Outcome, run
from .server import serving

if TYPE_CHECKING:
    from collections.abc import Sequence

_EVERY: Final = 5.0  # seconds between two lines of progress


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
        asyncio.run(_watched(load, url, outcome))
    _say(report(load, outcome))
    return 1 if outcome.wrong else 0


async def _watched(load: Load, url: str, outcome: Outcome) -> None:
    """Run, and say now and then how far it is."""
    running = asyncio.create_task(run(load, url, outcome))
    passed = 0.0
    while not running.done():
        await asyncio.wait([running], timeout=_EVERY)
        passed += _EVERY
        told = f"{outcome.tally.requests:,} requests, {outcome.tally.faults:,} faults met"
        _say(f"{passed:4.0f} s: {told}, {outcome.running} at work, {len(outcome.wrong)} wrong")
    await running


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
