"""A client with everything in mind that it did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

from .client import Wrong
from .model import Model

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from .client import Client

Json = dict[str, Any]
Thing = TypeVar("Thing")

WORDS: Final = ("apple", "birch", "cedar", "daisy", "elder", "fern", "grass", "hazel")
#: So many datasets there are, and documents in each: a world stays as large as it is.
MOST: Final = 4
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Actor:
    """Who does something in a world."""

    client: Client
    random: Random
    model: Model = field(default_factory=Model)
    gone: str = "nothingyet"  # a word that no segment has any more
    _named: int = 0

    def one(self, things: Iterable[Thing]) -> Thing | None:
        """Choose one of some things; None where there is none."""
        known = list(things)
        return self.random.choice(known) if known else None

    def name(self, what: str) -> str:
        """Give a name that nothing has."""
        self._named += 1
        return f"{what}-{self._named}"

    def line(self) -> str:
        """Make a line whose last word is in no other."""
        self._named += 1
        number, word = self._named, ""
        while number:
            number, rest = divmod(number, len(_LETTERS))
            word += _LETTERS[rest]
        return f"{' '.join(self.random.choices(WORDS, k=3))} zq{word}qz"

    def lines(self) -> list[str]:
        """Make some lines."""
        return [self.line() for _ in range(self.random.randint(1, 4))]

    async def found(self, path: str, name: str) -> Json:
        """Find a thing in a list by its name."""
        listed = await self.client.pages(path)
        found = [each for each in listed if each["name"] == name]
        if len(found) != 1:
            raise Wrong(f"{len(found)} of {path} have the name {name}, which was made once")
        return found[0]


def ids_of(listed: Iterable[Json]) -> list[str]:
    """Give the ids of what is listed."""
    return [each["id"] for each in listed]
