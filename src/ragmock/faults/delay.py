"""How long an answer takes: real time, which the server waits, and nothing here does."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, Any, Final

from ragmock.rejections import ImpossibleFault

from .spans import seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

#: The longest delay, in seconds.
LONGEST: Final = 600.0


@dataclass(frozen=True)
class Uniform:
    """Any time from the least to the most is as likely, in seconds; one and the same is fixed."""

    least: float
    most: float

    def draw(self, random: Random) -> float:
        """Give the seconds for one answer."""
        return random.uniform(self.least, self.most)


@dataclass(frozen=True)
class Lognormal:
    """Half of the times are below the median, in seconds, and a few far above it."""

    median: float
    sigma: float

    def draw(self, random: Random) -> float:
        """Give the seconds for one answer."""
        return min(LONGEST, self.median * exp(self.sigma * random.gauss(0, 1)))


@dataclass(frozen=True)
class Dribble:
    """The answer is sent in so many pieces, over so many seconds."""

    chunks: int
    over: float

    def draw(self, _: Random) -> float:
        """Give the seconds before the answer begins: none."""
        return 0.0


Delay = Uniform | Lognormal | Dribble


def delay_of(said: Mapping[str, Any]) -> Delay:
    """Read a delay; refuses with `ImpossibleFault`."""
    ((kind, value),) = said.items()
    return _KINDS[kind](value)


def _fixed(said: str) -> Uniform:
    return Uniform(_span(said), _span(said))


def _uniform(said: list[str]) -> Uniform:
    least, most = map(_span, said)
    if least > most:
        raise ImpossibleFault(f"no time is from {said[0]} to {said[1]}")
    return Uniform(least, most)


def _lognormal(said: Mapping[str, Any]) -> Lognormal:
    return Lognormal(_span(said["median"]), said["sigma"])


def _dribble(said: Mapping[str, Any]) -> Dribble:
    return Dribble(said["chunks"], _span(said["over"]))


def _span(said: str) -> float:
    length = seconds(said)
    if length > LONGEST:
        raise ImpossibleFault(f"{said} is too long; an answer is delayed by 10 minutes at most")
    return length


_KINDS: Final[Mapping[str, Callable[[Any], Delay]]] = {
    "fixed": _fixed,
    "uniform": _uniform,
    "lognormal": _lognormal,
    "dribble": _dribble,
}
