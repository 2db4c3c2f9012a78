"""A server in this process whose coverage begins anew for each test, and its clients."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
import pytest

from ragmock.fake import Fake

from ..crashes.breaking import Straight  # noqa: TID252 - tests are no package

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Site:
    """A server, and who calls it."""

    fake: Fake
    transport: Straight

    def client(self, key: str = "dataset-demo") -> httpx.Client:
        """Make a client with a key."""
        headers = {"Authorization": f"Bearer {key}"}
        return httpx.Client(base_url="http://localhost", transport=self.transport, headers=headers)

    def tried(self, of: str, world: str | None = None) -> list[str]:
        """List what was tried of an operation or a product, each as `value a of b`."""
        told = self.fake.coverage(world)
        points = {each["provider"]: each["points"] for each in told["products"]}
        points |= {each["operation"]: each["points"] for each in told["operations"]}
        return [
            f"{each['kind']} {each['name']}" + (f" of {each['of']}" if each["of"] else "")
            for each in points[of]
            if each["tried"]
        ]


@pytest.fixture(scope="session")
def _site() -> Iterator[Site]:
    fake = Fake("demo")
    made = Site(fake, Straight(fake))
    yield made
    made.transport.close()


@pytest.fixture
def site(_site: Site) -> Iterator[Site]:
    """Give the server, as if nobody had ever called it."""
    for name in list(_site.fake.worlds.opened):
        _site.fake.world(name).end()
    _site.fake.delete_coverage()
    return _site


@pytest.fixture
def dify(site: Site) -> httpx.Client:
    """Give a client of Dify in the world `demo`."""
    return site.client()
