"""A document that is compared: what it mentions, and what of the contract each mention means."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Subject:
    """A document with its product."""

    reading: Reading
    product: Product | None  # None for a document that prints no operation

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

    def _mentions(self, section: Section) -> Iterator[Mention]:
        for method, path, method_span, span, command in _printed(section):
            found = self.product.match(method, path) if self.product else Match()
            yield Mention(method, path, span, method_span, found, command)


def subject(reading: Reading, products: Sequence[Product]) -> Subject:
    """Prepare a document that is about one of some products."""
    printed = [each[:2] for section in reading.sections for each in _printed(section)]
    return Subject(reading, products[0] if len(products) == 1 else guess(printed, products))


def _printed(section: Section) -> Iterator[tuple[str | None, str, Span, Span, Command | None]]:
    for each in section.endpoints:
        yield each.method, each.path, each.method_span, each.path_span, None
    for command in section.commands:
        if call := call_of(command):
            yield call.method, call.path, call.method_span, call.span, command
