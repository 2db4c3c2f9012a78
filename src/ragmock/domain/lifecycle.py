"""The stages of a document's indexing, as a function of the document and the clock.

    waiting -> parsing -> cleaning -> splitting -> indexing -> completed
    any of them may be held (a document that is stuck), or end in error

Nothing runs: how far an indexing is follows from when it was submitted and how long each stage
lasts, or from how often it was told to go on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf
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
    """At which stage an indexing fails, when `share` of it is done, and why."""

    stage: Stage
    reason: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """One indexing of a document: when it was submitted, how fast it goes, where it ends."""

    submitted_at: float
    pace: Pace
    failure: Failure | None = None
    held: Stage | None = None  # it goes this far and no further; PAUSED is held while indexing
    told: tuple[float, ...] | None = None  # when it was told to go on, if it goes no other way


def stage(run: Run, now: float) -> Stage:
    """Tell at which stage `run` is at the moment `now`."""
    for step in WORKING:
        if run.held is step:
            return step
        if run.held is Stage.PAUSED and step is Stage.INDEXING:
            return Stage.PAUSED
        end = _end(run, step)
        if end is None or now < end:
            return step
        if run.failure and run.failure.stage is step:
            return Stage.ERROR
    return Stage.COMPLETED


def entered(run: Run, step: Stage, now: float) -> float | None:
    """Tell when `run` came to the stage `step`; None while it has not."""
    current = stage(run, now)
    if step is Stage.ERROR:
        return _end(run, run.failure.stage) if current is step and run.failure else None
    if step is Stage.PAUSED:
        return entered(run, Stage.INDEXING, now) if current is step else None
    if _order(step) > _order(_last_working(run, current)):
        return None
    return run.submitted_at if step is Stage.WAITING else _end(run, _before(step))


def progress(run: Run, now: float) -> float:
    """Tell which share of the stage INDEXING is done, from 0 to 1."""
    began = entered(run, Stage.INDEXING, now)
    if began is None or run.held is Stage.INDEXING or run.held is Stage.PAUSED:
        return 0.0
    failed = run.failure if run.failure and run.failure.stage is Stage.INDEXING else None
    if stage(run, now) is not Stage.INDEXING:
        return failed.share if failed else 1.0
    lasts = run.pace.get(Stage.INDEXING, 0.0)
    return 0.0 if run.told is not None or not lasts else min((now - began) / lasts, 1.0)


def reached(run: Run, share: float, now: float) -> float | None:
    """Tell when `share` of the stage INDEXING was done; None while it is not."""
    began = entered(run, Stage.INDEXING, now)
    if began is None or progress(run, now) < share:
        return None
    if run.told is not None:
        return _end(run, Stage.INDEXING)
    return began + share * run.pace.get(Stage.INDEXING, 0.0)


def completion(run: Run) -> float:
    """Tell when `run` is completed; infinity when it is not known to be, ever."""
    end = None if run.held or run.failure else _end(run, Stage.INDEXING)
    return inf if end is None else end


def moments(run: Run) -> Iterator[float]:
    """Go through the moments when `run` comes to another stage, as far as they are known."""
    for step in WORKING:
        end = None if run.held is step else _end(run, step)
        if end is None or (run.held is Stage.PAUSED and step is Stage.INDEXING):
            return
        yield end
        if run.failure and run.failure.stage is step:
            return


def due(run: Run, now: float) -> float | None:
    """Tell when `run` comes to its next stage; None when it is not known to, ever."""
    return next((each for each in moments(run) if now < each), None)


def foreseen(run: Run, step: Stage) -> float | None:
    """Tell when `run` comes to a stage; None when it does not, or not before it is told to."""
    if step is Stage.WAITING:
        return run.submitted_at
    if step is Stage.PAUSED:
        return foreseen(run, Stage.INDEXING) if run.held is step else None
    fails_at = _order(run.failure.stage) if run.failure else inf
    if step is Stage.ERROR:
        last = run.failure.stage if run.failure else None
    else:
        last = _before(step) if fails_at >= _order(step) else None
    if last is None:
        return None
    held_at = inf if run.held is None else _order(_last_working(run, run.held))
    return _end(run, last) if held_at > _order(last) else None


def is_busy(at: Stage) -> bool:
    """Tell whether an indexing at this stage is still under way."""
    return at not in (Stage.COMPLETED, Stage.ERROR)


def _end(run: Run, step: Stage) -> float | None:
    """Tell when a stage ends; None when that is not known yet."""
    steps = WORKING[: WORKING.index(step) + 1]
    if run.told is not None:
        return run.told[len(steps) - 1] if len(run.told) >= len(steps) else None
    lasts = [run.pace.get(each, 0.0) for each in steps]
    if run.failure and run.failure.stage is step:
        lasts[-1] *= run.failure.share
    return run.submitted_at + sum(lasts)


def _before(step: Stage) -> Stage:
    return WORKING[_order(step) - 1]


def _last_working(run: Run, current: Stage) -> Stage:
    if current is Stage.ERROR and run.failure:
        return run.failure.stage
    return Stage.INDEXING if current is Stage.PAUSED else current


def _order(step: Stage) -> int:
    return (*WORKING, Stage.COMPLETED).index(step)
