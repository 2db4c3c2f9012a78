"""Tables: rows by their keys, put back into their places when a call fails."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeVar, overload

from ragmock.domain.undoing import note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Row = TypeVar("Row")


class Digest(Protocol):
    """What is known of all rows of a table without going through them."""

    def follow(self, old: Any, new: Any) -> None:  # noqa: ANN401 - rows of its table
        """Take note of a row that takes the place of another; None is no row."""
        ...


Known = TypeVar("Known", bound=Digest)


class Table(dict[str, Row]):
    """Rows in the order in which they were made.

    A dictionary forgets where a row was that is deleted. So the rows get ranks when the first one
    is deleted, and what is put back is sorted in by them: only a call that fails pays for that. It
    also pays for digests: they are forgotten, and made anew when they are asked again.
    """

    _ranks: dict[str, int] | None = None  # until a row is deleted
    _next_rank = 0
    _digests: dict[type[Digest], Digest] | None = None  # until one is asked

    def __setitem__(self, key: str, row: Row) -> None:
        """Put a row in the place of the one with its key, or behind all others."""
        old = self.get(key)
        if key in self:
            note(self._go_back, dict.__setitem__, self, key, old)
        else:
            note(self._go_back, self._take_out, key)
            if self._ranks is not None:
                self._ranks[key] = self._next_rank
                self._next_rank += 1
        super().__setitem__(key, row)
        self._tell(old, row)

    def __delitem__(self, key: str) -> None:
        """Delete a row."""
        row = self[key]
        note(self._go_back, self._put_in, key, row, self._ranked()[key])
        self._take_out(key)
        self._tell(row, None)

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
        note(self._go_back, self._take_out, new_key)
        self._put_in(new_key, row, rank)
        self._tell(None, row)

    def digest(self, kind: type[Known]) -> Known:
        """Give a digest of the rows, which follows them from when it is first asked for."""
        known: dict[type[Digest], Any] = self._digests or {}
        found: Known | None = known.get(kind)
        if found is None:
            found = kind()
            for row in self.values():
                found.follow(None, row)
            self._digests = {**known, kind: found}
        return found

    def last_first(self) -> LastFirst[Row]:
        """Give the rows, the last first."""
        return LastFirst(self)

    def copy(self) -> Table[Row]:
        """Copy the table; the rows are shared."""
        return Table(self)

    def _ranked(self) -> dict[str, int]:
        if self._ranks is None:
            self._next_rank = len(self)
            self._ranks = dict(zip(self, range(self._next_rank), strict=True))
        return self._ranks

    def _tell(self, old: Row | None, new: Row | None) -> None:
        if self._digests is not None:
            for each in self._digests.values():
                each.follow(old, new)

    def _go_back(self, step: Callable[..., object], *arguments: object) -> None:
        """Take a write back; it may have ended before the digests were told of it."""
        self._digests = None
        step(*arguments)

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


class LastFirst(Sequence[Row]):
    """The rows of a table, the last first. A page of them goes through no others but those before.

    It shows the table as it is, so nothing may be written while it is gone through.
    """

    def __init__(self, rows: dict[str, Row]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        """Go through the rows."""
        return reversed(self._rows.values())

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        """Give a row, or some."""
        many = len(self)
        if isinstance(place, int):
            place = range(many)[place]
            return self[place : place + 1][0]
        start, stop, step = place.indices(many)
        if start < many - stop:
            return list(islice(self, start, max(start, stop)))[::step]
        rows = list(islice(self._rows.values(), many - max(start, stop), many - start))
        return rows[::-1][::step]
