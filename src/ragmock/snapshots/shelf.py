"""The snapshots of a server, by their names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ragmock.domain.limits import NoRoomForSnapshot
from ragmock.domain.tables import Table

from .refusals import NoSuchSnapshot

if TYPE_CHECKING:
    from .snapshot import Snapshot

#: How many a server keeps. One shares its rows with the world that it was taken of.
MOST: Final = 100


@dataclass
class Snapshots:
    """What was saved or uploaded, the oldest first."""

    by_name: Table[Snapshot] = field(default_factory=Table)

    def find(self, name: str) -> Snapshot:
        """Give a snapshot; refuses with `NoSuchSnapshot`."""
        if name not in self.by_name:
            raise NoSuchSnapshot(name, ", ".join(self.by_name))
        return self.by_name[name]

    def put(self, name: str, snapshot: Snapshot) -> None:
        """Keep a snapshot, in the place of its namesake; refuses with `NoRoomForSnapshot`."""
        if name not in self.by_name and len(self.by_name) >= MOST:
            raise NoRoomForSnapshot(MOST)
        self.by_name[name] = snapshot

    def delete(self, name: str) -> None:
        """Forget a snapshot; refuses with `NoSuchSnapshot`."""
        self.find(name)
        del self.by_name[name]
