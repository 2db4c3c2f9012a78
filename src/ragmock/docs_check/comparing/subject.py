"""A document that is compared: what it mentions, and what of the contract each mention means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from .calls import call_of
from .paths import Match, Product, guess

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ragmock.contract import Operation
    from ragmock.docs_check.model import Command, Document, Reading, Section, Span


@dataclass(frozen=True)
class Mention:
    """A method and a path that a document prints."""

    method: str | None
    path: str
    span: Span  # of the path
    method_span: Span
    match: Match
    command: Command | None  # that calls it; None where it is named


@dataclass(frozen=True)
class Topic:
    """A section, and which operation it is about."""

    section: Section
    mentions: tuple[Mention, ...]

    @property
    def operation(self) -> Operation | None:
        """Say which operation it names first, or else calls."""
        named = sorted(self.mentions, key=lambda each: each.command is not None)
        return next((each.match.operation for each in named if each.match.operation), None)

    def operation_of(self, command: Command | None) -> Operation | None:
        """Say which operation one of its commands calls; without a command, its own."""
        if command is None:
            return self.operation
        mentions = (each for each in self.mentions if each.command is command)
        return next((each.match.operation for each in mentions), None)


@dataclass(frozen=True, eq=False)
class Subject:
    """A document with its product."""

    reading: Reading
    product: Product | None  # None for a document that prints no operation
    others: tuple[Product, ...] = ()  # of which it may print an operation as well
    #: All documents that are checked together, this one among them; those behind it come later.
    together: Sequence[Subject] = field(default=(), repr=False, compare=False)

    @property
    def document(self) -> Document:
        """The document itself."""
        return self.reading.document

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """Its sections, each with what it mentions."""
        return tuple(
            Topic(section, tuple(self._mentions(section))) for section in self.reading.sections
        )

    @property
    def beside(self) -> Iterator[Subject]:
        """Give the other documents that are checked with it."""
        return (each for each in self.together if each is not self)

    def is_behind(self, other: Subject) -> bool:
        """Tell whether another document comes before it."""
        return next(each for each in self.together if each in (self, other)) is other

    def says(self, words: str) -> bool:
        """Tell whether words stand in the document, however its lines are broken."""
        return " ".join(words.split()) in self._words

    def names(self, word: str) -> bool:
        """Tell whether a word stands in the document by itself, in just these letters."""
        return re.search(rf"\b{re.escape(word)}\b", self.document.text) is not None

    @cached_property
    def _words(self) -> str:
        return " ".join(self.document.text.split())

    def _mentions(self, section: Section) -> Iterator[Mention]:
        for said in _printed(section):
            found = self._match(said)
            yield Mention(said.method, said.path, said.span, said.method_span, found, said.command)

    def _match(self, said: _Said) -> Match:
        """Match by the document's product, or by another that has the path."""
        products = (self.product, *self.others) if self.product else ()
        tries = [each.match(said.method, said.path, is_tail=said.is_tail) for each in products]
        return next((each for each in tries if each.on_path), tries[0] if tries else Match())


def subject(
    reading: Reading,
    products: Sequence[Product],
    others: Sequence[Product],
    together: Sequence[Subject] = (),
) -> Subject:
    """Prepare a document that is about one of some products, and may mention others.

    `together` is a list that it will be put into, beside those that are checked with it.
    """
    printed = [(each.method, each.path) for each in _all_printed(reading)]
    found = products[0] if len(products) == 1 else guess(printed, products)
    rest = tuple(each for each in others if each is not found)
    return Subject(reading, found, rest, together)


@dataclass(frozen=True, slots=True)
class _Said:
    """A method and a path as they are printed."""

    method: str | None
    path: str
    method_span: Span
    span: Span
    command: Command | None = None
    is_tail: bool = False


def _all_printed(reading: Reading) -> Iterator[_Said]:
    for section in reading.sections:
        yield from _printed(section)


def _printed(section: Section) -> Iterator[_Said]:
    for each in section.endpoints:
        yield _Said(each.method, each.path, each.method_span, each.path_span)
    for command in section.commands:
        if call := call_of(command):
            where = (call.method_span, call.span, command, call.is_tail)
            yield _Said(call.method, call.path, *where)
