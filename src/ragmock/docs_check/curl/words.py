"""The words of a shell line, each with where it stands; nothing is executed.

`shlex` reads the quotes. It is watched while it does, so that each character of a word is known by
its place, and is given the text as a shell sees it: continuations taken out, `$'...'` unfolded, and
nothing behind the end of the command.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.traced import Traced

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANSI: Final = re.compile(r"\$'((?:[^'\\]|\\.)*)'", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f"}
_CONTINUATION: Final = re.compile(r"\\(?:\r?\n|\s*\Z)")
_PLACEHOLDER: Final = re.compile(r"<[A-Za-z][\w .-]*>")
_REDIRECT: Final = re.compile(r"\d?(?:>>?|<)&?[ \t]*[^\s|;&<>]+")
_BLANK: Final = " \t\r"
_OPERATORS: Final = "|;&"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as a program is given it, and from where to where it stands in the line."""

    value: Traced
    start: int
    end: int

    @property
    def text(self) -> str:
        """What the program is given."""
        return self.value.text


@dataclass(frozen=True, slots=True)
class Continuation:
    """A backslash that joins two lines."""

    start: int
    end: int  # where the next line begins
    glues: bool  # a word goes on across it


@dataclass(frozen=True, slots=True)
class Command:
    """The words of one command."""

    words: tuple[Word, ...]
    end: int  # where it ends
    ended_by: str  # a newline, an operator, or nothing where the text ends
    continuations: tuple[Continuation, ...]
    unclosed: bool  # the last word has a quote that nothing ends


def commands(line: Traced) -> Iterator[Command]:
    """Read the commands of a text, one after the other; places are offsets into the text."""
    at = 0
    while at < len(line.text):
        command = _command(line, at)
        if command.words:
            yield command
        at = command.end + max(len(command.ended_by), 1)


def _command(line: Traced, start: int) -> Command:
    source = _Source(line.text, start)
    words: list[Word] = []
    unclosed = False
    while not unclosed:
        source.begin_word()
        try:
            text = source.lexer.get_token()
        except ValueError:  # shlex has no other words for a quote that nothing ends
            text, unclosed = source.lexer.token, True
        if text is None:
            break
        origins = [line.origin(place) for place in source.places(len(text))]
        value = Traced(text, [*origins, line.origin(min(source.last, len(line.text)))])
        words.append(Word(value, source.word, source.last))
    return Command(tuple(words), source.at, source.ended_by, tuple(source.continuations), unclosed)


@dataclass
class _Source:
    """What shlex reads from, one character after the other."""

    text: str
    at: int
    ended_by: str = ""
    word: int = 0  # where the word that is read begins
    last: int = 0  # the place of the character that was given last
    continuations: list[Continuation] = field(default_factory=list)
    _ended: bool = False
    _places: list[int] = field(default_factory=list)  # of the characters of the word so far
    _waiting: list[tuple[str, int]] = field(default_factory=list)  # unfolded, the next one last

    def __post_init__(self) -> None:
        self.lexer = shlex.shlex(instream=self, posix=True)  # type: ignore[arg-type]
        self.lexer.whitespace_split = True
        self.lexer.whitespace = _BLANK
        self.lexer.commenters = ""

    def begin_word(self) -> None:
        """Forget the word before."""
        self._places.clear()
        self.word = self.at

    def places(self, count: int) -> list[int]:
        """Say where the characters of the word stand."""
        self._note(count)
        return self._places

    def read(self, _size: int = 1) -> str:
        """Give the next character as a shell sees it, or nothing at the end of the command."""
        self._note(len(self.lexer.token))
        if not self._waiting:
            self._skip()
        if self._waiting:
            char, self.last = self._waiting.pop()
            return char
        if self._ended or self._ends():
            self._ended, self.last = True, self.at
            return ""
        self.last = self.at
        self.at += 1
        char = self.text[self.last]
        if self._state == " " and char not in _BLANK:
            self.word = self.last
        return char

    def readline(self) -> str:
        """Give a line, which shlex asks for in a comment; it is told of none."""
        raise NotImplementedError

    @property
    def _state(self) -> str | None:
        """Say what shlex is in: a blank, a word (`a`), a quote or an escape by its character."""
        state: str | None = self.lexer.state  # type: ignore[attr-defined]
        return state

    @property
    def _is_bare(self) -> bool:
        return self._state in (" ", "a")

    def _note(self, count: int) -> None:
        """Note where a character stood by which the word has grown."""
        grown = count - len(self._places)
        self._places += [self.last - (grown - 1 - number) for number in range(grown)]

    def _ends(self) -> bool:
        if self.at >= len(self.text):
            return True
        if self._is_bare and self.text[self.at] in ("\n", *_OPERATORS):
            self.ended_by = self.text[self.at]
            return True
        return False

    def _skip(self) -> None:
        """Pass over what a shell takes out before it looks for words."""
        while not self._ended and self._passes_over():
            pass

    def _passes_over(self) -> bool:
        head = self.text[self.at : self.at + 1]
        if head == "\\" and self._state in (" ", "a", '"'):
            return self._backslash()
        if head == "$" and self._is_bare and (quoted := _ANSI.match(self.text, self.at)):
            self._unfold(quoted)
            return False
        end = self.at
        if self._state == " " and head == "#":
            newline = self.text.find("\n", self.at)
            end = newline if newline >= 0 else len(self.text)
        elif self._state == " " and not _PLACEHOLDER.match(self.text, self.at):
            redirect = _REDIRECT.match(self.text, self.at)
            end = redirect.end() if redirect else self.at
        passed, self.at = end > self.at, end
        return passed

    def _backslash(self) -> bool:
        """Pass over a continuation, or over what double quotes keep."""
        if joined := _CONTINUATION.match(self.text, self.at):
            behind = self.text[joined.end() : joined.end() + 1]
            glues = self._state == "a" and behind.strip() != ""
            self.continuations.append(Continuation(self.at, joined.end(), glues))
            self.at = joined.end()
            return True
        if self._state == '"' and self.text[self.at + 1] in "$`":
            self.at += 1
        return False

    def _unfold(self, quoted: re.Match[str]) -> None:
        """Let each character of `$'...'` wait behind a backslash, so that it stands for itself."""
        if self._state == " ":
            self.word = self.at
        waiting = [("'", self.at), ("'", self.at)]
        begin = quoted.start(1)
        at = 0
        while at < len(quoted[1]):
            escape = _ESCAPE.match(quoted[1], at)
            char = _unescaped(escape[1]) if escape else quoted[1][at]
            waiting += [("\\", begin + at), (char, begin + at)]
            at = escape.end() if escape else at + 1
        self._waiting = waiting[::-1]
        self.at = quoted.end()


def _unescaped(code: str) -> str:
    if code[0] in "xu" and len(code) > 1:
        return chr(int(code[1:], 16))
    if code[0] in "01234567":
        return chr(int(code, 8))
    return _ESCAPED.get(code, code)
