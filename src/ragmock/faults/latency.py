"""How late every answer of a server is, whatever it is and whatever world it is of."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from ragmock.domain.undoing import Kept
from ragmock.rejections import BadLatency, ImpossibleFault

from .delay import delay_of

if TYPE_CHECKING:
    from .delay import Delay


class Latency(Kept):
    """What is drawn for each answer; the draws are the same in each run."""

    def __init__(self) -> None:
        self.said: str | None = None
        self._delay: Delay | None = None
        self._random = Random(0)  # noqa: S311 - to be drawn again, not to be secret

    def set(self, said: str | None) -> None:
        """Let answers be late by `200ms`, by any time of `200ms..2s`, or not.

        Refuses with `BadLatency`.
        """
        delay = None if said is None else _read(said)
        self.said, self._delay = said, delay

    def draw(self) -> float:
        """Give the seconds that an answer is late."""
        return self._delay.draw(self._random) if self._delay else 0.0


def _read(said: str) -> Delay:
    times = said.split("..")
    try:
        return delay_of({"fixed": said} if len(times) == 1 else {"uniform": times})
    except ImpossibleFault as refused:
        raise BadLatency(refused.reason) from None
    except ValueError:
        raise BadLatency(f"{said!r}: write 200ms, or 200ms..2s") from None
