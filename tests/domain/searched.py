"""A knowledge base to search in, under a clock that stands still unless it is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ragmock import contract
from ragmock.domain.clock import Clock
from ragmock.domain.model import Cut, Form, Method, Mode, Rules, Technique, Upload
from ragmock.domain.progression import Progression
from ragmock.domain.retrieval import Found, Query
from ragmock.text.library import Library
from ragmock.world import World, providers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ragmock.domain.model import Chunk, Document

NOON = 1_700_000_000.0
KNOWN = providers(contract.load().providers)
LINES = Rules(Mode.CUSTOM, cut=Cut("\n", 100))
FAMILIES = Rules(Mode.PARENT_CHILD, cut=Cut("\n", 100), child_cut=Cut(" ", 100))


class Spy:
    """An index that tells what it was given."""

    def __init__(self, index: Any, log: list[tuple[list[str], list[str]]]) -> None:
        self._index = index
        self._log = log

    def change(self, gone: Sequence[Any], fresh: Sequence[Any]) -> None:
        """Note the texts, and change the index."""
        self._log.append(([e.chunk.text for e in gone], [e.chunk.text for e in fresh]))
        self._index.change(gone, fresh)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)


class Spying(Library):
    """A library whose indexes can be watched."""

    def __init__(self) -> None:
        super().__init__()
        self.log: list[tuple[list[str], list[str]]] = []

    def index(self) -> Any:
        """Make an index that tells what it was given."""
        return Spy(super().index(), self.log)


class Shelf:
    """One dataset in a world of its own."""

    def __init__(
        self,
        technique: Technique = Technique.VECTORS,
        progression: Progression = Progression.IMMEDIATE,
    ) -> None:
        self.library = Spying()
        self.clock = Clock(lambda: NOON)
        self.world = World.empty("shelf", KNOWN, self.clock, self.library)
        self.world.settings.progression = progression
        self.base = self.world.bases["dify"]
        self.dataset = self.base.ids.uuid()
        self.base.datasets.create(self.dataset, "Shelf", technique=technique)

    # ------------------------------------------------------------------ making
    def put(self, text: str, name: str = "", form: str = Form.PARAGRAPHS) -> Document:
        """Upload a text; each line becomes a chunk. A name that is taken is overwritten."""
        return self.base.documents.submit(
            self.base.datasets.get(self.dataset),
            self.upload(text, name or f"{text[:9]}.txt"),
            FAMILIES if form == Form.PARENT_CHILD else LINES,
            technique=Technique.VECTORS,
            form=form,
        )

    def upload(self, text: str, name: str) -> Upload:
        """Make a file of a text."""
        content = text.encode()
        return Upload(self.base.ids.uuid(), name, "txt", "text/plain", content, self.clock.now())

    def set(self, document: Document, **changes: Any) -> Document:
        """Change a document as it is now."""
        self.base.documents.change(replace(self.now(document), **changes))
        return self.now(document)

    # ------------------------------------------------------------------ looking
    def now(self, document: Document) -> Document:
        """Give a document as it is now."""
        return self.base.documents.get(self.dataset, document.id)

    def chunk(self, text: str) -> tuple[Document, Chunk]:
        """Give the chunk of a text, and its document."""
        return next(
            (document, chunk)
            for document in self.base.state.documents[self.dataset].values()
            for chunk in document.chunks.values()
            if chunk.text == text
        )

    def ask(self, text: str, method: Method | None = Method.FULL_TEXT, **how: Any) -> Found:
        """Search."""
        query = Query(text, method, **({"top_k": 1000} | how))
        return self.base.retrieval.search(self.dataset, query)

    def finds(self, text: str, method: Method | None = Method.FULL_TEXT, **how: Any) -> list[str]:
        """Search, and give the texts that are found."""
        return [hit.chunk.text for hit in self.ask(text, method, **how).hits]

    def indexed(self) -> list[tuple[list[str], list[str]]]:
        """Give the texts that indexes were told to forget and to learn, since this was asked."""
        told, self.library.log[:] = list(self.library.log), []
        return told
