"""A text that was cut out of another, or mended, and still knows where its characters stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts a text in place of a part; offsets are into the text as it is before."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Traced:
    """A text, and for each of its characters where it stood; of its end too.

    What was put in stands where it was put; its last character, where what it replaced ends.
    """

    text: str
    origins: Sequence[int]  # one more than there are characters

    @classmethod
    def of(cls, text: str) -> Traced:
        """Take a text as it is."""
        return cls(text, range(len(text) + 1))

    def part(self, start: int, end: int | None = None) -> Traced:
        """Cut a part out of it."""
        stop = len(self.text) if end is None else end
        return Traced(self.text[start:stop], self.origins[start : stop + 1])

    def edited(self, edits: Iterable[Edit]) -> Traced:
        """Put in what is said, in the order of the text; edits do not overlap, but may touch."""
        texts: list[str] = []
        origins: list[int] = []
        at = 0
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            texts += [self.text[at : edit.start], edit.text]
            origins += self.origins[at : edit.start]
            origins += [self.origins[edit.start]] * len(edit.text)
            if edit.text and edit.end > edit.start:
                origins[-1] = self.origins[edit.end - 1]
            at = edit.end
        texts.append(self.text[at:])
        origins += self.origins[at:]
        return Traced("".join(texts), origins)

    def origin(self, offset: int) -> int:
        """Say where a character stood."""
        return self.origins[offset]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Say from where to where a part stood."""
        if start == end:
            return self.origins[start], self.origins[start]
        return self.origins[start], min(self.origins[end - 1] + 1, self.origins[end])
