"""What is read in a document, each with its exact place, and what is found wrong with it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Severity(StrEnum):
    """How much a finding matters, the worst first."""

    ERROR = "error"  # whoever follows the document fails
    WARNING = "warning"  # whoever follows it is misled
    INFO = "info"  # it could be said better


class Where(StrEnum):
    """The part of a request that a parameter stands in."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    BODY = "body"
    FORM = "form"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a document: characters from its start, and as an editor counts, from 1."""

    offset: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a document: offsets in characters, the end is behind it."""

    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """A document as it was read; `path` is `-` for the standard input."""

    path: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its lines, without their ends."""
        return tuple(line.removesuffix("\r") for line in self.text.split("\n"))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts = [0]
        while (end := self.text.find("\n", starts[-1])) >= 0:
            starts.append(end + 1)
        return tuple(starts)

    def start_of(self, line: int) -> int:
        """Give the offset at which a line starts, counted from 1; one behind the last is empty."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.text)

    def place(self, offset: int) -> Place:
        """Say on which line and column an offset lies."""
        line = bisect_right(self._starts, offset)
        return Place(offset, line, offset - self._starts[line - 1] + 1)

    def quote(self, span: Span) -> str:
        """Give what stands there."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document as its text is meant: without the indentation of a list or a quote.

    `origins` has for each of its lines where it starts, in its own text and in the document.
    """

    text: str
    origins: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> Span:
        """Say where in the document a part of its text stands, given by offsets in its text."""
        first = self._offset(start)
        return Span(first, self._offset(end - 1) + 1 if end > start else first)

    def part(self, start: int, end: int) -> Passage:
        """Cut out a part, given by offsets in its text."""
        at = bisect_right(self.origins, start, key=lambda origin: origin[0]) - 1
        later = ((own - start, outer) for own, outer in self.origins[at + 1 :] if own < end)
        return Passage(self.text[start:end], ((0, self._offset(start)), *later))

    def followed_by(self, other: Passage) -> Passage:
        """Set another passage right behind this one."""
        length = len(self.text)
        behind = ((own + length, outer) for own, outer in other.origins)
        return Passage(self.text + other.text, (*self.origins, *behind))

    def _offset(self, inside: int) -> int:
        at = bisect_right(self.origins, inside, key=lambda origin: origin[0]) - 1
        own, outer = self.origins[at]
        return outer + inside - own


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An operation that a section says it describes."""

    method: str | None  # in capitals; None if it is not said
    path: str  # as it is printed
    method_span: Span
    path_span: Span


@dataclass(frozen=True, slots=True)
class Described:
    """A parameter as a list or a table describes it; what is None is not said."""

    name: str  # of a field within a field with dots: `process_rule.mode`
    span: Span  # of the name
    where: Where | None = None
    type: str | None = None  # as it is printed
    type_span: Span | None = None
    required: bool | None = None
    required_span: Span | None = None
    default: str | None = None
    default_span: Span | None = None
    choices: tuple[tuple[str, Span], ...] = ()
    minimum: float | None = None  # of its value, or of its length if it is text
    maximum: float | None = None
    limits_span: Span | None = None
    words: str = ""  # all that is said of it
    certain: bool = True  # False for a word that may be a name, where marks were lost


@dataclass(frozen=True, slots=True)
class Command:
    """A printed shell command that starts with `curl`."""

    passage: Passage


@dataclass(frozen=True, slots=True)
class Answer:
    """A printed answer; `command` is the one that it answers, if the section has one."""

    passage: Passage  # JSON as printed, or empty where only a status is printed
    command: Command | None = None
    status: int | None = None
    status_span: Span | None = None
    torn: Span | None = None  # where it ends in one block and goes on in the next


@dataclass(frozen=True, slots=True)
class PrintedError:
    """An error that a table, a list, an example or running text names; None is not said."""

    code: str | int
    span: Span  # of the code
    status: int | None = None
    status_span: Span | None = None
    message: str | None = None  # its words, or what a list says of it
    message_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `target` as it is printed, `#create-dataset`."""

    target: str
    text: str
    span: Span  # of the target


@dataclass(frozen=True, slots=True)
class Section:
    """What belongs together: mostly one operation, from its heading to the next."""

    title: str
    span: Span  # of the title, or of where it starts
    level: int = 0  # of its heading, 1 to 6; 0 without one
    endpoints: tuple[Endpoint, ...] = ()
    parameters: tuple[Described, ...] = ()
    names_all: bool = True  # whether all parameters that it describes have their names said
    labels: tuple[Span, ...] = ()  # words that announce values, printed as names of fields are
    captions: frozenset[str] = frozenset()  # of its request and its answer: those that have one
    bodies: tuple[Passage, ...] = ()  # JSON that is printed as what to send
    commands: tuple[Command, ...] = ()
    answers: tuple[Answer, ...] = ()
    errors: tuple[PrintedError, ...] = ()
    error_fields: tuple[Described, ...] = ()  # what an error holds


@dataclass(frozen=True, slots=True)
class Silence:
    """A comment that silences a rule on some lines, of all rules if the name is empty."""

    rule: str
    first: int
    last: int
    span: Span  # of the name


@dataclass(frozen=True)
class Reading:
    """All that was found in a document, in its order."""

    document: Document
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    anchors: Mapping[str, int] = field(default_factory=dict)  # what a link may lead to: offsets
    silences: tuple[Silence, ...] = ()
    contents: tuple[tuple[str, Span], ...] = ()  # titles as a table of contents lists them
    headings: tuple[tuple[str, int, Span], ...] = ()  # all titles, with their levels
    unmarked: tuple[Span, ...] = ()  # lines of text that announce a part as a title would


@dataclass(frozen=True)
class Finding:
    """Something that is wrong: where, what stands there, what was expected."""

    rule: str
    severity: Severity
    document: Document = field(repr=False)
    span: Span
    what: str  # one sentence for people
    stands: str = ""
    expected: str = ""
    suggestion: str = ""  # text to put in place of what stands there

    @property
    def place(self) -> Place:
        """Where it starts."""
        return self.document.place(self.span.start)

    @property
    def end(self) -> Place:
        """The place behind its last character."""
        return self.document.place(self.span.end)
