"""Whether a call costs more when there is more: CPU time in process, small world and large."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from benchmarks.speed.answers import ask
from benchmarks.speed.inside import change
from ragmock.domain.limits import Limits
from ragmock.fake import Fake

if TYPE_CHECKING:
    from collections.abc import Callable

FEW: Final = 100
BATCHES: Final = 15
_BATCH: Final = 0.02  # seconds of CPU at least
_MOST: Final = 20  # calls in a batch
_LIMITS: Final = Limits(datasets=10_000_000, documents=10_000_000, chunks=10_000_000)

#: What is made and counted; the calls are named after the operation.
DOCUMENTS: Final = "documents"
DATASETS: Final = "datasets"


@dataclass
class Growth:
    """What a call costs, in microseconds, in a world of few things and in one of many."""

    things: str
    call: str
    few: list[float] = field(default_factory=list)
    many: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """How many times as much it costs among many."""
        return median(self.many) / median(self.few)


@dataclass
class Grown:
    """How many there were among `many`, by the name of the things; and what the calls cost."""

    many: dict[str, int]
    growths: list[Growth]


class _Place:
    """A world with so many datasets, or so many documents in its only dataset."""

    def __init__(self, fake: Fake, key: str, things: str) -> None:
        self.fake = fake
        self.key = key
        self.things = things
        self.count = 0  # of the things, which there are again after each batch
        self.at = ""  # the path of a dataset
        self.first: dict[str, Any] = {}  # its first document, and the batch of that
        self.made: list[str] = []  # the paths of what may be deleted
        self.names = 0

    async def fill(self, count: int, within: float) -> None:
        """Make so many things, or as many as can be made in so many seconds."""
        await self.make_dataset()
        self.made.clear()
        until = time.monotonic() + within
        while len(self.made) < count and time.monotonic() < until:
            await self.make()
        self.count = len(self.made)

    async def level(self) -> None:
        """Make or delete things until there are as many as there were."""
        while len(self.made) < self.count:
            await self.make()
        while len(self.made) > self.count:
            await self.delete()

    async def make(self) -> None:
        await (self.make_document() if self.things == DOCUMENTS else self.make_dataset())

    async def delete(self) -> None:
        await self._call("DELETE", self.made.pop())

    async def _call(self, method: str, path: str, sent: object = None) -> Any:  # noqa: ANN401
        change()  # or reading would be repeating
        return await ask(self.fake, method, path, self.key, sent)

    async def make_dataset(self) -> None:
        self.names += 1
        made = await self._call("POST", "/v1/datasets", {"name": f"Manual {self.names}"})
        self.at = self.at or f"/v1/datasets/{made['id']}"
        self.made.append(f"/v1/datasets/{made['id']}")

    async def make_document(self) -> None:
        self.names += 1
        text = f"The apple number {self.names} lies by the river."
        sent = {"name": f"{self.names}.txt", "text": text, "indexing_technique": "economy"}
        made = await self._call("POST", f"{self.at}/document/create-by-text", sent)
        self.first = self.first or made
        self.made.append(f"{self.at}/documents/{made['document']['id']}")

    async def show_dataset(self) -> None:
        await self._call("GET", self.at)

    async def list_segments(self) -> None:
        await self._call("GET", f"{self.at}/documents/{self.first['document']['id']}/segments")

    async def list_documents(self) -> None:
        await self._call("GET", f"{self.at}/documents?page=1&limit=20")

    async def status(self) -> None:
        await self._call("GET", f"{self.at}/documents/{self.first['batch']}/indexing-status")

    async def list_datasets(self) -> None:
        await self._call("GET", "/v1/datasets?page=1&limit=20")


#: What is called: the things whose number grows, the name, the method of a place.
_CALLS: Final = (
    (DOCUMENTS, "create a document", _Place.make_document),
    (DOCUMENTS, "get a document's segments", _Place.list_segments),
    (DOCUMENTS, "get the dataset", _Place.show_dataset),
    (DOCUMENTS, "list a page of documents", _Place.list_documents),
    (DOCUMENTS, "indexing-status", _Place.status),
    (DOCUMENTS, "delete a document", _Place.delete),
    (DATASETS, "create a dataset", _Place.make_dataset),
    (DATASETS, "list a page of datasets", _Place.list_datasets),
    (DATASETS, "delete a dataset", _Place.delete),
)


def measure(
    many: int,
    within: float,
    watching: Callable[[int, int, str], None] = lambda *_: None,
    batches: int = BATCHES,
) -> Grown:
    """Measure at 100 and at `many`, or at as many as can be made within so many seconds."""
    return asyncio.run(_measure(many, within, watching, batches))


async def _measure(
    many: int, within: float, watching: Callable[[int, int, str], None], batches: int
) -> Grown:
    grown = Grown({}, [])
    for things in (DOCUMENTS, DATASETS):
        fake = Fake("empty", limits=_LIMITS)
        small, large = (_Place(fake, f"dataset-{name}", things) for name in ("small", "large"))
        await small.fill(FEW, within)
        watching(len(grown.growths), len(_CALLS), f"calls measured, now {things} are made")
        await large.fill(many, within)
        grown.many[things] = large.count
        for name, call in ((name, call) for each, name, call in _CALLS if each == things):
            watching(len(grown.growths), len(_CALLS), f"calls measured, now: {name}")
            growth = Growth(things, name)
            sizes = await _size(small, call), await _size(large, call)
            for _ in range(batches):
                growth.few.append(await _batch(small, call, sizes[0]))
                growth.many.append(await _batch(large, call, sizes[1]))
            grown.growths.append(growth)
    return grown


async def _size(place: _Place, call: Callable[[_Place], Any]) -> int:
    """Say how many calls make a batch that is long enough to be measured."""
    return max(1, min(_MOST, int(_BATCH / (await _batch(place, call, 1) / 1e6))))


async def _batch(place: _Place, call: Callable[[_Place], Any], size: int) -> float:
    """Give the microseconds of CPU for a call."""
    began = time.process_time()
    for _ in range(size):
        await call(place)
    cost = (time.process_time() - began) / size * 1e6
    await place.level()
    return cost
