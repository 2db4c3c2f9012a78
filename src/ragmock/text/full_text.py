"""Full-text search: BM25, by SQLite's FTS5."""

from __future__ import annotations

import json
import math
import sqlite3
from typing import TYPE_CHECKING, Final
from weakref import finalize

from ragmock.text.words import places_of, terms, words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ragmock.domain.ranking import Entry, Places, Ranked

_BM25: Final = "SELECT rowid, -rank FROM found WHERE found MATCH ?"
# The plus keeps SQLite from searching anew for each of the rows.
_AMONG: Final = "AND +rowid IN (SELECT value FROM json_each(?))"
_BEST: Final = "ORDER BY rank, rowid LIMIT ?"
_SHADOW: Final = -(2**62)


class FullText:
    """An inverted index over the words of texts.

    FTS5 counts a term that stands in half of the rows or more as if it said nothing, which in a
    base of three documents is most of them. So each row has an empty shadow, there is one shadow
    more, and no term does.
    """

    def __init__(self) -> None:
        # A world may be made in one thread and asked in another, never in both at once.
        self._table = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        finalize(self, self._table.close)  # Python 3.13 warns of what is not closed
        # The words come ready made; of this tokenizer only the blanks between them matter.
        self._table.execute("CREATE VIRTUAL TABLE found USING fts5(t, content='', tokenize=ascii)")
        self._table.execute("INSERT INTO found(rowid, t) VALUES (?, '')", (_SHADOW,))
        self._count = 0

    def change(self, gone: Sequence[Entry], fresh: Sequence[Entry]) -> None:
        """Take entries out, then others in."""
        run = self._table.executemany
        self._table.execute("BEGIN")
        removed = [(each.row, _words(each)) for each in gone]
        run("INSERT INTO found(found, rowid, t) VALUES ('delete', ?, ?)", removed)
        shadows = [(-row, "") for row, _ in removed]
        run("INSERT INTO found(found, rowid, t) VALUES ('delete', ?, ?)", shadows)
        run("INSERT INTO found(rowid, t) VALUES (?, ?)", ((e.row, _words(e)) for e in fresh))
        run("INSERT INTO found(rowid, t) VALUES (?, '')", ((-each.row,) for each in fresh))
        self._table.execute("COMMIT")
        self._count += len(fresh) - len(gone)

    def best(self, query: str, limit: int, among: Collection[int] | None = None) -> Ranked:
        """Rank the rows that have a term of the query, equals by their rows.

        The score is ``s / (s + m)`` for a BM25 of ``s``, where ``m`` is about that of a text which
        says each term once, while no other text says any. So it stays below 1, a text that says all
        comes near 0.5, and scores can be weighed with cosines.
        """
        asked = terms(query)
        rarest = math.log((2 * self._count + 0.5) / 1.5) if self._count else 1.0
        middle = len(asked) * rarest
        return [(row, s / (s + middle)) for row, s in self._bm25(asked, limit, among)]

    def shares(self, query: str, row: int) -> dict[str, float]:
        """Give what each term of the query adds to the BM25 of a row."""
        found = {term: self._bm25([term], 1, [row]) for term in terms(query)}
        return {term: bm25[0][1] for term, bm25 in found.items() if bm25}

    def places(self, text: str, said: Collection[str]) -> Places:
        """Find where terms stand in a text."""
        return places_of(text, said)

    def _bm25(self, asked: Sequence[str], limit: int, among: Collection[int] | None) -> Ranked:
        if not asked:
            return []
        match = " OR ".join(f'"{term}"' for term in asked)
        if among is None:
            found = self._table.execute(f"{_BM25} {_BEST}", (match, limit))
        else:
            rows = json.dumps(list(among))
            found = self._table.execute(f"{_BM25} {_AMONG} {_BEST}", (match, rows, limit))
        return found.fetchall()


def _words(entry: Entry) -> str:
    return " ".join(words(entry.text))
