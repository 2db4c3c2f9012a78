"""How fast the documents of a world are indexed, and which of them come to another end.

A preset is chosen by a fixture, by what is planned for such names (planned.py), or by a marker
anywhere in a file's name:

    ragmock-stuck           waits in the queue for ever
    ragmock-hold-STAGE      comes as far as parsing, cleaning, splitting or indexing
    ragmock-pause           is paused while it is indexed
    ragmock-fail            fails while it is read
    ragmock-fail-60         fails when 60 % of its chunks are indexed
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from ragmock.domain.errors import OnlyOfErrors
from ragmock.domain.lifecycle import IMMEDIATE, WORKING, Failure, Run, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ragmock.domain.lifecycle import Pace

#: How many seconds a stage lasts; a small file takes three in all.
SECONDS: Final = 0.6
_CHUNKS_A_STAGE: Final = 100  # so many chunks make the stage INDEXING last once more as long

_MARKER: Final = re.compile(
    r"ragmock-(?:(stuck)|(pause)|hold-(parsing|cleaning|splitting|indexing)|fail(?:-(\d{1,3}))?)"
)


class Progression(StrEnum):
    """What makes an indexing go on."""

    IMMEDIATE = "immediate"  # it is completed when it is submitted
    TIME = "time"  # each stage lasts some seconds
    MANUAL = "manual"  # it is told to


@dataclass(frozen=True, slots=True)
class Preset:
    """Where an indexing ends, other than completed."""

    held: Stage | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """Where an indexing is to end, as it is said; refuses with `OnlyOfErrors`."""

    stage: Stage = Stage.COMPLETED
    reason: str | None = None
    share: float | None = None  # of the chunks that are indexed; without it, the file is not read

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Ending:
        """Read what is said of `stage`, `reason` and `share`."""
        return cls(Stage(said["stage"]), said.get("reason"), said.get("share"))

    def __post_init__(self) -> None:
        """Refuse what is said of an error and is none."""
        for field in ("reason", "share"):
            if getattr(self, field) is not None and self.stage is not Stage.ERROR:
                raise OnlyOfErrors(field, self.stage.value)

    def preset(self, name: str) -> Preset:
        """Give the preset for a file of this name, which a failure without a reason names."""
        if self.stage is Stage.COMPLETED:
            return Preset()
        if self.stage is not Stage.ERROR:
            return Preset(held=self.stage)
        if self.share is None:
            reason = self.reason or f"{name}: the file cannot be read"
            return Preset(failure=Failure(Stage.PARSING, reason))
        reason = self.reason or f"{name}: failed when {round(self.share * 100)} % was indexed"
        return Preset(failure=Failure(Stage.INDEXING, reason, self.share))


def preset_in(name: str) -> Preset:
    """Read the preset off a file's name; most have none."""
    found = _MARKER.search(name)
    if not found:
        return Preset()
    stuck, pause, hold, percent = found.groups()
    if stuck:
        return Preset(held=Stage.WAITING)
    if pause:
        return Preset(held=Stage.PAUSED)
    if hold:
        return Preset(held=Stage(hold))
    if percent is None:
        return Preset(failure=Failure(Stage.PARSING, f"{name}: told to fail by its name"))
    share = min(int(percent), 100) / 100
    reason = f"{name}: told by its name to fail at {int(share * 100)} %"
    return Preset(failure=Failure(Stage.INDEXING, reason, share))


def start(progression: Progression, seconds: float, now: float, chunks: int, preset: Preset) -> Run:
    """Submit an indexing of so many chunks."""
    told = () if progression is Progression.MANUAL else None
    pace = _pace(seconds, chunks) if progression is Progression.TIME else IMMEDIATE
    return Run(now, pace, preset.failure, preset.held, told)


def progression_of(run: Run) -> Progression:
    """Tell what makes an indexing go on, whatever the world is set to by now."""
    if run.told is not None:
        return Progression.MANUAL
    return Progression.TIME if run.pace else Progression.IMMEDIATE


def _pace(seconds: float, chunks: int) -> Pace:
    """Let the chunks of a large document take longer."""
    lasts: dict[Stage, float] = dict.fromkeys(WORKING, seconds)
    lasts[Stage.INDEXING] *= 1 + chunks // _CHUNKS_A_STAGE
    return lasts
