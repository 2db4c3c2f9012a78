"""The lines and blocks of a document, whatever markup it is written in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from ragmock.docs_check.model import Passage, Span

if TYPE_CHECKING:
    from ragmock.docs_check.model import Document


class Kind(Enum):
    """What a block is."""

    HEADING = auto()
    TEXT = auto()  # one line of a paragraph
    ITEM = auto()  # the first line of an entry of a list
    ROW = auto()  # of a table, but its head
    CODE = auto()
    RULE = auto()  # a line across the page
    COMPONENT = auto()  # a tag of MDX: its name is `info`, its attributes are `head` and `cells`


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, or what an attribute says."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Block:
    """A block: its text without the marks around it."""

    kind: Kind
    passage: Passage
    depth: int = 0  # the level of a heading; in how many lists a line stands
    info: str = ""  # what stands behind a fence: `json {{ title: 'Response' }}`
    head: tuple[str, ...] = ()  # of its table, in small letters; names of attributes
    cells: tuple[Cell, ...] = ()

    @property
    def text(self) -> str:
        """Its text."""
        return self.passage.text

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.passage.span(0, len(self.passage.text))


def line_passage(document: Document, line: int, start: int, end: int | None) -> Passage:
    """Make a passage of a part of a line, counted from 1; the part by offsets in the line."""
    return Passage(document.lines[line - 1][start:end], ((0, document.start_of(line) + start),))


def lines_passage(document: Document, first: int, contents: list[str]) -> Passage:
    """Make a passage of lines from one on, each without what is before its content.

    What a line of the document has before its content is the indentation of a list or a quote.
    """
    origins, length = [], 0
    for number, content in enumerate(contents, start=first):
        raw = document.lines[number - 1]
        before = len(raw) - len(content) if raw.endswith(content) else 0
        origins.append((length, document.start_of(number) + before))
        length += len(content) + 1
    return Passage("\n".join(contents), tuple(origins) or ((0, document.start_of(first)),))
