"""What the tests of the control plane upload, and how they look at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .snapshotting import Snapshots

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..conftest import Server, World  # noqa: TID252 - tests are no package

HERE = Path(__file__).parent
#: Ten lines, each a chunk.
TEXT = "\n".join(f"This is the line of the number {number}." for number in range(10))
RULE = {
    "mode": "custom",
    "rules": {"pre_processing_rules": [], "segmentation": {"separator": "\n", "max_tokens": 100}},
}


@dataclass(frozen=True)
class Site:
    """A world with a dataset for uploads."""

    world: World

    @cached_property
    def dataset(self) -> str:
        """The id of the dataset."""
        return self.world.dify.post("/datasets", json={"name": "Site"}).json()["id"]

    def create(self, name: str = "a.txt") -> dict[str, Any]:
        """Create a document; give its id and its batch."""
        body = {"name": name, "text": TEXT, "indexing_technique": "economy", "process_rule": RULE}
        path = f"/datasets/{self.dataset}/document/create-by-text"
        created = self.world.dify.post(path, json=body).raise_for_status().json()
        return {"id": created["document"]["id"], "batch": created["batch"]}

    def status(self, created: dict[str, Any]) -> dict[str, Any]:
        """Tell what Dify says of its indexing."""
        path = f"/datasets/{self.dataset}/documents/{created['batch']}/indexing-status"
        return self.world.dify.get(path).raise_for_status().json()["data"][0]

    def seen(self, created: dict[str, Any]) -> tuple[str, int, int]:
        """Tell where Dify says that its indexing stands."""
        told = self.status(created)
        return told["indexing_status"], told["completed_segments"], told["total_segments"]

    def shown(self, created: dict[str, Any]) -> dict[str, Any]:
        """Tell what the control plane says of it."""
        return self.world.admin.get(f"/documents/{created['id']}").raise_for_status().json()

    def advance(self, created: dict[str, Any], **body: Any) -> Any:
        """Tell it to go on."""
        return self.world.admin.post(f"/documents/{created['id']}/advance", **body)

    def preset(self, created: dict[str, Any], **ending: Any) -> Any:
        """Index it again, to another end."""
        return self.world.admin.post(f"/documents/{created['id']}/preset", json=ending)

    def plan(self, name: str, stage: str, **more: Any) -> Any:
        """Plan a preset for documents to come."""
        return self.world.admin.post("/presets", json={"name": name, "stage": stage, **more})

    def plans(self) -> list[dict[str, Any]]:
        """List what is planned."""
        return self.world.admin.get("/presets").raise_for_status().json()["data"]

    def everything(self) -> Any:
        """Tell all that both sides show of the world."""
        documents = self.world.admin.get("/documents").json()
        listed = self.world.dify.get(f"/datasets/{self.dataset}/documents").json()
        return documents, listed, self.plans()


@pytest.fixture
def snapshots(world: World) -> Snapshots:
    """Give a client for the snapshots of a world, which bear its name."""
    return Snapshots(world)


@pytest.fixture
def site(world: World) -> Site:
    """Give a world where documents are indexed at once."""
    return Site(world)


@pytest.fixture
def manual(server_for: Callable[[str], Server]) -> Site:
    """Give a world where documents are told to go on."""
    return Site(server_for(str(HERE / "manual.yaml")).world())


@pytest.fixture
def timed(server_for: Callable[[str], Server]) -> Site:
    """Give a world where documents take some seconds."""
    return Site(server_for(str(HERE / "timed.yaml")).world())
