"""How a text is cut into chunks: Dify's variant of recursive splitting by characters.

Four separators are tried, from the widest to the narrowest. A piece that is still too long is
cut by the next separator, in the end between characters; neighbouring short pieces are joined
again up to the size, and a chunk may begin with the end of the chunk before it (the overlap).
Every piece keeps the separator behind it. Dify 1.3 to 1.5 lost the separators where a custom
rule came to this (issues 19776, 22046); whether 1.2.0 does is not verified.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, dropwhile, groupby, islice
from typing import Final

Length = Callable[[str], int]
"""How long a text is: in characters (``len``, Dify from 1.3.0) or in tokens (until then)."""

SHORTEST_SIZE: Final = 50
LONGEST_SIZE: Final = 4000
#: More is none of a real text of the largest upload, and would take minutes to index.
MOST_CHUNKS: Final = 60_000
AUTOMATIC_SIZE: Final = 500
AUTOMATIC_OVERLAP: Final = 50

# The empty one, which every text has, stands for the cut between characters.
_SEPARATORS: Final = ("\n\n", "。", ". ", " ", "")

# As in Dify 1.2.0. Later releases spare "!", the head of an image (still missing in 2025-11, pull
# request 28502), and "【" (pull request 29419, 2025-12).
_LEADING_PUNCTUATION: Final = re.compile(
    "^[\u2000-\u206f\u2e00-\u2e7f\u3000-\u303f!\"#$%&'()*+,./:;<=>?@^_`~]+",
)


class BadSplit(ValueError):  # noqa: N818 - named after what happened, as all refusals are
    """The sizes of a rule do not fit together."""


@dataclass(eq=False)
class SizeOutOfRange(BadSplit):
    """A custom rule asks for chunks of a size that the server does not make."""

    size: int

    def __str__(self) -> str:
        """Say it as Dify does, from 0.6 on."""
        return f"Custom segment length should be between {SHORTEST_SIZE} and {LONGEST_SIZE}."


@dataclass(eq=False)
class OverlapTooLarge(BadSplit):
    """More of a chunk is to be repeated than it holds."""

    overlap: int
    size: int

    def __str__(self) -> str:
        """Say it as Dify does."""
        return (
            f"Got a larger chunk overlap ({self.overlap}) than chunk size ({self.size}), "
            "should be smaller."
        )


class TooManyChunks(BadSplit):
    """A text comes to more chunks than are kept."""

    def __str__(self) -> str:
        """Say how many are kept."""
        return f"The text makes more than {MOST_CHUNKS} chunks."


def check_size(size: int) -> None:
    """Raise SizeOutOfRange if a custom rule may not ask for chunks of this size.

    Dify checks it while it indexes, not when the document is created, so the document ends in
    ``error`` with this text.
    """
    if not SHORTEST_SIZE <= size <= LONGEST_SIZE:
        raise SizeOutOfRange(size)


def split_fixed(
    text: str,
    *,
    separator: str,
    size: int,
    overlap: int,
    length: Length,
) -> list[str]:
    r"""Return the chunks of a custom or hierarchical rule, in order.

    The separator is taken out and what lies between is never joined again, however short. In
    *separator* a backslash followed by ``n`` stands for a newline, and no other escape is known
    (Dify until 1.11.1). An empty separator cuts nothing. Raises OverlapTooLarge or TooManyChunks.
    """
    _check_overlap(overlap, size)
    separator = separator.replace("\\n", "\n")
    pieces = text.split(separator) if separator else [text]
    chunks = (
        _split(piece, _SEPARATORS, size, overlap, length) if length(piece) > size else (piece,)
        for piece in filter(None, pieces)
    )
    return _tidy(chain.from_iterable(chunks))


def split_automatic(text: str, *, length: Length) -> list[str]:
    """Return the chunks of the automatic rule, in order.

    They are up to 500 long and share up to 50. The newline that the rule names as its separator
    is not used (Dify 0.6 to 1.16); short paragraphs are joined. Raises TooManyChunks.
    """
    return _tidy(_split(text, _SEPARATORS, AUTOMATIC_SIZE, AUTOMATIC_OVERLAP, length))


def _check_overlap(overlap: int, size: int) -> None:
    if overlap > size:
        raise OverlapTooLarge(overlap, size)


def _split(
    text: str,
    separators: Sequence[str],
    size: int,
    overlap: int,
    length: Length,
) -> Iterator[str]:
    """Cut by the widest separator that occurs, and the pieces that stay too long by the rest."""
    separator, *narrower = dropwhile(lambda each: each not in text, separators)
    if not separator:
        yield from _windows(text, size, overlap, length)
        return

    pieces = ((piece, length(piece)) for piece in _keep_separator(text, separator))
    for fits, neighbours in groupby(pieces, key=lambda piece: piece[1] < size):
        if fits:
            yield from _merge(neighbours, size, overlap)
        else:
            for piece, _ in neighbours:
                yield from _split(piece, narrower, size, overlap, length)


def _keep_separator(text: str, separator: str) -> Iterator[str]:
    *heads, tail = text.split(separator)
    for head in heads:
        yield head + separator
    if tail not in {"", "\n"}:
        yield tail


def _merge(pieces: Iterable[tuple[str, int]], size: int, overlap: int) -> Iterator[str]:
    """Join neighbours up to the size, and begin each chunk with what the overlap allows."""
    window: deque[tuple[str, int]] = deque()
    total = 0
    for piece, measure in pieces:
        if window and total + measure > size:
            yield _join(window)
            while window and (total > overlap or total + measure > size):
                total -= window.popleft()[1]
        window.append((piece, measure))
        total += measure
    if window:
        yield _join(window)


def _join(window: Iterable[tuple[str, int]]) -> str:
    return "".join(text for text, _ in window).strip()


def _windows(text: str, size: int, overlap: int, length: Length) -> Iterator[str]:
    r"""Cut between characters.

    Newlines are lost here ("line1\nline2" becomes "line1line2"; Dify 1.16, run). Of an overlap
    of more than half a chunk only half a chunk is repeated, which keeps the number of chunks in
    proportion to the text.
    """
    text = text.replace("\n", "")
    measures = {character: length(character) for character in set(text)}
    start = total = 0
    for position, character in enumerate(text):
        measure = measures[character]
        if total + measure > size and position > start:
            yield text[start:position].strip()
            room = min(overlap, size // 2, size - measure)
            oldest, start, total = start + 1, position, 0
            while start > oldest and total + measures[text[start - 1]] <= room:
                start -= 1
                total += measures[text[start]]
        total += measure
    if start < len(text):
        yield text[start:].strip()


def _tidy(chunks: Iterable[str]) -> list[str]:
    """Drop blank chunks, and the punctuation that a chunk begins with (Dify from 0.12 on).

    Blanks are stripped after that, so what lies behind a leading blank stays.
    """
    found = list(islice(chunks, MOST_CHUNKS + 1))
    if len(found) > MOST_CHUNKS:
        raise TooManyChunks
    bare = (_LEADING_PUNCTUATION.sub("", chunk).strip() for chunk in found)
    return [chunk for chunk in bare if chunk]
