"""What a call writes: which things it creates, changes and deletes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

#: So many are listed of one call; the others are counted.
MOST: Final = 100


class Deed(StrEnum):
    """What was done to a thing."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"


class Thing(StrEnum):
    """A kind of thing that can be written."""

    DATASET = "dataset"
    DOCUMENT = "document"
    CHUNK = "chunk"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was written; a chunk has no name."""

    deed: Deed
    thing: Thing
    id: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """All that a call wrote: how many things, and the first of them."""

    count: int = 0
    changes: tuple[Change, ...] = ()


NOTHING: Final = Written()


class Changes:
    """Notes what is written from when it is told to begin until it is told to end.

    A thing that is written twice is noted once. What is deleted together with what it is in, and
    the chunks that indexing makes of a document, are not noted by themselves.
    """

    def __init__(self) -> None:
        self._noted: dict[tuple[Thing, str], Change] | None = None

    def begin(self) -> None:
        """Begin to note, with nothing noted."""
        self._noted = {}

    def end(self) -> Written:
        """Give what was noted, and note no more."""
        noted, self._noted = self._noted, None
        if not noted:
            return NOTHING
        return Written(len(noted), tuple(noted.values())[:MOST])

    def note(self, deed: Deed, thing: Thing, id_: str, name: str | None = None) -> None:
        """Note that something is written."""
        if self._noted is None:
            return
        before = self._noted.get((thing, id_))
        if deed is Deed.CHANGED and before and before.deed is Deed.CREATED:
            deed = Deed.CREATED
        self._noted[thing, id_] = Change(deed, thing, id_, name)
