"""What happened on a server since it started, counted whatever its journals keep."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple


class Asked(NamedTuple):
    """What is told apart of requests; a text is empty where there is none."""

    provider: str
    operation: str
    status: int | None  # None where the answer never began
    refusal: str


class Fired(NamedTuple):
    """What is told apart of faults that fired."""

    operation: str
    fault: str  # what happened: the name of a refusal, of a broken connection, a status, `delay`


@dataclass
class Tally:
    """Numbers that only grow: no reset, and no end of a world, takes anything from them.

    They are of all worlds together: how many of those there are is up to clients.
    """

    requests: Counter[Asked] = field(default_factory=Counter)
    faults: Counter[Fired] = field(default_factory=Counter)
    dropped: int = 0  # entries that a journal had no room for
