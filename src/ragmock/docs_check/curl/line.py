"""A line of curl as it stands at the moment: its commands, and the options of the first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ragmock.docs_check.curl.request import Option, Request, options, request
from ragmock.docs_check.curl.words import Command, Word, commands
from ragmock.docs_check.traced import Edit, Traced

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Mistake:
    """A mistake in a line, and the edits that take it away; all lie between start and end."""

    name: str
    start: int
    end: int
    meaning: str
    edits: Sequence[Edit]


@dataclass(frozen=True)
class Line:
    """A text that starts with curl. Places are offsets into it."""

    text: str

    @cached_property
    def commands(self) -> tuple[Command, ...]:
        """What a shell would run; the first should be curl."""
        return tuple(commands(Traced.of(self.text)))

    @cached_property
    def curl(self) -> Command | None:
        """The command that is curl: it may have a word before it, as a prompt has."""
        first = self.commands[0] if self.commands else None
        return first if first and any(map(_is_curl, first.words)) else None

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words behind `curl`."""
        if self.curl is None:
            return ()
        at = next(at for at, word in enumerate(self.curl.words) if _is_curl(word))
        return self.curl.words[at + 1 :]

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """What the words say."""
        return tuple(options(self.words))

    @cached_property
    def request(self) -> Request | None:
        """What would be sent; None if the shell would not come so far."""
        if self.curl is None or self.curl.unclosed:
            return None
        return request(self.words)

    def source(self, word: Word) -> str:
        """Give a word as it stands, with its quotes."""
        return self.text[word.start : word.end]


def _is_curl(word: Word) -> bool:
    return word.text in ("curl", "curl.exe")
