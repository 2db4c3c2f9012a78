"""How a world came to be what it is, but for what clients asked, which its journal has."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ragmock.snapshots.snapshot import Snapshot

#: How many bytes are kept of what the steps of a story say.
HEAVIEST: Final = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Step:
    """A call of the control plane that changed a world in its place."""

    after: int  # the id of the last request that was answered before it
    at: float  # seconds since 1970-01-01 UTC, by the world's clock
    method: str
    path: str
    query: str
    body: bytes  # JSON; empty of none


@dataclass
class Story:
    """A world as it began, and the steps that it was steered by.

    A story begins anew where another world takes the name, and where more was done to it than a
    step can tell: what a fixture added came from a file.
    """

    beginning: Snapshot
    since: int  # the id of the last request before it
    room: int  # how many steps are kept
    steps: deque[Step] = field(default_factory=deque)
    lost: int = 0  # how many there was no room for
    weight: int = 0  # of the bodies, in bytes

    def note(self, step: Step) -> None:
        """Keep a step."""
        self.steps.append(step)
        self.weight += len(step.body)
        while len(self.steps) > self.room or self.weight > HEAVIEST:
            self.weight -= len(self.steps.popleft().body)
            self.lost += 1
