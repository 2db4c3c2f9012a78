"""What happens in one world: one thing after the other, faults made anew, and resets under load."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from . import datasets, documents, others, segments
from .actor import ids_of
from .audit import compare_all
from .client import same
from .model import Dataset, Model
from .plans import faults_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from .actor import Actor

    Action = Callable[[Actor], Awaitable[None]]

#: How often each thing is done, beside the others.
WEIGHTS: Final[dict[Action, int]] = {
    datasets.create_dataset: 3,
    datasets.list_datasets: 2,
    datasets.update_dataset: 2,
    datasets.delete_dataset: 1,
    datasets.change_fields: 3,
    datasets.assign_metadata: 3,
    documents.upload: 8,
    documents.update_document: 2,
    documents.list_documents: 4,
    documents.delete_document: 1,
    segments.add_segments: 4,
    segments.update_segment: 6,
    segments.delete_segment: 2,
    segments.change_children: 5,
    segments.retrieve: 6,
    others.use_ragflow: 4,
    others.use_items: 4,
}
#: How many things are done with the same faults, and every how many times the world is reset then.
_ROUND: Final = 25
_RESETS: Final = 3


@dataclass
class Scenario:
    """One client and its world."""

    actor: Actor
    kind: int  # of the faults
    is_timed: bool  # whether indexing takes time
    is_reset: bool  # whether the world is, now and then
    acts: int = 0

    async def begin(self) -> None:
        """Make the world, and its faults."""
        client = self.actor.client
        progression = "time" if self.is_timed else "immediate"
        settings = {"fixture": "empty", "progression": progression}
        await client.admin("PUT", f"/worlds/{client.world}", settings)
        if self.is_timed:  # three seconds for a document are too many here
            await client.admin("POST", "/clock", {"speed": 30})
        await self._arm()

    async def act(self) -> str:
        """Do something; give its name."""
        self.acts += 1
        rounds, rest = divmod(self.acts, _ROUND)
        if rest == 0:
            await self.actor.client.account()
            if self.is_reset and rounds % _RESETS == 0:
                await self._reset()
            await self._arm()
        (action,) = self.actor.random.choices([*WEIGHTS], [*WEIGHTS.values()])
        await action(self.actor)
        return action.__name__

    async def end(self) -> None:
        """Compare the whole world with what is expected."""
        client = self.actor.client
        await client.account()
        await client.arm([])
        await compare_all(client, self.actor.model)
        await client.account()

    async def _arm(self) -> None:
        await self.actor.client.arm(faults_of(self.kind, self.actor.random))

    async def _reset(self) -> None:
        """Reset the world while it is asked and written to."""
        client, name = self.actor.client, self.actor.name("Raced")
        await client.arm([])
        made, *_ = await asyncio.gather(
            client.call("POST", "/v1/datasets", json={"name": name}),
            client.admin("POST", "/reset", {}),
            *(client.call("GET", "/v1/datasets") for _ in range(3)),
        )
        listed = await client.pages("/v1/datasets")
        self.actor.model = Model()
        if listed:  # it was made in the world as it is now
            same("the one dataset of a world that was reset", [made.told["id"]], ids_of(listed))
            self.actor.model.datasets[made.told["id"]] = Dataset(made.told["id"], name, "economy")
        same("the faults of a world that was reset", [], (await client.faults_now())["data"])
        noted = await client.admin("GET", "/requests/count")
        client.sent = noted["count"] + noted["dropped"]  # of those that raced, some are left
