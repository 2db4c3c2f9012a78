"""Turning a world's clock, as it is said: until when, and by how much."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from ragmock.domain.clock import LATEST, Clock
from ragmock.domain.untimely import BadTime

NEXT: Final = "next"
#: How many seconds the units have.
UNITS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}

_PART: Final = re.compile(r"(\d{1,15}(?:\.\d{1,15})?)(ms|s|m|h|d)", re.ASCII)
_WHOLE: Final = re.compile(rf"(?:{_PART.pattern})+", re.ASCII)


def turn(clock: Clock, said: Mapping[str, Any], due: Callable[[], float | None]) -> None:
    """Do one of `freeze`, `speed`, `set` and `advance`; refuses with `BadTime`.

    `due` tells when the next thing happens, which `{"advance": "next"}` goes to.
    """
    ((what, value),) = said.items()
    _TURNS[what](clock, value, due)


def moment(said: str | float | datetime) -> float:
    """Read a moment: a date as ISO 8601 has it, or seconds since 1970-01-01 UTC."""
    if isinstance(said, datetime):
        return _stamp(said, said.isoformat())
    if not isinstance(said, str):
        return said
    try:
        date = datetime.fromisoformat(said)
    except ValueError:
        raise BadTime(said, "write a time as 2026-01-01T00:00:00Z") from None
    return _stamp(date, said)


def seconds(said: str | float | timedelta) -> float:
    """Read a length of time: `30s`, `500ms`, `1h30m`, or seconds."""
    if isinstance(said, timedelta):
        length = said.total_seconds()
    elif not isinstance(said, str):
        length = said
    elif _WHOLE.fullmatch(said):
        length = sum(float(count) * UNITS[unit] for count, unit in _PART.findall(said))
    else:
        raise BadTime(said, "write a length of time as 30s, 500ms, 2m, 1h30m or 1d")
    if not length >= 0:
        raise BadTime(said, "advance goes forward; set takes an earlier time")
    return length


def _stamp(date: datetime, said: str) -> float:
    if date.tzinfo is None:
        raise BadTime(said, "name the zone, as in 2026-01-01T00:00:00Z")
    return date.timestamp()


def _freeze(clock: Clock, frozen: bool, _: object) -> None:  # noqa: FBT001 - as it is said
    clock.freeze(frozen=frozen)


def _run_at(clock: Clock, speed: float, _: object) -> None:
    clock.run_at(speed)


def _set(clock: Clock, said: str | float | datetime, _: object) -> None:
    clock.set(moment(said))


def _advance(clock: Clock, said: str | float | timedelta, due: Callable[[], float | None]) -> None:
    if said != NEXT:
        clock.advance(seconds(said))
        return
    then = due()
    if then is not None:
        clock.set(min(then, LATEST))


_TURNS: Final[Mapping[str, Callable[[Clock, Any, Callable[[], float | None]], None]]] = {
    "freeze": _freeze,
    "speed": _run_at,
    "set": _set,
    "advance": _advance,
}
