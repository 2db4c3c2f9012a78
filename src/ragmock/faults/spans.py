"""Lengths of time, and moments, as they are said."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from ragmock.rejections import ImpossibleFault

#: How many seconds the units have.
UNITS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}

_PART: Final = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)(ms|s|m|h|d)")
_WHOLE: Final = re.compile(rf"(?:{_PART.pattern})+")


def seconds(said: str) -> float:
    """Read a length of time: `30s`, `500ms`, `1h30m`; refuses with `ImpossibleFault`."""
    if not _WHOLE.fullmatch(said):
        raise ImpossibleFault(f"{said!r} is no length of time; write 30s, 500ms, 2m, 1h30m or 1d")
    return sum(float(count) * UNITS[unit] for count, unit in _PART.findall(said))


def moment(said: str, now: float) -> float:
    """Read a moment, a length of time from now or a date, as seconds since 1970-01-01 UTC.

    Refuses with `ImpossibleFault`.
    """
    if _WHOLE.fullmatch(said):
        return now + seconds(said)
    try:
        date = datetime.fromisoformat(said)
    except ValueError:
        date = None
    if date is None or date.tzinfo is None:
        raise ImpossibleFault(f"{said!r} is no time; write 30s, or 2026-01-01T00:00:00Z")
    return date.timestamp()
