"""How much a server and its worlds may hold, and what is refused when there is no room.

NoRoom
├── NoRoomForWorld · NoRoomForSnapshot
├── NoRoomForDataset · NoRoomForDocument · NoRoomForChunks · NoRoomForField
└── NoRoomForFault · NoRoomForPreset · NoRoomForAnswer
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from ragmock.domain.errors import Refusal

#: How many faults a world may have, and how many presets, and how many answers that wait.
SCRIPTED: Final = 1_000


@dataclass(frozen=True)
class Limits:
    """How many there may be: worlds in a server, of the rest for each product in a world.

    A chunk of 100 letters takes about 2 kB of memory once it is indexed: a full world takes 1 GB.
    """

    worlds: int = 1_000
    datasets: int = 10_000
    documents: int = 100_000
    chunks: int = 500_000  # and their children
    fields: int = 10_000  # of metadata


@dataclass(eq=False)
class NoRoom(Refusal):
    """There is no room for what is to be made."""

    limit: int

    things: ClassVar[str]
    way_out: ClassVar[str] = "delete some"
    setting: ClassVar[str] = ""  # of `Limits`, where the limit can be raised

    def why(self) -> str:  # noqa: D102
        told = f"there is room for {self.limit} {self.things}: {self.way_out}"
        if not self.setting:
            return told
        return (
            f"{told}, or raise the limit: `ragmock serve --limit {self.setting}=NUMBER`, "
            f"`Fake(limits=Limits({self.setting}=NUMBER))`"
        )

    def facts(self) -> dict[str, Any]:  # noqa: D102
        return {"limit": self.limit, "things": self.things}


class NoRoomForWorld(NoRoom):
    """The server holds as many worlds as it may."""

    things = "worlds in this server"
    way_out = "end some with `DELETE /__admin/worlds/NAME` (`GET /__admin/worlds` lists them)"
    setting = "worlds"


class NoRoomForSnapshot(NoRoom):
    """The server keeps as many snapshots as it may."""

    things = "snapshots in this server"


class NoRoomForDataset(NoRoom):
    """The world holds as many datasets as it may."""

    things = "datasets in this world"
    setting = "datasets"


class NoRoomForDocument(NoRoom):
    """The world holds as many documents as it may."""

    things = "documents in this world"
    setting = "documents"


class NoRoomForChunks(NoRoom):
    """The world would hold more chunks, with their children, than it may."""

    things = "chunks in this world, their children counted too"
    setting = "chunks"


class NoRoomForField(NoRoom):
    """The world holds as many metadata fields as it may."""

    things = "metadata fields in this world"
    setting = "fields"


class NoRoomForFault(NoRoom):
    """The world has as many faults as it may."""

    things = "faults in this world"


class NoRoomForPreset(NoRoom):
    """The world has as many presets as it may."""

    things = "presets in this world"


class NoRoomForAnswer(NoRoom):
    """More answers would wait in the world than may."""

    things = "answers that wait in this world"


@dataclass(eq=False)
class FixtureTooLarge(Refusal):
    """There is no room for all that a fixture holds."""

    name: str
    reason: str
