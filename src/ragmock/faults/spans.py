"""Lengths of time, and moments, as they are said of a fault: the words are those of the clock."""

from __future__ import annotations

from ragmock.domain import turning
from ragmock.domain.clock import EARLIEST, LATEST, written
from ragmock.domain.untimely import BadTime
from ragmock.rejections import ImpossibleFault


def seconds(said: str) -> float:
    """Read a length of time: `30s`, `500ms`, `1h30m`; refuses with `ImpossibleFault`."""
    try:
        return turning.seconds(said)
    except BadTime as refused:
        raise ImpossibleFault(refused.why()) from None


def moment(said: str, now: float) -> float:
    """Read a moment, a length of time from now or a date, as seconds since 1970-01-01 UTC.

    Refuses with `ImpossibleFault`.
    """
    then = _moment(said, now)
    if not EARLIEST <= then <= LATEST:
        bounds = f"{written(EARLIEST)} to {written(LATEST)}"
        raise ImpossibleFault(f"{said!r} is no time of a world; they are from {bounds}")
    return then


def _moment(said: str, now: float) -> float:
    for read, since in ((turning.seconds, now), (turning.moment, 0.0)):
        try:
            return since + read(said)
        except BadTime:
            continue
    raise ImpossibleFault(f"{said!r} is no time; write 30s, or 2026-01-01T00:00:00Z")
