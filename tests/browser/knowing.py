"""What a user finds in the room for knowledge, and what Dify tells a client of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from ..conftest import World  # noqa: TID252 - tests are no package

HANDBOOK = "11111111-1111-4111-8111-111111111111"  # a dataset of the fixture `demo`
BUSY = "44444444-4444-4444-8444-444444444444"  # of the fixture `busy`
SCRIPT = "<script>alert(1)</script>"


def go(page: Page, world: World, *rest: str) -> None:
    """Go to a place of the room, in a world that is open then."""
    world.admin.get("/clock").raise_for_status()
    page.goto(f"{world.server.url}/#/{world.name}/{'/'.join(('knowledge', *rest))}")


def dialog(page: Page) -> Locator:
    """Give the dialog that is open."""
    return page.get_by_role("dialog")


def row(page: Page, text: str) -> Locator:
    """Give the row of a table that holds a text."""
    return page.get_by_role("row").filter(has_text=text)


def documents(world: World, dataset: str) -> list[dict[str, Any]]:
    """List the documents of a dataset as Dify shows them."""
    return world.dify.get(f"/datasets/{dataset}/documents").json()["data"]


def document_id(world: World, dataset: str, name: str) -> str:
    """Give the id of the document of a name."""
    return next(each["id"] for each in documents(world, dataset) if each["name"] == name)


def fill(world: World, *held: dict[str, Any], product: str = "dify") -> None:
    """Fill a world with datasets, in the words of a fixture."""
    said = {product: {"datasets": list(held)}}
    world.admin.post("/load", json=said, timeout=60).raise_for_status()
