"""Tables: rows by their keys, put back into their places when a call fails."""

from __future__ import annotations

from typing import NoReturn, TypeVar

from ragmock.domain.undoing import note

Row = TypeVar("Row")


class Table(dict[str, Row]):
    """Rows in the order in which they were made.

    A dictionary forgets where a row was that is deleted. So the rows get ranks when the first one
    is deleted, and what is put back is sorted in by them: only a call that fails pays for that.
    """

    _ranks: dict[str, int] | None = None  # until a row is deleted
    _next_rank = 0

    def __setitem__(self, key: str, row: Row) -> None:
        """Put a row in the place of the one with its key, or behind all others."""
        if key in self:
            note(dict.__setitem__, self, key, self[key])
        else:
            note(self._take_out, key)
            if self._ranks is not None:
                self._ranks[key] = self._next_rank
                self._next_rank += 1
        super().__setitem__(key, row)

    def __delitem__(self, key: str) -> None:
        """Delete a row."""
        note(self._put_in, key, self[key], self._ranked()[key])
        self._take_out(key)

    def pop(self, key: str, default: Row | None = None) -> Row | None:  # type: ignore[override]
        """Delete a row if it is there, and give it."""
        row = self.get(key, default)
        if key in self:
            del self[key]
        return row

    def rename(self, key: str, new_key: str, row: Row) -> None:
        """Put a row, under a key that no other has, in the place of one of another key."""
        rank = self._ranked()[key]
        del self[key]
        note(self._take_out, new_key)
        self._put_in(new_key, row, rank)

    def copy(self) -> Table[Row]:
        """Copy the table; the rows are shared."""
        return Table(self)

    def _ranked(self) -> dict[str, int]:
        if self._ranks is None:
            self._next_rank = len(self)
            self._ranks = dict(zip(self, range(self._next_rank), strict=True))
        return self._ranks

    def _take_out(self, key: str) -> None:
        dict.pop(self, key, None)
        if self._ranks is not None:
            self._ranks.pop(key, None)

    def _put_in(self, key: str, row: Row, rank: int) -> None:
        """Sort a row in; no other has its key."""
        ranks = self._ranked()
        ranks[key] = rank
        rows = sorted([*self.items(), (key, row)], key=lambda each: ranks[each[0]])
        dict.clear(self)
        dict.update(self, rows)

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("a table is written by [key] = row, del, pop and rename")

    # they would write past the steps
    clear = popitem = setdefault = update = __ior__ = _refuse  # pyright: ignore[reportAssignmentType]
