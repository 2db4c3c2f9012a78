"""What was measured, as tables."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from benchmarks.speed.inside import ANEW, APPLICATIONS, RAGMOCK
from benchmarks.speed.work import WORKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.speed.growth import Grown
    from benchmarks.speed.inside import Costs
    from benchmarks.speed.peers.peer import Peer
    from benchmarks.speed.rounds import Seen
    from benchmarks.speed.storing import Stored


def servers(peers: Sequence[Peer], seen: Mapping[str, Seen]) -> str:
    """Write what each server does, its start and its memory."""
    rows = []
    for peer in peers:
        told = seen[peer.name]
        if told.skipped:
            rows.append([peer.title, f"skipped: {told.skipped}", "", "", ""])
            continue
        starts, memory = _spread(told.starts, 2), _spread(told.memory, 0)
        rows.append([peer.title, peer.state, peer.validates, starts, memory])
    head = ["server", "state", "validates", "first 200, s", "memory, MB"]
    return _table(head, rows, figures=2)


def load(work: str, peers: Sequence[Peer], seen: Mapping[str, Seen]) -> str:
    """Write what one of the works costs each server."""
    rows = [
        [
            peer.name,
            _spread([each.cpu for each in loads], 3),
            _spread([each.rate for each in loads], 0),
            _spread([each.p50 for each in loads], 2),
            _spread([each.p99 for each in loads], 2),
            f"{sum(each.failed for each in loads):,}",
        ]
        for peer in peers
        if (loads := seen[peer.name].loads.get(work))
    ]
    head = ["server", "CPU, ms a request", "requests a second", "p50, ms", "p99, ms", "failed"]
    return _table(head, rows, figures=5)


def inside(costs: Costs) -> str:
    """Write what a request costs without a socket."""
    rows = [
        [name, *(f"{min(costs[name][work]):.1f}" for work in WORKS)]
        for name in APPLICATIONS
        if name in costs
    ]
    return _table(["µs of CPU", *WORKS], rows, figures=len(WORKS))


def instructions(counted: Mapping[str, Mapping[str, int]]) -> str:
    """Write how many instructions a request takes, and how many times those of others."""
    rows = [[name, *(f"{count[work]:,}" for work in WORKS)] for name, count in counted.items()]
    rows += [
        [f"ragmock ÷ {name}", *(f"{counted[RAGMOCK][work] / count[work]:.2f}" for work in WORKS)]
        for name, count in counted.items()
        if name not in {RAGMOCK, ANEW}
    ]
    return _table(["instructions", *WORKS], rows, figures=len(WORKS))


def starting(costs: Mapping[str, Sequence[float]]) -> str:
    """Write how long it takes until things are ready."""
    rows = [[name, _spread(figures, 2)] for name, figures in costs.items()]
    return _table(["until it is ready", "ms"], rows, figures=1)


def growth(grown: Grown, few: int) -> str:
    """Write what calls cost among few things and among many."""
    rows = [
        [
            f"{each.call}",
            f"{median(each.few):.0f}",
            f"{median(each.many):.0f}",
            f"{each.ratio:.2f}",
        ]
        for each in grown.growths
    ]
    told = ", ".join(f"{count:,} {things}" for things, count in grown.many.items())
    return _table(["call", f"µs among {few}", "µs among many", "ratio"], rows, figures=3) + (
        f"\n\nMany: {told}, or as many as could be made in the time."
    )


def storing(stored: Stored) -> str:
    """Write what a segment takes."""
    return (
        f"{stored.segments:,} segments of {stored.text:.0f} bytes: {stored.stored:,.0f} bytes "
        f"each, and {stored.index:,.0f} more in the index once they are searched by full text."
    )


def _spread(figures: Sequence[float], digits: int) -> str:
    told = (min(figures), median(figures), max(figures)) if len(figures) > 1 else figures
    return " / ".join(f"{each:,.{digits}f}" for each in told)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], figures: int) -> str:
    """Write a table whose last columns are figures."""
    sides = ["---"] * (len(head) - figures) + ["---:"] * figures
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, sides, *rows))
