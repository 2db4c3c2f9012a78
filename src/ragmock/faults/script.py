"""The faults of a world, in the order in which they were made."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from ragmock.domain.limits import SCRIPTED, NoRoomForFault
from ragmock.domain.tables import Table
from ragmock.domain.undoing import Kept
from ragmock.rejections import NoSuchFault

from .pace import Count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .effect import Effect
    from .matching import Match, Request
    from .pace import Pace

#: How many requests are kept of each fault.
KEPT: Final = 20


@dataclass(frozen=True)
class Plan:
    """A fault before it is part of a world."""

    match: Match
    pace: Pace
    effect: Effect
    after: bool  # whether the call is done before it fails
    said: dict[str, Any]  # the words that it was made with


@dataclass(frozen=True)
class Met:
    """A request that a fault fired for."""

    method: str
    path: str
    at: float  # seconds since 1970-01-01 UTC


@dataclass(frozen=True)
class Fault:
    """A fault of a world, and what was met of it."""

    id: str
    plan: Plan
    count: Count
    requests: deque[Met] = field(default_factory=lambda: deque(maxlen=KEPT))

    def copy(self) -> Fault:
        """Give the same, to be met further apart from this one."""
        return replace(self, count=self.count.copy(), requests=self.requests.copy())


@dataclass(frozen=True)
class Firing:
    """What one request is to meet."""

    fault: Fault
    retry_after: int | None  # whole seconds
    delay: float  # seconds before the answer

    @property
    def effect(self) -> Effect:
        """What happens."""
        return self.fault.plan.effect


@dataclass
class Script(Kept):
    """The faults of a world, tried in their order: a request meets the first that fires."""

    faults: Table[Fault] = field(default_factory=Table)
    made: int = 0

    def copy(self) -> Script:
        """Give the same faults, which go on apart from these."""
        return Script(Table({each.id: each.copy() for each in self}), self.made)

    def __iter__(self) -> Iterator[Fault]:
        """Go through the faults, the first made first."""
        return iter(self.faults.values())

    @property
    def looks_at_bodies(self) -> bool:
        """Whether a fault wants to know what a request sends."""
        return any(each.plan.match.body is not None for each in self)

    def add(self, plan: Plan) -> Fault:
        """Make a fault, behind the others; refuses with `NoRoomForFault`."""
        if len(self.faults) >= SCRIPTED:
            raise NoRoomForFault(SCRIPTED)
        self.made += 1
        fault = Fault(f"fault-{self.made}", plan, Count(plan.pace))
        self.faults[fault.id] = fault
        return fault

    def find(self, fault_id: str) -> Fault:
        """Give a fault; refuses with `NoSuchFault`."""
        if fault_id not in self.faults:
            raise NoSuchFault(fault_id)
        return self.faults[fault_id]

    def remove(self, fault_id: str) -> None:
        """Take a fault out; refuses with `NoSuchFault`."""
        del self.faults[self.find(fault_id).id]

    def clear(self) -> int:
        """Take all faults out; tell how many there were."""
        made = tuple(self.faults)
        for each in made:
            del self.faults[each]
        return len(made)

    def meet(self, request: Request, now: float) -> Firing | None:
        """Count a request, and tell which fault it meets, if any.

        What is spent is not asked any more, nor what stands behind a fault that fires.
        """
        for fault in self:
            count = fault.count
            if count.is_spent(now) or not fault.plan.match.meets(request) or not count.fires(now):
                continue
            fault.requests.append(Met(request.method, request.path, now))
            delay = fault.plan.effect.delay
            waits = delay.draw(count.drawing()) if delay else 0.0
            return Firing(fault, count.retry_after(now), waits)
        return None
