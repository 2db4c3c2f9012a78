"""Where in a fixture something stands that the core refuses."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ragmock.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

Way = tuple[str | int, ...]  # the keys and places that lead to a value


class Misplaced(Exception):  # noqa: N818 - named after what happened
    """The core refused what stands at the end of a way."""

    def __init__(self, way: Way, why: str) -> None:
        self.way = way
        self.why = why


@contextmanager
def within(*way: str | int) -> Iterator[None]:
    """Say of what is refused where it stands."""
    try:
        yield
    except Refusal as refused:
        raise Misplaced(way, refused.why()) from None
    except Misplaced as wrong:
        raise Misplaced((*way, *wrong.way), wrong.why) from None
