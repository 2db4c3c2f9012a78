"""How many requests a world takes in a minute of its own clock."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from ragmock.domain.clock import LATEST, written
from ragmock.domain.untimely import RateReached

WINDOW: Final = 60.0  # seconds


class Requests:
    """When requests were made, as far back as it matters.

    The window slides. A request that is refused counts too, as in Dify 1.2.0 to 1.16, which notes
    each one before it counts them.
    """

    def __init__(self, times: Iterable[float] = ()) -> None:
        self._times: deque[float] = deque(times)

    def __iter__(self) -> Iterator[float]:
        """Go through the times of those that still matter, the earliest first."""
        return iter(self._times)

    def copy(self) -> "Requests":
        """Give the same, to be counted further apart from these."""
        return Requests(self._times)

    def count(self, now: float, limit: int) -> None:
        """Count a request; refuses with `RateReached` when there were `limit` in the window."""
        times = self._times
        while times and times[0] <= now - WINDOW:
            times.popleft()
        while times and times[-1] > now:  # made before the clock was set back
            times.pop()
        is_one_too_many = len(times) >= limit
        times.append(now)
        while len(times) > limit:
            times.popleft()
        if is_one_too_many:
            free = times[0] + WINDOW if times else None
            raise RateReached(
                limit,
                None if free is None else free - now,
                None if free is None else written(min(free, LATEST)),
            )
