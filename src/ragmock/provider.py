"""What a folder of handlers/ exports: how one product speaks, over the core that all share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from ragmock.domain.errors import Refusal
    from ragmock.domain.knowledge_base import KnowledgeBase
    from ragmock.rejections import Malformed

Facts = dict[str, Any]


@dataclass(frozen=True)
class Provider:
    """One product: its keys, its words, its manners."""

    name: str
    key_prefix: str
    #: Which wordings of the contract a refusal may take; an operation declares the one it takes.
    words: Mapping[type[Refusal], Sequence[str]]
    #: Which wording tells what does not fit the contract, and the facts for its blanks.
    tell: Callable[[Malformed], tuple[str, Facts]]
    #: Refuse when something that the path names is not there, whatever else is wrong.
    find: Callable[[KnowledgeBase, Mapping[str, str]], None]
    #: What loads one entry of a section of a fixture, by the name of the section. What it is given
    #: last, it calls after each document.
    loaders: Mapping[str, Callable[[KnowledgeBase, dict[str, Any], Callable[[], None]], None]]
    #: What writes the entries of a section as a fixture says them.
    dumpers: Mapping[str, Callable[[KnowledgeBase], list[dict[str, Any]]]]
    headers: Mapping[str, str] = field(default_factory=dict)  # on every answer
    edition: Any = None  # the release that is spoken, as values; only the product's folder reads it
    formats: Sequence[str] = ()  # of the files that it takes, by the endings of their names
    slash_optional: bool = False  # whether a path may end in a slash

    @property
    def key_form(self) -> str:
        """What a key looks like."""
        return key_form(self.key_prefix)


def key_form(prefix: str) -> str:
    """Say what a key with a prefix looks like."""
    return f"{prefix}NAME"


@dataclass(frozen=True)
class Noted:
    """An answer, and what is to be known about it: what is approximated, or answered otherwise."""

    answer: Any
    notes: Sequence[str]


@dataclass(frozen=True)
class Readable:
    """An answer for people and for files that are compared: indented."""

    answer: Any


@dataclass(frozen=True)
class Created:
    """An answer of 201, where the operation has 200 too."""

    answer: Any


@dataclass(frozen=True)
class Text:
    """An answer that is no JSON."""

    content: bytes
    media_type: str  # with its parameters


@dataclass(frozen=True)
class Streamed:
    """An answer that goes on until its parts end, or whoever asked for it goes away."""

    parts: AsyncIterator[bytes]
    media_type: str


@dataclass(frozen=True)
class File:
    """A file part of a form. A name of None was not sent."""

    part: str
    name: str | None
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Form:
    """A multipart body: the files, and the other parts as text."""

    files: Sequence[File]
    fields: Mapping[str, str]
