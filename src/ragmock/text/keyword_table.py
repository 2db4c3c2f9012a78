"""Keyword search: which texts have which keywords."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from ragmock.text.keywords import keywords

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ragmock.domain.ranking import Entry, Places, Ranked

_LATIN: Final = re.compile("[a-zA-Z0-9]")


class KeywordTable:
    """The rows of each keyword. Case counts, as in Dify 1.2.0 and 1.16.0."""

    def __init__(self) -> None:
        self._rows: defaultdict[str, set[int]] = defaultdict(set)

    def change(self, gone: Sequence[Entry], fresh: Sequence[Entry]) -> None:
        """Take entries out, then others in."""
        for entry in gone:
            for keyword in entry.chunk.keywords or ():
                self._rows[keyword].discard(entry.row)
                if not self._rows[keyword]:
                    del self._rows[keyword]
        for entry in fresh:
            for keyword in entry.chunk.keywords or ():
                self._rows[keyword].add(entry.row)

    def best(self, query: str, limit: int, among: Collection[int] | None = None) -> Ranked:
        """Rank by how many of the query's keywords are keywords of the row, equals by their rows.

        The score is their share. (Dify ranks by the number and gives no score: null in 1.2.0, 0.0
        in 1.16; ties come in no order there.)
        """
        wanted = set(keywords(query))
        found = Counter(row for keyword in wanted for row in self._rows.get(keyword, ()))
        ranked = sorted(found.items(), key=lambda counted: (-counted[1], counted[0]))
        allowed = ranked if among is None else [each for each in ranked if each[0] in among]
        return [(row, count / len(wanted)) for row, count in allowed[:limit]]

    def shares(self, query: str, row: int) -> dict[str, float]:
        """Give what each keyword of the query adds to the score of a row."""
        wanted = dict.fromkeys(keywords(query))
        return {word: 1 / len(wanted) for word in wanted if row in self._rows.get(word, ())}

    def places(self, text: str, said: Collection[str]) -> Places:
        """Find where keywords stand in a text, as they are written; clients may add others."""
        found = {word: [each.span() for each in _written(word).finditer(text)] for word in said}
        return {word: known for word, known in found.items() if known}


def _written(keyword: str) -> re.Pattern[str]:
    """Match a keyword, but for one that is a part of a longer word."""
    before = r"(?<![a-zA-Z0-9])" if _LATIN.match(keyword[0]) else ""
    behind = r"(?![a-zA-Z0-9])" if _LATIN.match(keyword[-1]) else ""
    return re.compile(before + re.escape(keyword) + behind)
