"""The room “Controls” of the console, as a test finds its way in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from ..conftest import World  # noqa: TID252 - tests are no package

PARTS = (
    "Connect",
    "Clock",
    "Limits",
    "Faults",
    "Latency",
    "Uploads",
    "Fixtures",
    "Snapshots",
    "World",
)


class Controls:
    """The room in a world, which is open."""

    def __init__(self, page: Page, world: World) -> None:
        self.page = page
        self.world = world

    def open(self, rest: str = "") -> Controls:
        """Enter it, and wait until it is there."""
        self.world.admin.get("/clock").raise_for_status()
        self.page.goto(f"{self.world.server.url}/#/{self.world.name}/controls{rest}")
        self.page.get_by_role("heading", name="Controls").wait_for()
        return self

    def part(self, title: str) -> Locator:
        """Give a part by its title."""
        return self.page.get_by_role("region", name=title, exact=True)

    def press(self, part: str, button: str) -> None:
        """Press a button of a part."""
        self.part(part).get_by_role("button", name=button, exact=True).click()

    def agree(self, button: str) -> None:
        """Say yes in the dialog that asks."""
        self.page.get_by_role("dialog").get_by_role("button", name=button, exact=True).click()

    def told(self) -> Locator:
        """Give what the page says that happened."""
        return self.page.locator(".notices")

    def ask(self, path: str) -> Any:
        """Ask the control plane about the world."""
        return self.world.admin.get(path).raise_for_status().json()
