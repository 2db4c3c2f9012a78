"""An index over texts, for the tests of what it finds in them: the rows count from 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ragmock.domain.model import Chunk, Maker, Method
from ragmock.domain.ranking import Entry, Question
from ragmock.text.index import SearchIndex
from ragmock.text.keywords import keywords

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

KEYWORDS, FULL_TEXT, MEANING, HYBRID = Method

#: Eight texts that the tests know by heart.
TEXTS = {
    "cats": "cats are small carnivorous mammals.",
    "dogs": "dogs are loyal companions.",
    "birds": "birds can fly in the sky.",
    "Cats": "Cats and dogs together.",
    "both": "cats with birds.",
    "none": "Nothing relevant at all.",
    "store": "知识库是存放文档的地方。",
    "weather": "今天的天气很好。",
}


def chunk(text: str, words: Iterable[str] | None = None) -> Chunk:
    """Make a chunk; without words its keywords are those of its text."""
    own = tuple(keywords(text) if words is None else words)
    return Chunk("id", "document", 1, text, None, own, 0, "node", "hash", Maker.CLIENT, 0.0, 0.0)


def entries(texts: Iterable[str | Chunk]) -> list[Entry]:
    """Give each text a row."""
    made = (chunk(each) if isinstance(each, str) else each for each in texts)
    return [Entry(row, each) for row, each in enumerate(made, start=1)]


def index_of(
    texts: Iterable[str | Chunk], embed: Callable[[Sequence[str]], Any] | None = None
) -> SearchIndex:
    """Make an index over some texts."""
    made = SearchIndex(embed)
    made.change([], entries(texts))
    return made


def asks(
    text: str, method: Method, meaning: float = 0.7, words: float = 0.3, *, rerank: bool = False
) -> Question:
    """Make a question."""
    return Question(text, method, meaning, words, rerank)


def found(query: str, method: Method, texts: Sequence[str] | None = None) -> list[str]:
    """Give the known texts that answer a query by their names, or other texts as they are."""
    names = list(TEXTS) if texts is None else list(texts)
    ranked = index_of(TEXTS.values() if texts is None else texts).find(asks(query, method), 1000)
    return [names[row - 1] for row, _ in ranked]


def scores(query: str, method: Method, texts: Iterable[str | Chunk]) -> dict[int, float]:
    """Give the score of each row that answers a query."""
    return dict(index_of(texts).find(asks(query, method), 1000))
