"""A dataset's chunks, made ready to be searched in every way. What is asked first is made first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from ragmock.domain.errors import Refusal
from ragmock.domain.model import Method
from ragmock.domain.ranking import Part
from ragmock.text.embeddings import Embeddings
from ragmock.text.full_text import FullText
from ragmock.text.keyword_table import KeywordTable
from ragmock.text.likeness import Likeness, coverage, vector

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ragmock.domain.ranking import Entry, Places, Question, Ranked
    from ragmock.text.embeddings import Embed

#: How many of the best of each search are weighed together, or ranked anew.
POOL: Final = 100
#: What it counts in a reranking how much of the query a text says, beside how alike they are.
_COVERAGE: Final = 0.2


class Engine(Protocol):
    """One way to search."""

    def change(self, gone: Sequence[Entry], fresh: Sequence[Entry]) -> None:
        """Take entries out, then others in."""
        ...

    def best(self, query: str, limit: int, among: Collection[int] | None = None) -> Ranked:
        """Rank the rows that answer a query, equals by their rows."""
        ...

    def shares(self, query: str, row: int) -> Mapping[str, float]:
        """Give what each word adds to the score of a row, in the measure of the search."""
        ...

    def places(self, text: str, said: Collection[str]) -> Places:
        """Find where the words of shares stand in the text of their row."""
        ...


class SearchIndex:
    """An index over chunks: one engine for each way to search, made when it is first asked for."""

    def __init__(self, embed: Embed | None = None) -> None:
        self._embed = embed
        self._entries: dict[int, Entry] = {}
        self._engines: dict[Method, Engine] = {}
        #: What each engine still has at the rows that changed since it was asked. It stays when a
        #: model refuses to give vectors.
        self._news: dict[Method, dict[int, Entry | None]] = {}

    def change(self, gone: Sequence[Entry], fresh: Sequence[Entry]) -> None:
        """Take entries out, then others in."""
        for entry in gone:
            del self._entries[entry.row]
        self._entries.update((entry.row, entry) for entry in fresh)
        for news in self._news.values():
            for row, known in [(e.row, e) for e in gone] + [(e.row, None) for e in fresh]:
                news.setdefault(row, known)

    def entry(self, row: int) -> Entry:
        """Give what is at a row."""
        return self._entries[row]

    def find(self, asked: Question, limit: int, among: Collection[int] | None = None) -> Ranked:
        """Rank the rows that answer a question; with `among`, only those.

        Of several searches, and for a reranking, the `POOL` best of each are looked at. Refuses
        with `ModelFailed`.
        """
        weights = _weights(asked)
        if len(weights) == 1 and not asked.rerank:
            (only,) = weights
            return self._engine(only).best(asked.text, limit, among)
        most = max(limit, POOL)
        best = {m: dict(self._engine(m).best(asked.text, most, among)) for m in weights}
        rows = set().union(*best.values())
        if asked.rerank:
            scores = self._relevance(asked.text, rows)
        else:
            for method, known in best.items():
                if len(known) == most:  # it has more to say, perhaps of what another found
                    rest = rows - known.keys()
                    known.update(self._engine(method).best(asked.text, len(rest), rest))
            scores = {
                row: sum(weight * best[method].get(row, 0.0) for method, weight in weights.items())
                for row in rows
            }
        ranked = [(row, score) for row, score in scores.items() if score > 0]
        return sorted(ranked, key=lambda found: (-found[1], found[0]))[:limit]

    def explain(self, asked: Question, row: int) -> list[Part]:
        """Tell what the searches, and each word in them, add to the score of a row."""
        parts = []
        for method, weight in _weights(asked).items():
            engine = self._engine(method)
            found = dict(engine.best(asked.text, 1, [row]))
            shares = engine.shares(asked.text, row)
            places = engine.places(self._entries[row].text, shares)
            parts.append(Part(method, weight, found.get(row, 0.0), shares, places))
        return parts

    def notes(self, asked: Question) -> list[str]:
        """Tell what of the answer is approximated."""
        by_meaning = Method.MEANING in _weights(asked) and self._embed is None
        notes = ["semantic search is approximated"] if by_meaning else []
        return notes + (["reranking is approximated"] if asked.rerank else [])

    def _relevance(self, query: str, rows: Collection[int]) -> dict[int, float]:
        """Rank anew, in the place of a reranking model: by meaning, and by how much rows say."""
        likeness = dict(self._engine(Method.MEANING).best(query, len(rows), rows))
        asked = vector(query)
        return {
            row: (1 - _COVERAGE) * likeness.get(row, 0.0)
            + _COVERAGE * coverage(asked, self._entries[row].text)
            for row in rows
        }

    def _engine(self, method: Method) -> Engine:
        """Give the engine for a method, with all that it has to know."""
        if method not in self._engines:
            engine = self._make(method)
            engine.change([], list(self._entries.values()))
            self._engines[method], self._news[method] = engine, {}
        news = self._news[method]
        if news:
            gone = [known for known in news.values() if known]
            fresh = [self._entries[row] for row in news if row in self._entries]
            self._bring(method, gone, fresh)
            news.clear()
        return self._engines[method]

    def _bring(self, method: Method, gone: Sequence[Entry], fresh: Sequence[Entry]) -> None:
        """Tell an engine what is new; one that crashes at it may know half, and is made anew."""
        try:
            self._engines[method].change(gone, fresh)
        except Refusal:
            raise
        except Exception:
            del self._engines[method]
            raise

    def _make(self, method: Method) -> Engine:
        match method:
            case Method.KEYWORDS:
                return KeywordTable()
            case Method.MEANING:
                return Embeddings(self._embed) if self._embed else Likeness()
            case _:
                return FullText()


def _weights(asked: Question) -> dict[Method, float]:
    """Give the searches behind a method, and what each weighs in the score, if it does."""
    if asked.method is not Method.HYBRID:
        return {asked.method: 1.0}
    given = {Method.MEANING: asked.meaning_weight, Method.FULL_TEXT: asked.keyword_weight}
    whole = sum(given.values())
    return {method: weight / whole for method, weight in given.items() if weight}
