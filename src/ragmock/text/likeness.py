"""Semantic search without a model: texts are alike when their words are.

This stands in for embeddings and is none: it knows inflected, derived and misspelt words by their
stems and letters, and nothing of synonyms or other languages.

A text is a vector over the stems of its words, of length 1. Two vectors are multiplied as if a stem
were partly any other that has most of its letters (a soft cosine), so their product depends on the
two texts alone, and is 1 for a text and itself.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ragmock.text.ranking import ranked
from ragmock.text.stop_words import STOP_WORDS
from ragmock.text.words import is_ideographic, places_of, stem, words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import numpy as np

    from ragmock.domain.ranking import Entry, Places, Ranked

    Scores = np.ndarray[tuple[int], np.dtype[np.float32]]

# What a stop word and a lone ideograph weigh beside a word.
_STOP_WORD: Final = 0.1
_IDEOGRAPH: Final = 0.4

# Stems of at least so many letters are alike when they share so much of their triples.
_SHORTEST: Final = 4
_ALIKE: Final = 0.6
_TRIPLE: Final = 3

# A longer word is none that comes again, and remembering many of them takes gigabytes.
_LONGEST: Final = 100

# So many rows more than those that are there may be left behind.
_LEFT_BEHIND: Final = 1_000


class Likeness:
    """The vectors of texts, kept by stem: which texts have it, and how much it weighs there."""

    def __init__(self) -> None:
        self._rows = array("q")  # of each place; a row that was taken out stays behind as -1
        self._places: dict[int, int] = {}
        self._postings: dict[str, tuple[array[int], array[float]]] = {}  # places, weights
        self._with_triple: defaultdict[str, list[str]] = defaultdict(list)  # stems

    def change(self, gone: Sequence[Entry], fresh: Sequence[Entry]) -> None:
        """Take entries out, then others in."""
        for entry in gone:
            self._rows[self._places.pop(entry.row)] = -1
        if len(self._rows) > 2 * len(self._places) + _LEFT_BEHIND:
            self._sweep()
        for entry in fresh:
            self._add(entry)

    def best(self, query: str, limit: int, among: Collection[int] | None = None) -> Ranked:
        """Rank the rows that are like the query at all, equals by their rows; at most 1."""
        import numpy as np  # noqa: PLC0415 - on first use

        scores = self._products(query)
        rows = np.frombuffer(self._rows, np.int64)
        wanted = (scores > 0) & (rows >= 0)
        if among is not None:
            wanted &= np.isin(rows, np.fromiter(among, np.int64, len(among)))
        return ranked(rows[wanted], scores[wanted], limit)

    def shares(self, query: str, row: int) -> dict[str, float]:
        """Give what each stem of a row adds to its score."""
        place = self._places[row]
        found = {}
        for like, weight in self._spread(query).items():
            places, weights = self._postings[like]
            if place in places:
                found[like] = weight * weights[places.index(place)]
        return found

    def places(self, text: str, said: Collection[str]) -> Places:
        """Find where words of these stems stand in a text."""
        return places_of(text, said, stem)

    def _add(self, entry: Entry) -> None:
        place = self._places[entry.row] = len(self._rows)
        self._rows.append(entry.row)
        for word, weight in vector(entry.text).items():
            self._post(word, place, weight)

    def _sweep(self) -> None:
        """Forget the places and the stems of rows that were taken out."""
        old, self._postings = self._postings, {}
        kept = {place: new for new, place in enumerate(self._places.values())}
        self._rows = array("q", self._places)
        self._places = {row: place for place, row in enumerate(self._rows)}
        self._with_triple.clear()
        for word, (places, weights) in old.items():
            for place, weight in zip(places, weights, strict=True):
                if place in kept:
                    self._post(word, kept[place], weight)

    def _post(self, word: str, place: int, weight: float) -> None:
        if word not in self._postings:
            self._postings[word] = (array("I"), array("f"))
            for triple in _triples(word):
                self._with_triple[triple].append(word)
        places, weights = self._postings[word]
        places.append(place)
        weights.append(weight)

    def _products(self, query: str) -> Scores:
        """Multiply the query's vector with all."""
        import numpy as np  # noqa: PLC0415 - on first use

        scores = np.zeros(len(self._rows), np.float32)
        for like, weight in self._spread(query).items():
            places, weights = self._postings[like]
            scores[np.frombuffer(places, np.uint32)] += weight * np.frombuffer(weights, np.float32)
        return np.minimum(scores, 1)

    def _spread(self, query: str) -> dict[str, float]:
        """Spread the weight of each stem of the query over those like it that any text has.

        In the order of the stems, lest a sum be rounded otherwise when texts came otherwise.
        """
        spread: defaultdict[str, float] = defaultdict(float)
        for word, weight in vector(query).items():
            for like, share in self._like(word).items():
                spread[like] += weight * share
        return dict(sorted(spread.items()))

    def _like(self, word: str) -> dict[str, float]:
        """Find the stems that have most of a stem's letters, and how like they are, up to 1."""
        found = {word: 1.0} if word in self._postings else {}
        triples = _triples(word)
        shared = Counter(like for triple in triples for like in self._with_triple.get(triple, ()))
        for like, count in shared.items():
            cosine = count / math.sqrt(len(triples) * len(_triples(like)))
            if like != word and cosine >= _ALIKE:
                found[like] = cosine**2
        return found


def vector(text: str) -> Mapping[str, float]:
    """Give the weights of a text's stems, as a vector of length 1."""
    weights: defaultdict[str, float] = defaultdict(float)
    for word, often in Counter(words(text)).items():
        feature = _feature if len(word) <= _LONGEST else _feature.__wrapped__
        root, weight = feature(word)
        weights[root] += weight * (1 + math.log(often))
    norm = math.hypot(*weights.values())
    return {word: weight / norm for word, weight in weights.items()}


def coverage(asked: Mapping[str, float], text: str) -> float:
    """Give the share of a query's vector that stands in a text, however long that is."""
    said = vector(text)
    return min(sum(weight**2 for word, weight in asked.items() if word in said), 1.0)


@lru_cache(65_536)
def _feature(word: str) -> tuple[str, float]:
    """Give the stem of a word, and what it weighs beside others."""
    if word in STOP_WORDS:
        return stem(word), _STOP_WORD
    lone = len(word) == 1 and is_ideographic(word)
    return stem(word), _IDEOGRAPH if lone else 1.0


def _triples(word: str) -> set[str]:
    """Give the triples of letters of a word that is long enough to be misspelt."""
    if len(word) < _SHORTEST or is_ideographic(word):
        return set()
    framed = f"<{word}>"
    return {framed[start : start + _TRIPLE] for start in range(len(framed) - _TRIPLE + 1)}
