"""The journal of a world: its last requests, as many as there is room for."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Protocol

from ragmock.domain.tables import Table
from ragmock.domain.undoing import keep
from ragmock.journal.bell import Bell
from ragmock.journal.feed import Feed, Happened
from ragmock.journal.refusals import NoSuchRequest
from ragmock.journal.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ragmock.journal.entry import Entry

KILOBYTE: Final = 1024


@dataclass(frozen=True)
class Room:
    """How much a journal keeps; sizes in bytes."""

    entries: int = 1000  # 0 keeps none
    body: int = 64 * KILOBYTE  # of each body
    total: int = 16 * KILOBYTE * KILOBYTE  # of all that one journal keeps


class Noted(Protocol):
    """What becomes an entry when it is read."""

    @property
    def id(self) -> int:
        """Its number."""
        ...

    @property
    def weight(self) -> int:
        """About how much memory it takes, in bytes."""
        ...

    def told(self) -> Entry:
        """Tell it."""
        ...


class Journal:
    """The requests of a world, the oldest dropped first.

    They are numbered from 1 in the order in which they were answered, so that all that is noted
    after a request has a higher number. Another thread may read while one writes.
    """

    def __init__(self, room: Room, feed: Feed | None = None) -> None:
        self.room = room
        self.feed = feed or Feed()  # which several journals share
        self.bell = Bell()  # rung whenever something happens in the world
        self.dropped = 0  # how many there was no room for
        self.last_id = 0
        self._newest = 0  # its number in the feed
        self._entries: deque[tuple[Noted, int, int]] = deque()  # with weight, and number
        self._weight = 0

    def note(self, noted: Noted) -> int:
        """Keep what becomes an entry, whose id is `next_id`; tell how many were dropped for it."""
        before = self.dropped
        self.last_id = noted.id
        weight = noted.weight
        self._newest = self.feed.count()
        self._entries.append((noted, weight, self._newest))
        self._weight += weight
        while len(self._entries) > self.room.entries or self._weight > self.room.total:
            _, gone, _ = self._entries.popleft()
            self._weight -= gone
            self.dropped += 1
        self.bell.ring()
        self.feed.bell.ring()
        return self.dropped - before

    def __len__(self) -> int:
        """Count the entries that are kept."""
        return len(self._entries)

    @property
    def next_id(self) -> int:
        """The id of the next entry."""
        return self.last_id + 1

    def newest(self) -> Iterator[Entry]:
        """Go through the entries, the newest first."""
        return (noted.told() for noted, _, _ in reversed(tuple(self._entries)))

    def after(self, number: int) -> list[tuple[int, Noted]]:
        """List what came after what has a number in the feed, the newest first.

        It looks no further, and is asked by the thread that writes.
        """
        if self._newest <= number:
            return []
        fresh = takewhile(lambda one: one[2] > number, reversed(self._entries))
        return [(at, each) for each, _, at in fresh]

    def backwards(self) -> Iterator[tuple[int, Noted]]:
        """Go through all with their numbers in the feed, the newest first."""
        return ((at, each) for each, _, at in reversed(self._entries))

    def get(self, entry_id: int) -> Entry:
        """Find an entry; refuses with `NoSuchRequest`."""
        for noted, _, _ in tuple(self._entries):
            if noted.id == entry_id:
                return noted.told()
        raise NoSuchRequest(entry_id, self.dropped)

    def forget(self, which: Callable[[Entry], bool] | None = None) -> int:
        """Delete entries, or all; tell how many there were. The numbers go on."""
        kept = deque(each for each in self._entries if which and not which(each[0].told()))
        gone = len(self._entries) - len(kept)
        keep(self, "_entries", "_weight", "dropped")
        self._entries = kept
        self._weight = sum(weight for _, weight, _ in kept)
        if not kept:
            self.dropped = 0
        return gone


def is_of(entry: Entry, world: str | None, *, unnamed: bool) -> bool:
    """Tell whether a request is of a world, or went astray and names none; all are of None."""
    if world is None or entry.world == world:
        return True
    return unnamed and entry.world is None and entry.is_unmatched


@dataclass
class Journals:
    """The journals of a server: one for each world, and one for what is of no world."""

    room: Room = field(default_factory=Room)
    of_worlds: Table[Journal] = field(default_factory=Table)
    of_none: Journal = field(init=False)
    feed: Feed = field(default_factory=Feed)  # of all of them
    tally: Tally = field(default_factory=Tally)  # of what journals may forget
    #: Is told of each request before its answer goes out, also where no journal keeps it.
    log: Callable[[Entry], None] | None = None

    def __post_init__(self) -> None:
        """Begin the journal of what is of no world."""
        self.of_none = Journal(self.room, self.feed)

    def __iter__(self) -> Iterator[Journal]:
        """Go through all of them."""
        yield from (*self.of_worlds.values(), self.of_none)

    def of(self, world: str) -> Journal:
        """Give the journal of the world of a name."""
        if world not in self.of_worlds:
            self.of_worlds[world] = Journal(self.room, self.feed)
        return self.of_worlds[world]

    def after(
        self, number: int, world: str | None, most: int, *, unnamed: bool = False
    ) -> list[Happened]:
        """List what came after a number of the feed, the oldest first, and so many at most.

        With a world, what its keys were good for, and what else they were sent with; with
        `unnamed`, also what went astray with no key that names a world.
        """
        fresh = [
            (at, journal is self.of_none, noted)
            for journal in self._telling_of(world)
            for at, noted in journal.after(number)
        ]
        fresh.sort(key=itemgetter(0))
        told = (Happened(at, lost, noted.told()) for at, lost, noted in fresh)
        wanted = (each for each in told if is_of(each.entry, world, unnamed=unnamed))
        return list(islice(wanted, most))

    def before_the_last(self, count: int, world: str | None, *, unnamed: bool = False) -> int:
        """Give the number of the feed after which so many came that are kept, or fewer."""
        journals = self._telling_of(world)
        told = merge(*(each.backwards() for each in journals), key=itemgetter(0), reverse=True)
        wanted = (at for at, noted in told if is_of(noted.told(), world, unnamed=unnamed))
        return next(islice(wanted, count, None), 0)

    def _telling_of(self, world: str | None) -> Iterator[Journal]:
        """Go through the journals that may tell of a world, or through all."""
        if world is None:
            yield from self
            return
        if world in self.of_worlds:  # else it has ended
            yield self.of_worlds[world]
        yield self.of_none
