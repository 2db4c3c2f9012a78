"""What time it is in a world. Everything that shows or compares a time asks here."""

import time
from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """A world's clock: the real one, moved by what tests and users asked for."""

    def __init__(self, source: Callable[[], float] = time.time, offset: float = 0.0) -> None:
        self._source = source
        self._offset = offset

    def now(self) -> float:
        """Seconds since 1970-01-01 UTC."""
        return self._source() + self._offset

    def seconds_to(self, moment: float) -> float | None:
        """Tell how many real seconds pass until a moment; None where it never comes by itself."""
        return max(moment - self.now(), 0.0)

    def advance(self, seconds: float) -> None:
        """Move the clock forward."""
        self._offset += seconds


def utc(moment: float) -> datetime:
    """Give a moment as a date in UTC."""
    return datetime.fromtimestamp(moment, tz=UTC)
