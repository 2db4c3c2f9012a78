"""What is noted in all journals of a server, in one order: who follows it learns of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from ragmock.journal.bell import Bell

if TYPE_CHECKING:
    from ragmock.journal.entry import Entry

_MARK: Final = re.compile(r"([0-9a-f]{8})-([0-9]{1,15})")


@dataclass
class Feed:
    """Numbers what is noted, from 1, and wakes whoever follows.

    Nothing is kept for them: who reads slowly is told what the journals still have.
    """

    last: int = 0  # the number of what was noted last
    is_over: bool = False
    bell: Bell = field(default_factory=Bell)
    run: str = field(default_factory=lambda: token_hex(4))  # another server has another one

    def count(self) -> int:
        """Count what is noted now; give its number."""
        self.last += 1
        return self.last

    def end(self) -> None:
        """Tell those who follow that the server ends."""
        self.is_over = True
        self.bell.ring()

    def mark(self, number: int) -> str:
        """Write how far somebody has read."""
        return f"{self.run}-{number}"

    def number_at(self, mark: str) -> int:
        """Read how far somebody has read; of what was told by another server, nothing."""
        read = _MARK.fullmatch(mark)
        return int(read[2]) if read and read[1] == self.run else 0


@dataclass(frozen=True)
class Happened:
    """A request in the order of all."""

    number: int
    is_unmatched: bool  # no world could be told for it
    entry: Entry
