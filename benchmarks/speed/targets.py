"""What is to be reached, and whether it was."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.speed import growth, starting
from benchmarks.speed.peers import BARE, PRISM, RAGMOCK, STARLETTE, STARLETTE_ORJSON
from benchmarks.speed.work import ONE, WORKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.memory import Step
    from benchmarks.speed.growth import Grown
    from benchmarks.speed.rounds import Seen
    from benchmarks.speed.storing import Stored

_CPU: Final = (  # a peer, and how many times its CPU a request may take
    (STARLETTE, 1.0),
    (STARLETTE_ORJSON, 1.5),
    (PRISM, 1 / 3),
)
_READY: Final = (  # milliseconds
    (starting.HELP, 150.0),
    (starting.THREAD, 50.0),
    (starting.WORLD, 5.0),
    (starting.BUSY, 5.0),
    (starting.RESET, 1.0),
)
_GROWTH: Final = 1.3
_TAIL: Final = 5.0
_LEFT: Final = 10.0  # blocks; one for each call would be a thousand


@dataclass(frozen=True)
class Target:
    """One thing to reach."""

    what: str
    bound: float
    reached: float
    unit: str = ""
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        """Whether it was reached."""
        if self.at_least:
            return self.reached >= self.bound
        return self.reached <= self.bound


def of_rounds(seen: Mapping[str, Seen]) -> Iterator[Target]:
    """Give the targets that are met by a server over HTTP, as far as the peers were there."""
    ours = seen[RAGMOCK]
    measured = {name: each for name, each in seen.items() if each.loads and ours.loads}
    for peer, bound in _CPU:
        for work in WORKS if peer in measured else ():
            ratio = _cpu(ours, work) / _cpu(seen[peer], work)
            yield Target(f"CPU of {work} ÷ that of {peer}", bound, ratio)
    if BARE in measured:
        ratio = _rate(ours) / _rate(seen[BARE])
        yield Target(f"requests a second, {ONE} ÷ {BARE}", 0.4, ratio, at_least=True)
    if ours.starts:
        yield Target("from the start to the first 200", 0.7, median(ours.starts), " s")
        yield Target("memory, idle", 70, median(ours.memory), " MB")
    for work, loads in ours.loads.items():
        tail = median(each.p99 / each.p50 for each in loads)
        yield Target(f"p99 ÷ median of {work}", _TAIL, tail)


def of_starting(costs: Mapping[str, Sequence[float]]) -> Iterator[Target]:
    """Give the targets of what is to be ready soon."""
    for name, bound in _READY:
        yield Target(name, bound, median(costs[name]), " ms")


def of_storing(stored: Stored, steps: Sequence[Step]) -> Iterator[Target]:
    """Give the targets of memory; what grows over the steps was left behind."""
    told = f"a stored segment of {stored.text:.0f} bytes, without indexes"
    yield Target(told, stored.allowed, stored.stored, " bytes")
    left = (steps[-1].blocks - steps[0].blocks) / (steps[-1].calls - steps[0].calls)
    yield Target("blocks of memory left behind by a thousand calls", _LEFT, left * 1000)


def of_growth(grown: Grown) -> Iterator[Target]:
    """Give the targets of each call among many things."""
    for each in grown.growths:
        among = f"{grown.many[each.things]:,} {each.things} ÷ among {growth.FEW}"
        yield Target(f"{each.call}: CPU among {among}", _GROWTH, each.ratio)


def table(targets: Sequence[Target]) -> str:
    """Write them as a table."""
    rows = ["| what | target | reached | met |", "| --- | ---: | ---: | --- |"]
    for each in targets:
        sign = "≥" if each.at_least else "≤"
        bound, reached = f"{_figure(each.bound)}{each.unit}", f"{_figure(each.reached)}{each.unit}"
        rows.append(
            f"| {each.what} | {sign} {bound} | {reached} | {'yes' if each.is_met else 'no'} |"
        )
    met = sum(each.is_met for each in targets)
    return "\n".join([*rows, "", f"{met} of {len(targets)} are met."])


def _figure(number: float) -> str:
    return f"{number:,.0f}" if number >= 20 else f"{number:.2f}"  # noqa: PLR2004


def _cpu(seen: Seen, work: str) -> float:
    """Give the least of all rounds: other work on the machine only adds to it."""
    return min(each.cpu for each in seen.loads[work])


def _rate(seen: Seen) -> float:
    """Give the best of all rounds."""
    return max(each.rate for each in seen.loads[ONE])
