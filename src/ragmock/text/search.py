"""Which chunks answer a query, and how well.

Every function ranks the candidates anew and returns ``(key, score)`` pairs, the best first, ties
in the order of the candidates, those that do not match left out. Scores are in (0, 1]. They rank
sensibly; no embedding model or search engine gives the same figures.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from ragmock.text.keywords import keywords
from ragmock.text.stop_words import STOP_WORDS
from ragmock.text.tokens import IDEOGRAPHS

Ranking = list[tuple[str, float]]


@dataclass(frozen=True)
class Candidate:
    """A chunk that may answer a query."""

    key: str
    text: str
    keywords: tuple[str, ...] = ()


def by_keyword(query: str, candidates: Sequence[Candidate]) -> Ranking:
    """Rank by how many of the query's keywords are keywords of the chunk, in the same case.

    The score is their share. (Dify ranks by the number and gives no score: null in 1.2.0, 0.0 in
    1.16; ties come in no order there.)
    """
    wanted = set(keywords(query))
    found = {each.key: len(wanted.intersection(each.keywords)) for each in candidates}
    return _ranked({key: matches / len(wanted) for key, matches in found.items() if matches})


def by_full_text(query: str, candidates: Sequence[Candidate]) -> Ranking:
    """Rank by BM25 over words, ideographs and pairs of ideographs, in whatever case.

    The score is ``s / (s + 1)`` for a BM25 of ``s``: it grows with it and stays below 1.
    """
    counts = {each.key: _words(each.text) for each in candidates}
    lengths = {key: words.total() for key, words in counts.items()}
    average = sum(lengths.values()) / max(len(lengths), 1)
    scores = dict.fromkeys((each.key for each in candidates), 0.0)
    for word in _words(query):
        holders = [key for key, words in counts.items() if word in words]
        rarity = math.log1p((len(counts) - len(holders) + 0.5) / (len(holders) + 0.5))
        for key in holders:
            often = counts[key][word]
            damping = _SATURATION * (1 - _LENGTH + _LENGTH * lengths[key] / average)
            scores[key] += rarity * often * (_SATURATION + 1) / (often + damping)
    return _ranked({key: score / (score + 1) for key, score in scores.items() if score})


def by_meaning(query: str, candidates: Sequence[Candidate]) -> Ranking:
    """Rank by the likeness of the words, in whatever case.

    This stands in for embeddings and is none: it finds inflected and misspelt words by the
    letters that they share, and knows nothing of synonyms or other languages. The score is the
    cosine of the two bags of words, pairs of ideographs and triples of letters.
    """
    wanted = _vector(query)
    likeness = {each.key: _dot(wanted, _vector(each.text)) for each in candidates}
    return _ranked({key: min(value, 1.0) for key, value in likeness.items() if value > 0})


def hybrid(
    query: str,
    candidates: Sequence[Candidate],
    *,
    meaning_weight: float,
    keyword_weight: float,
) -> Ranking:
    """Rank by meaning and full text together.

    The score is the weighted mean of both, a search that does not find the chunk counting as 0.
    Weights are at least 0, and need not add up to 1.
    """
    whole = meaning_weight + keyword_weight or 1.0
    scores = dict.fromkeys((each.key for each in candidates), 0.0)
    for weight, ranking in (
        (meaning_weight, by_meaning(query, candidates)),
        (keyword_weight, by_full_text(query, candidates)),
    ):
        for key, score in ranking:
            scores[key] += score * weight / whole
    return _ranked({key: min(score, 1.0) for key, score in scores.items() if score})


_WORD: Final = re.compile(rf"[{IDEOGRAPHS}]+|[^\W_{IDEOGRAPHS}]+")
_IDEOGRAPH: Final = re.compile(f"[{IDEOGRAPHS}]")

# The usual parameters of BM25: how soon repeating a word stops to count, and how much long texts
# are held back.
_SATURATION: Final = 1.2
_LENGTH: Final = 0.75

# What a word, a part of one and a stop word weigh in a likeness.
_WHOLE: Final = 1.0
_PART: Final = 0.4
_STOP_WORD: Final = 0.1
_TRIPLE: Final = 3

# Texts of a whole small knowledge base, so that asking again does not cut them again.
_REMEMBERED: Final = 2048


def _ranked(scores: Mapping[str, float]) -> Ranking:
    return sorted(scores.items(), key=lambda found: -found[1])


@lru_cache(_REMEMBERED)
def _words(text: str) -> Counter[str]:
    """Count the words of a text; of ideographs, each one and each pair is a word."""
    counts: Counter[str] = Counter()
    for word in _WORD.findall(text.lower()):
        if _IDEOGRAPH.match(word):
            counts.update(word)
            counts.update(map("".join, pairwise(word)))
        else:
            counts[word] += 1
    return counts


@lru_cache(_REMEMBERED)
def _vector(text: str) -> Mapping[str, float]:
    """Return the weights of a text's words and of their parts, as a vector of length 1."""
    weights: defaultdict[str, float] = defaultdict(float)
    for word, often in _words(text).items():
        share = 1 + math.log(often)
        for feature, weight in _features(word):
            weights[feature] += share * weight
    norm = math.hypot(*weights.values())
    return {feature: weight / norm for feature, weight in weights.items()}


def _features(word: str) -> Iterator[tuple[str, float]]:
    if word in STOP_WORDS:
        yield word, _STOP_WORD
    elif _IDEOGRAPH.match(word):
        yield word, _PART if len(word) == 1 else _WHOLE
    else:
        yield word, _WHOLE
        framed = f"<{word}>"
        for start in range(len(framed) - _TRIPLE + 1):
            yield f"~{framed[start : start + _TRIPLE]}", _PART


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    small, large = sorted((one, other), key=len)
    return math.fsum(weight * large.get(feature, 0.0) for feature, weight in small.items())
