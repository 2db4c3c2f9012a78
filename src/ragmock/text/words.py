"""The words of a text, as full-text and semantic search compare them."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from ragmock.text.stop_words import STOP_WORDS
from ragmock.text.tokens import IDEOGRAPHS

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from ragmock.domain.ranking import Places

_RUN: Final = re.compile(rf"[{IDEOGRAPHS}]+|[^\W_{IDEOGRAPHS}]+")
#: The same in a text as it is written, where accents may be signs of their own.
_WRITTEN: Final = re.compile(rf"[{IDEOGRAPHS}]+|(?:[^\W_{IDEOGRAPHS}][\u0300-\u036f]*)+")
_IDEOGRAPH: Final = re.compile(f"[{IDEOGRAPHS}]")


def words(text: str) -> list[str]:
    """Give the words in their order, in lower case; of ideographs, each one and each pair.

    Nobody writes blanks between Chinese words, and a segmenter may cut a query otherwise than a
    text; pairs match whatever way either is cut.
    """
    return [word for run in _runs(text) for word in _of_run(run)]


def terms(query: str) -> list[str]:
    """Give the words that a query asks for, each once: no stop words, unless there is nothing else.

    Of ideographs only the pairs, unless one stands alone: nearly every text has each one of them.
    """
    asked = list(dict.fromkeys(word for run in _runs(query) for word in _of_query(run)))
    return [word for word in asked if word not in STOP_WORDS] or asked


def places_of(text: str, said: Container[str], key: Callable[[str], str] = str) -> Places:
    """Find where the words of a text stand for which something was said, by the key of each."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for word, start, end in _placed(text):
        if key(word) in said:
            found[key(word)].append((start, end))
    return found


def is_ideographic(word: str) -> bool:
    """Tell whether a word is an ideograph or a pair of them."""
    return bool(_IDEOGRAPH.match(word))


def stem(word: str) -> str:
    """Give the stem of an English word; a word of ideographs is its own."""
    if is_ideographic(word):
        return word
    found: str = _stemmer().stemWord(word)
    return found


def _runs(text: str) -> list[str]:
    found: list[str] = _RUN.findall(normalize("NFKC", text).casefold())
    return found


def _placed(text: str) -> Iterator[tuple[str, int, int]]:
    """Go through the words of a text with their places.

    What `words` makes of a run depends on how Unicode may write it otherwise, so a run has one.
    """
    for run in _WRITTEN.finditer(text):
        start, end = run.span()
        if not is_ideographic(run[0]):
            yield from ((word, start, end) for word in words(run[0]))
            continue
        for at in range(start, end):
            yield from ((text[at:to], at, to) for to in (at + 1, at + 2) if to <= end)


def _of_run(run: str) -> list[str]:
    return [*run, *_pairs(run)] if is_ideographic(run) else [run]


def _of_query(run: str) -> list[str]:
    return _pairs(run) or [run] if is_ideographic(run) else [run]


def _pairs(run: str) -> list[str]:
    return ["".join(pair) for pair in pairwise(run)]


@lru_cache(1)
def _stemmer():  # type: ignore[no-untyped-def] # noqa: ANN202 - the library has no types
    from snowballstemmer import stemmer  # noqa: PLC0415 - on first use

    return stemmer("english")
