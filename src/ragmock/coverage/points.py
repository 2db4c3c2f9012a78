"""What there is to try of the contract, point by point."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """What a point is about."""

    ANSWER = "answer"  # a success by its status, a refusal by its name
    PARAMETER = "parameter"  # one that need not be sent
    FIELD = "field"  # of the body, that need not be sent; `a.b`, or `a[].b` within a list
    VALUE = "value"  # one of those that a parameter or a field may have
    PAGE = "page"  # another than the first
    FORMAT = "format"  # of a file, by the ending of its name
    STAGE = "stage"  # that a client saw something in


@dataclass(frozen=True)
class Point:
    """One thing that a client can try."""

    kind: Kind
    name: str
    of: str = ""  # the parameter or field that has the value, the thing that is in the stage
    status: int | None = None  # of an answer
    only_by_fault: bool = False  # no request brings it about


class Points:
    """Points, each with a bit of its own: what was tried of them is a number."""

    def __init__(self) -> None:
        self._bits: dict[Point, int] = {}

    def add(self, point: Point) -> int:
        """Give the bit of a point, which may be there already."""
        return self._bits.setdefault(point, 1 << len(self._bits))

    def within(self, tried: int) -> Iterator[tuple[Point, bool]]:
        """Tell of each point whether it was tried."""
        return ((point, bool(tried & bit)) for point, bit in self._bits.items())
