"""The stages of a document's indexing, as a function of the document and the clock.

    waiting -> parsing -> cleaning -> splitting -> indexing -> completed
    any of them may be held (a document that is stuck), or end in error

Nothing runs: how far an indexing is follows from when it was submitted and from its pace.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Stage(StrEnum):
    """Where the indexing of a document stands."""

    WAITING = "waiting"
    PARSING = "parsing"
    CLEANING = "cleaning"
    SPLITTING = "splitting"
    INDEXING = "indexing"
    COMPLETED = "completed"
    PAUSED = "paused"
    ERROR = "error"


#: The stages that take time, in order.
WORKING: Final = (Stage.WAITING, Stage.PARSING, Stage.CLEANING, Stage.SPLITTING, Stage.INDEXING)
#: How many seconds each stage lasts; a stage that is not named lasts none.
Pace = Mapping[Stage, float]
IMMEDIATE: Final[Pace] = {}


@dataclass(frozen=True, slots=True)
class Failure:
    """At the end of which stage an indexing fails, and why."""

    stage: Stage
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """One indexing of a document: when it was submitted, how fast it goes, where it ends."""

    submitted_at: float
    pace: Pace
    failure: Failure | None = None
    held: Stage | None = None  # it goes this far and no further; PAUSED is held while indexing


def stage(run: Run, now: float) -> Stage:
    """Tell at which stage `run` is at the moment `now`."""
    for step in WORKING:
        if run.held is step:
            return step
        if run.held is Stage.PAUSED and step is Stage.INDEXING:
            return Stage.PAUSED
        if now < _end(run, step):
            return step
        if run.failure and run.failure.stage is step:
            return Stage.ERROR
    return Stage.COMPLETED


def entered(run: Run, step: Stage, now: float) -> float | None:
    """Tell when `run` came to the stage `step`; None while it has not."""
    current = stage(run, now)
    if step is Stage.ERROR:
        failed = current is Stage.ERROR and run.failure
        return _end(run, run.failure.stage) if failed and run.failure else None
    at = run.submitted_at if step is Stage.WAITING else _end(run, _before(step))
    return at if _order(step) <= _order(_last_working(run, current)) else None


def is_busy(at: Stage) -> bool:
    """Tell whether an indexing at this stage is still under way."""
    return at not in (Stage.COMPLETED, Stage.ERROR)


def _end(run: Run, step: Stage) -> float:
    steps = WORKING[: WORKING.index(step) + 1]
    return run.submitted_at + sum(run.pace.get(each, 0.0) for each in steps)


def _before(step: Stage) -> Stage:
    return WORKING[_order(step) - 1]


def _last_working(run: Run, current: Stage) -> Stage:
    if current is Stage.ERROR and run.failure:
        return run.failure.stage
    return Stage.INDEXING if current is Stage.PAUSED else current


def _order(step: Stage) -> int:
    return (*WORKING, Stage.COMPLETED).index(step)
