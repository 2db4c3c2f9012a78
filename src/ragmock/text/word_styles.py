"""Which styles of a Word file make a paragraph an item of a list."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

#: The namespace of Word's elements, as Word writes it and as the strict standard has it.
SPACES: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)

_GENERATIONS: Final = 20  # of styles, each based on the next


def value(attributes: Mapping[str, str], name: str = "val") -> str:
    """Give the value of an attribute of Word's, empty if it is not there."""
    return next((attributes[space + name] for space in SPACES if space + name in attributes), "")


@lru_cache(1024)
def local(tag: str) -> str:
    """Give the name of an element of Word's, empty for those of others."""
    return next((tag.removeprefix(space) for space in SPACES if tag.startswith(space)), "")


class Styles:
    """Is told of the part with the styles.

    A style whose paragraphs are numbered or have bullets makes items, and so does one based on it;
    the style of a heading does not, though headings may be numbered.
    """

    def __init__(self) -> None:
        self._based_on: dict[str, str] = {}
        self._items: dict[str, bool] = {}
        self._style = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Note what an element says of the style that it is in."""
        match local(tag):
            case "style":
                self._style = value(attributes, "styleId")
            case "basedOn":
                self._based_on[self._style] = value(attributes)
            case "numId":
                self._items.setdefault(self._style, value(attributes) != "0")
            case "outlineLvl":
                self._items[self._style] = False

    def end(self, tag: str) -> None:
        """Note nothing."""

    def data(self, text: str) -> None:
        """Note nothing."""

    def close(self) -> None:
        """Note nothing."""

    def of_items(self) -> Mapping[str, bool]:
        """Tell of each style whether it makes items; one that is not told does not."""
        return {style: self._makes_items(style) for style in {*self._items, *self._based_on}}

    def _makes_items(self, style: str) -> bool:
        for _ in range(_GENERATIONS):
            if style in self._items or style not in self._based_on:
                break
            style = self._based_on[style]
        return self._items.get(style, False)
