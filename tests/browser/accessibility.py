"""What axe-core finds on a page that keeps people from using it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_GRAVE = {"serious", "critical"}  # of axe's four impacts


def barriers(page: Page, within: str | None = None) -> list[str]:
    """List the serious and the critical violations: rule, element and what is wrong with it.

    `within` is a selector of the part of the page to look at, else all of it.
    """
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - where it is installed

    found = Axe().run(page, within).response["violations"]
    return [
        f"{each['id']} ({each['impact']}): {' '.join(map(str, node['target']))}: "
        f"{node['html'][:200]}: {node['failureSummary']}"
        for each in found
        if each["impact"] in _GRAVE
        for node in each["nodes"]
    ]
