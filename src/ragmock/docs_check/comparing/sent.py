"""What a printed command sends: the fields of its body and its form, and its query."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .calls import line_of
from .values import printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.model import Command, Passage, Span
    from ragmock.docs_check.traced import Traced

_PAIR: Final = re.compile(r"(?<=[?&])(?P<name>[^=&#]+)[^&#]*")


@dataclass(frozen=True, slots=True)
class Sent:
    """A field, or a parameter of the query; its name has dots as a described one has."""

    name: str
    span: Span  # of its name

    @property
    def parent(self) -> str:
        """What it stands within."""
        return self.name.rpartition(".")[0]

    @property
    def leaf(self) -> str:
        """Its name without what it stands within."""
        return self.name.rpartition(".")[2]


def sent(command: Command) -> Iterator[Sent]:
    """Give what a command sends as it is meant, once for all items of a list."""
    line = line_of(command.passage.text)
    if line is None:
        return
    request, passage = line.request, command.passage
    found: list[Sent] = []
    if request.url:
        found += _query(passage, request.url)
    if request.body:
        found += _fields(passage, request.body, "")
    for part in request.form:
        found.append(Sent(part.name, _span(passage, part.key, 0, len(part.name))))
        if not part.is_file:
            found += _fields(passage, part.value, f"{part.name}.")
    first: dict[str, Sent] = {}
    for each in found:
        first.setdefault(each.name, each)
    yield from first.values()


def _query(passage: Passage, url: Traced) -> Iterator[Sent]:
    for pair in _PAIR.finditer(url.text):
        yield Sent(pair["name"], _span(passage, url, *pair.span("name")))


def _fields(passage: Passage, text: Traced, within: str) -> Iterator[Sent]:
    for pointer, spot in printed(text.text).spots.items():
        if spot.name is not None and spot.name_end is not None:
            parts = [each for each in pointer.split("/")[1:] if not each.isdigit()]
            name = within + ".".join(parts).replace("~1", "/").replace("~0", "~")
            yield Sent(name, _span(passage, text, spot.name, spot.name_end))


def _span(passage: Passage, text: Traced, start: int, end: int) -> Span:
    if not text.text:
        return passage.span(text.origin(0), text.origin(0))
    last = min(end, len(text.text)) - 1
    return passage.span(text.origin(start), text.origin(max(last, start)) + 1)
