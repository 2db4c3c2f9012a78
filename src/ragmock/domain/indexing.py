"""From a file to chunks: read, clean, cut, and find keywords.

What comes out is known as soon as a document is submitted; when it shows is the lifecycle's matter.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from ragmock.domain.cleaning import clean
from ragmock.domain.lifecycle import Failure, Stage
from ragmock.domain.model import Cut, Form, Mode, Rules, Technique, Upload
from ragmock.domain.splitting import (
    MOST_CHUNKS,
    BadSplit,
    TooManyChunks,
    check_size,
    split_automatic,
    split_fixed,
)

_REMEMBERED: Final = 1 << 14


class Unreadable(Exception):  # noqa: N818 - named after what happened
    """A file's content cannot be read; the text says why."""


class Texts(Protocol):
    """What the core needs to know about texts; `ragmock.text` has it."""

    def read(self, name: str, content: bytes) -> list[str]:
        """Give the sections of text in a file; raise `Unreadable`, also if there is no text."""
        ...

    def keywords(self, text: str) -> list[str]:
        """Give the words that a text is about."""
        ...

    def count_tokens(self, text: str) -> int:
        """Give the length of a text as a language model counts it."""
        ...


@dataclass(frozen=True)
class Piece:
    """What becomes a chunk."""

    text: str
    children: tuple[str, ...] = ()
    tokens: int = 0
    keywords: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Indexed:
    """What an indexing brings forth, or how it fails."""

    pieces: Sequence[Piece] = ()
    text_length: int = 0
    failure: Failure | None = None

    @property
    def tokens(self) -> int:
        """The tokens of all pieces."""
        return sum(piece.tokens for piece in self.pieces)


def index(upload: Upload, rules: Rules, form: str, technique: Technique, texts: Texts) -> Indexed:
    """Index a file; a file that cannot be read or cut is a failure, not an exception."""
    try:
        sections = _sections(upload, texts)
    except Unreadable as broken:
        return Indexed(failure=Failure(Stage.PARSING, str(broken)))
    length = sum(map(len, sections))
    try:
        if len(sections) > MOST_CHUNKS:
            raise TooManyChunks
        # The same words come again and again, and each is measured to be joined with others.
        measure = lru_cache(_REMEMBERED)(texts.count_tokens)
        pieces = _cutters(form)(sections, rules, measure)
        if len(pieces) > MOST_CHUNKS:
            raise TooManyChunks
    except BadSplit as bad:
        return Indexed((), length, Failure(Stage.SPLITTING, str(bad)))
    finished = [_finish(piece, technique, form, texts) for piece in pieces]
    return Indexed(finished, length)


def _sections(upload: Upload, texts: Texts) -> list[str]:
    """Read a file; a text is what it says, and nothing that it says makes it unreadable."""
    if upload.is_text:
        return [upload.content.decode().replace("\r\n", "\n").replace("\r", "\n")]
    return texts.read(upload.file_name, upload.content)


def _finish(piece: Piece, technique: Technique, form: str, texts: Texts) -> Piece:
    # Release 1.2.0 finds keywords for both techniques, but not for parents of children.
    keywords = None if form == Form.PARENT_CHILD else tuple(texts.keywords(piece.text))
    tokens = texts.count_tokens(piece.text) if technique is Technique.VECTORS else 0
    return Piece(piece.text, piece.children, tokens, keywords)


Cutter = Callable[[Sequence[str], Rules, Callable[[str], int]], list[Piece]]


def _cutters(form: str) -> Cutter:
    known: dict[str, Cutter] = {
        Form.PARAGRAPHS: _paragraphs,
        Form.QUESTIONS: _questions,
        Form.PARENT_CHILD: _parents,
    }
    if form not in known:
        raise BadSplit(f"Index type {form} is not supported.")
    return known[form]


def _paragraphs(sections: Sequence[str], rules: Rules, length: Callable[[str], int]) -> list[Piece]:
    if rules.cut:
        check_size(rules.cut.size)
    return [Piece(text) for each in sections for text in _cut(each, rules, rules.cut, length)]


def _questions(_: Sequence[str], __: Rules, ___: Callable[[str], int]) -> list[Piece]:
    # A language model makes the questions; without one, releases complete with no chunk at all.
    return []


def _parents(sections: Sequence[str], rules: Rules, length: Callable[[str], int]) -> list[Piece]:
    if rules.mode is not Mode.PARENT_CHILD:  # so recorded: it completes with no chunk
        return []
    if rules.child_cut is None:
        raise BadSplit("No subchunk segmentation found in rules.")
    if rules.whole_document:
        whole = "\n".join(_clean(each, rules) for each in sections)
        parents = [whole] if whole.strip() else []
    else:
        parents = [text for each in sections for text in _cut(each, rules, rules.cut, length)]
    return [
        Piece(parent, tuple(_cut(parent, rules, rules.child_cut, length))) for parent in parents
    ]


def _cut(text: str, rules: Rules, cut: Cut | None, length: Callable[[str], int]) -> list[str]:
    cleaned = _clean(text, rules)
    if cut is None:
        return split_automatic(cleaned, length=length)
    return split_fixed(
        cleaned, separator=cut.separator, size=cut.size, overlap=cut.overlap, length=length
    )


def _clean(text: str, rules: Rules) -> str:
    return clean(text, extra_spaces=rules.extra_spaces, urls_and_emails=rules.urls_and_emails)
