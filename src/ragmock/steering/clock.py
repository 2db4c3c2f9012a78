"""The clock of a world."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .calls import Calls, Json


class SteeredClock:
    """Time in a world. What a clock does not take is `Refused` as `bad_time`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def show(self) -> Json:
        """Show how it stands."""
        return self._calls.get("/clock")

    def now(self) -> float:
        """Seconds since 1970-01-01 UTC."""
        return float(self.show()["seconds"])

    def next(self) -> float | None:
        """When a document next comes to another stage by itself; None when none does."""
        due = self.show()["next"]
        return None if due is None else datetime.fromisoformat(due).timestamp()

    def freeze(self, *, frozen: bool = True) -> None:
        """Stop it, or let it go on from where it stands."""
        self._calls.post("/clock", {"freeze": frozen})

    def speed(self, speed: float) -> None:
        """Let it go so many seconds in one."""
        self._calls.post("/clock", {"speed": speed})

    def set(self, moment: str | float | datetime) -> None:
        """Set it: to `2026-01-01T00:00:00Z`, to seconds since 1970-01-01 UTC, or a date."""
        told = moment.isoformat() if isinstance(moment, datetime) else moment
        self._calls.post("/clock", {"set": told})

    def advance(self, by: str | float | timedelta = "next") -> None:
        """Move it by `30s`, `1h30m` or seconds, or to the `next` thing that is due."""
        told = by.total_seconds() if isinstance(by, timedelta) else by
        self._calls.post("/clock", {"advance": told})
