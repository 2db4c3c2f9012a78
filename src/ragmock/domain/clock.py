"""What time it is in a world. Everything that shows or compares a time asks here."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from ragmock.domain.undoing import keep
from ragmock.domain.untimely import BadTime

#: Seconds since 1970-01-01 UTC that a clock may be set to: every date between can be written.
EARLIEST: Final = 0.0
LATEST: Final = 253_402_214_400.0  # 9999-12-31; a day before a date cannot be written any more
SLOWEST: Final = 0.001
FASTEST: Final = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Reading:
    """How a clock stands at a moment."""

    now: float  # seconds since 1970-01-01 UTC
    frozen: bool = False
    speed: float = 1.0


class Clock:
    """A world's clock: the real one, until it is frozen, set, or made to run at another speed.

    `now` never goes back unless it is set, not even when the machine's own clock does; a change of
    speed does not make it jump. At the end of time it stands still. Within a call it is `held`, so
    that all of the call happens at one moment.
    """

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self._since = self._seen = self._then = source()  # when it was touched: there, and here
        self._speed = 1.0
        self._frozen = False
        self._held: float | None = None

    def going_on(self, reading: Reading) -> "Clock":
        """Make another clock that goes on from how one stood; refuses with `BadTime`."""
        clock = Clock(self._source)
        clock.run_at(reading.speed)
        clock.freeze(frozen=reading.frozen)  # before it is set, or it would go on a little
        clock.set(reading.now)
        return clock

    def read(self) -> Reading:
        """Tell how it stands."""
        return Reading(self.now(), self._frozen, self._speed)

    @property
    def frozen(self) -> bool:
        """Whether it stands still."""
        return self._frozen

    @property
    def speed(self) -> float:
        """How many seconds it goes in one, while it is not frozen."""
        return self._speed

    def now(self) -> float:
        """Seconds since 1970-01-01 UTC."""
        if self._held is not None:
            return self._held
        real = self._source()
        if real < self._seen:  # the machine's clock was set back
            self._then, self._since = self._at(self._seen), real
        self._seen = real
        return self._at(real)

    def hold(self, moment: float | None) -> None:
        """Say this moment until it is let go, by None or by being turned."""
        self._held = moment

    def freeze(self, *, frozen: bool = True) -> None:
        """Stop it, or let it go on from where it stands."""
        self._touch(self.now())
        self._frozen = frozen

    def run_at(self, speed: float) -> None:
        """Let it go on at another speed; refuses with `BadTime`."""
        if not SLOWEST <= speed <= FASTEST:
            raise BadTime(speed, f"a speed is from {SLOWEST:g} to {FASTEST:,.0f}")
        self._touch(self.now())
        self._speed = float(speed)

    def set(self, moment: float) -> None:
        """Set it to a moment, also an earlier one; refuses with `BadTime`."""
        if not EARLIEST <= moment <= LATEST:
            raise BadTime(moment, f"times are from {written(EARLIEST)} to {written(LATEST)}")
        self._touch(float(moment))

    def seconds_to(self, moment: float) -> float | None:
        """Tell how many real seconds pass until a moment; None where it never comes by itself."""
        left = moment - self.now()
        if left <= 0:
            return 0.0
        return None if self._frozen else left / self._speed

    def advance(self, seconds: float) -> None:
        """Move it; refuses with `BadTime`."""
        self.set(self.now() + seconds)

    def _touch(self, moment: float) -> None:
        """Let it go on from a moment; whatever turns it comes here first."""
        keep(self, "_then", "_since", "_seen", "_speed", "_frozen")
        self._then, self._since = moment, self._source()
        self._seen = self._since
        self._held = None

    def _at(self, real: float) -> float:
        """Tell what it says when the machine's clock says `real`."""
        if self._frozen:
            return self._then
        return min(self._then + (real - self._since) * self._speed, LATEST)


def utc(moment: float) -> datetime:
    """Give a moment as a date in UTC."""
    return datetime.fromtimestamp(moment, tz=UTC)


def written(moment: float) -> str:
    """Write a moment as ISO 8601 does, in UTC."""
    return utc(moment).isoformat().replace("+00:00", "Z")
