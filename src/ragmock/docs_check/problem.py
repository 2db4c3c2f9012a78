"""What is wrong with a text, told by offsets into it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ragmock.docs_check.traced import Traced


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: which, from where to where (in characters, the end is behind it), and so on."""

    name: str  # which mistake: trailing-comma
    start: int
    end: int
    stands: str  # what stands there
    meaning: str  # one sentence on what it leads to
    suggestion: str = ""  # text to put in place of what stands there
    pointer: str = ""  # which value of the JSON it is about

    def moved(self, text: Traced) -> Problem:
        """Tell the same in the text from which this one, that it was found in, was cut."""
        start, end = text.span(self.start, self.end)
        return replace(self, start=start, end=end)
