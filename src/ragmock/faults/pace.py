"""How often a fault fires. Nothing here runs: each request asks, and brings the time with it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from math import ceil
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Quota:
    """So many requests pass within some seconds; a fault fires for those beyond."""

    requests: int
    per: float  # seconds


@dataclass(frozen=True)
class Pace:
    """How often a fault fires. What is not said is None, and holds nothing back.

    Of what is said all must agree, in the order in which it stands here.
    """

    times: int | None = None
    until: float | None = None  # seconds since 1970-01-01 UTC
    succeed_first: int = 0
    outage: float | None = None  # seconds, from the first request that fails
    quota: Quota | None = None
    probability: float | None = None
    seed: int = 0


@dataclass
class Count:
    """How far a fault has come."""

    pace: Pace
    matched: int = 0
    fired: int = 0
    draws: int = 0
    began: float | None = None  # when the outage did
    #: When those requests passed that a quota still counts.
    passed: deque[float] = field(default_factory=deque, repr=False)

    def copy(self) -> Count:
        """Give the same, to be counted further apart from this one."""
        return replace(self, passed=self.passed.copy())

    def drawing(self) -> Random:
        """Give what the next thing is drawn from.

        It follows from the seed and the number of the draw alone, so a copy draws the same.
        """
        self.draws += 1
        seed = f"{self.pace.seed}/{self.draws}"
        return Random(seed)  # noqa: S311 - to be drawn again, not to be secret

    @property
    def times_left(self) -> int | None:
        """How often it may fire yet; None where nothing limits it."""
        return None if self.pace.times is None else self.pace.times - self.fired

    @property
    def is_unmet(self) -> bool:
        """Whether it never fired, or less often than it was to."""
        return self.fired == 0 or bool(self.times_left)

    def is_spent(self, now: float) -> bool:
        """Tell whether it will never fire again."""
        pace = self.pace
        over = self.began is not None and now >= self.began + (pace.outage or 0)
        return self.times_left == 0 or over or (pace.until is not None and now >= pace.until)

    def fires(self, now: float) -> bool:
        """Count a request that it is for, and tell whether it fails."""
        self.matched += 1
        checks: tuple[Callable[[float], bool], ...] = (
            self._let_the_first_pass,
            self._is_out,
            self._is_beyond_the_quota,
            self._draws,
        )
        if not all(check(now) for check in checks):
            return False
        self.fired += 1
        return True

    def retry_after(self, now: float) -> int | None:
        """Tell in how many whole seconds the quota lets a request pass; None where there is none.

        At least one, as far as clients are to wait at all.
        """
        quota = self.pace.quota
        if quota is None:
            return None
        free = self.passed[0] + quota.per if self.passed else now + quota.per
        return max(1, ceil(free - now))

    def _let_the_first_pass(self, _: float) -> bool:
        return self.matched > self.pace.succeed_first

    def _is_out(self, now: float) -> bool:
        if self.pace.outage is not None and self.began is None:
            self.began = now
        return True  # when it is over, the fault is spent

    def _is_beyond_the_quota(self, now: float) -> bool:
        quota = self.pace.quota
        if quota is None:
            return True
        while self.passed and self.passed[0] + quota.per <= now:
            self.passed.popleft()
        if len(self.passed) >= quota.requests:
            return True
        self.passed.append(now)
        return False

    def _draws(self, _: float) -> bool:
        share = self.pace.probability
        return share is None or self.drawing().random() < share
