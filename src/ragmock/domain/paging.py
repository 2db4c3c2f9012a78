"""Pages of a list, and the wildcards that released servers let into a keyword.

As Dify 1.2.0 has it: a page below 1 is the first, a size below 1 means 20, at most 100 items are
given, and `has_more` only says that the page is full.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

DEFAULT_SIZE: Final = 20
LARGEST_SIZE: Final = 100

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """Some items of a list, and what was asked for."""

    items: Sequence[Item]
    total: int
    number: int
    limit: int

    @property
    def has_more(self) -> bool:
        """Whether the page is as full as was asked; there need not be more."""
        return len(self.items) == self.limit

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // _size(self.limit))


def page(items: Sequence[Item], number: int, limit: int) -> Page[Item]:
    """Cut one page out of `items`."""
    size = _size(limit)
    start = (max(number, 1) - 1) * size
    return Page(items[start : start + size], len(items), number, limit)


def matches(keyword: str, text: str, *, ignore_case: bool) -> bool:
    """Tell whether `text` contains `keyword`, with SQL's wildcards `%` and `_`."""
    place = 0
    for part in keyword.split("%"):  # the first place of each will do, so nothing is tried twice
        found = _pattern(part, ignore_case=ignore_case).search(text, place)
        if found is None:
            return False
        place = found.end()
    return True


@lru_cache(maxsize=256)
def _pattern(part: str, *, ignore_case: bool) -> re.Pattern[str]:
    source = "".join("." if letter == "_" else re.escape(letter) for letter in part)
    return re.compile(source, re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def _size(limit: int) -> int:
    return DEFAULT_SIZE if limit < 1 else min(limit, LARGEST_SIZE)
