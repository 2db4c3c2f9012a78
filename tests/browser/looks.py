"""How a page is looked at: on a phone and on a desk, in light and in dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

#: Lists what sticks out of the page to the right, so that it could be scrolled sideways.
_STICKING_OUT = """() => {
    const root = document.documentElement;
    const out = each => each.getBoundingClientRect().right > root.clientWidth + 1;
    const told = each => each.outerHTML.slice(0, 120);
    return root.scrollWidth <= root.clientWidth ? [] : [...document.querySelectorAll("body *")]
        .filter(out).map(told).concat(`the page is ${root.scrollWidth}px wide`);
}"""


@dataclass(frozen=True)
class Look:
    """The size of a window, in CSS pixels, and the colours that its user prefers."""

    width: int
    height: int
    scheme: str  # "light" or "dark"

    def __str__(self) -> str:
        return f"{self.width}x{self.height}-{self.scheme}"


SIZES = (360, 740), (1440, 900)
LOOKS = [Look(*size, scheme) for size in SIZES for scheme in ("light", "dark")]
DESK = Look(1440, 900, "light")

#: Has a test done once in each look.
every_look = pytest.mark.parametrize("look", LOOKS, indirect=True, ids=str)


def in_every_look(page: Page) -> Iterator[Look]:
    """Change the look of a page that is open, to each look in turn; the last one stays."""
    for look in LOOKS:
        page.set_viewport_size({"width": look.width, "height": look.height})
        page.emulate_media(color_scheme=look.scheme)
        yield look


def sticking_out(page: Page) -> list[str]:
    """List what makes a page wider than its window; nothing, where it fits."""
    return page.evaluate(_STICKING_OUT)
