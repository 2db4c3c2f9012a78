"""The words by which keyword search finds a chunk."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from ragmock.text.stop_words import STOP_WORDS
from ragmock.text.tokens import IDEOGRAPHS

_SHORTEST: Final = 2
_HAN: Final = re.compile("[\u4e00-\u9fd5]")

# How the jieba of Python cuts what its dictionary does not have: numbers keep one decimal point
# and a percent sign, and a run of the other signs that it lets into words ("---") is a token too.
_LATIN: Final = re.compile(r"[a-zA-Z0-9]+(?:\.\d+)?%?|[+#&._%-]+")
_WORD: Final = re.compile(r"\w+")

# All words of the dictionary hold an ideograph, but these five.
_NEEDS_DICTIONARY: Final = re.compile(rf"[{IDEOGRAPHS}]|[cC]#|[cC]\+\+|AT&T")

# Katakana write loan words, of which a technical text is full; hangul has blanks between words.
_KATAKANA_OR_HANGUL: Final = re.compile("([\u30a1-\u30fa\u30fc]{2,}|[\uac00-\ud7a3]{2,})")


def keywords(text: str, limit: int = 10) -> list[str]:
    """Return the most frequent words of the text, the first to appear first among equals.

    Case is kept: ``Cats`` and ``cats`` are two words (Dify 1.2.0 and 1.16.0, run). Words of one
    character and stop words, in whatever case, are left out. A word that holds others
    (``12.50``) is followed, behind the *limit*, by those that are no stop words (``12``,
    ``50``), as on the real server.

    An approximation for Chinese: jieba weighs a frequent word against its rarity in the language
    (TF-IDF), and here the frequency alone decides. English words all have the same rarity there,
    so for them the outcome is the same. Words in katakana and hangul are keywords here and not
    there; text in other scripts has none, there or here.
    """
    counts = Counter(
        token
        for token in _tokens(text)
        if len(token.strip()) >= _SHORTEST and token.lower() not in STOP_WORDS
    )
    ranked = [token for token, _ in counts.most_common(limit)]
    return list(dict.fromkeys([*ranked, *_parts(ranked)]))


def _tokens(text: str) -> Iterator[str]:
    for place, part in enumerate(_KATAKANA_OR_HANGUL.split(text)):
        if place % 2:
            yield part
        else:
            yield from _cut(part)


def _cut(text: str) -> Iterator[str]:
    if not _NEEDS_DICTIONARY.search(text):
        yield from _LATIN.findall(text)
        return
    import rjieba  # noqa: PLC0415 - loads its dictionary, 33 MB in 0.1 seconds

    for token in rjieba.cut(text):
        if _HAN.search(token) or rjieba.has_word(token):
            yield token
        else:
            yield from _LATIN.findall(token)


def _parts(tokens: list[str]) -> Iterator[str]:
    for token in tokens:
        parts = _WORD.findall(token)
        if len(parts) > 1:
            yield from (part for part in parts if part not in STOP_WORDS)
