"""Measure ragmock and its peers, and write docs/performance.md: `make benchmark`.

`make benchmark ARGS=--short` measures each once, and `--peer NAME` only some; both print the tables
and write nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks import memory, page
from benchmarks.speed import (
    generator,
    growth,
    inside,
    instructions,
    rounds,
    starting,
    storing,
    tables,
    targets,
)
from benchmarks.speed.cache import ROOT, NotToBeHad
from benchmarks.speed.peers import PEERS, RAGMOCK
from benchmarks.speed.process import OTHER_CORES, SERVER_CORE
from benchmarks.speed.work import LIST, MADE, ONE
from ragmock.commands.progress import Progress
from ragmock.fake import Fake

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.speed.peers.peer import Peer
    from benchmarks.speed.targets import Target

PAGE: Final = ROOT / "docs" / "performance.md"
_BUSY: Final = 0.5  # a load of the machine that is not ours


def main() -> None:
    """Measure, print, and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--short", action="store_true", help="once each")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2, help="of each load")
    parser.add_argument("--peer", action="append", help="only those whose names contain it")
    asked = parser.parse_args()
    if asked.short:
        asked.rounds, asked.seconds = 1, 1
    peers = [each for each in PEERS if _is_wanted(each, asked.peer)]
    is_whole = not (asked.short or asked.peer)
    machine = _machine(asked.rounds, asked.seconds)
    os.sched_setaffinity(0, OTHER_CORES)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # no server is left behind
    for name, text in _measured(peers, asked.rounds, asked.seconds, short=asked.short):
        sys.stdout.write(f"\n## {name}\n\n{text}\n")
        sys.stdout.flush()
        if is_whole:
            page.write(PAGE, name, text)
    if is_whole:
        page.write(PAGE, "machine", machine)
    sys.stdout.write(f"\n{machine}\n")


def _measured(
    peers: Sequence[Peer], times: int, seconds: float, *, short: bool
) -> Iterator[tuple[str, str]]:
    """Measure one thing after the other; give its name in the page, and its text."""
    reached: list[Target] = []
    progress = Progress()
    try:
        generator.require()
        with progress:
            seen = rounds.measure(peers, times, seconds, progress.step)
        for name, each in seen.items():
            if each.skipped is not None:
                sys.stderr.write(f"{name} is skipped: {each.skipped}\n")
        yield "servers", tables.servers(peers, seen)
        for name, work in (("one", ONE), ("list", LIST), ("post", MADE)):
            yield name, tables.load(work, peers, seen)
        reached += targets.of_rounds(seen)
    except NotToBeHad as refused:
        sys.stderr.write(f"no server is measured: {refused}\n")
    with progress:
        progress.step(0, 1, "measured without a socket")
        within = inside.measure(rounds=5 if short else 40)
    yield "inside", tables.inside(within)
    if not short:
        try:
            with progress:
                counted = instructions.count(progress.step)
            yield "instructions", tables.instructions(counted)
        except NotToBeHad as refused:
            yield "instructions", f"Skipped: {refused}."
    with progress:
        ready = starting.measure(3 if short else 15, progress.step)
    yield "starting", tables.starting(ready)
    with progress:
        progress.step(0, 1, "measured: memory of segments")
        stored = storing.measure(5_000 if short else storing.SEGMENTS)
    yield "storing", tables.storing(stored)
    with progress:
        steps = asyncio.run(memory.measure("rows", 20_000, Fake("empty"), progress.step))
        grown = growth.measure(*((1_000, 10) if short else (100_000, 60)), progress.step)
    yield "growth", tables.growth(grown, growth.FEW)
    reached += targets.of_starting(ready)
    reached += targets.of_storing(stored, steps[len(steps) // 2 :])
    reached += targets.of_growth(grown)
    yield "targets", targets.table(reached)


def _is_wanted(peer: Peer, names: list[str] | None) -> bool:
    return not names or peer.name == RAGMOCK or any(each in peer.name for each in names)


def _machine(times: int, seconds: float) -> str:
    """Say when and where it is measured, and whether other work runs there."""
    load = os.getloadavg()[0]
    cores = len(OTHER_CORES) + (SERVER_CORE not in OTHER_CORES)
    told = [
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}, {cores} cores",
        f"({_processor()}), Python {platform.python_version()}; {times} rounds of {seconds:g}",
        f"seconds for each server and work, {generator.CONNECTIONS} connections.",
    ]
    if load > _BUSY:
        told.append(f"Other work ran on the machine (load {load:.1f} at the start): noisy.")
    return " ".join(told)


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in told.splitlines() if "model name" in line)
    return next(names, platform.processor())


if __name__ == "__main__":
    main()
