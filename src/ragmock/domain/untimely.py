"""What is refused by the clock, as values with facts: BadTime, RateReached."""

from dataclasses import dataclass

from ragmock.domain.errors import Refusal


@dataclass(eq=False)
class BadTime(Refusal):
    """A clock does not take this."""

    said: object
    reason: str

    def why(self) -> str:  # noqa: D102
        return f"{self.said!r}: {self.reason}"


@dataclass(eq=False)
class RateReached(Refusal):
    """The world takes no more requests now; `wait` is in seconds, None where it takes none ever."""

    limit: int
    wait: float | None
    free_at: str | None

    def why(self) -> str:  # noqa: D102
        told = f"the world takes {self.limit} writes and searches in a minute of its clock"
        if self.wait is None:
            return told
        return (
            f"{told}, and refused ones count; one is free at {self.free_at}, in {self.wait:.1f} "
            "seconds, if none is sent before"
        )
