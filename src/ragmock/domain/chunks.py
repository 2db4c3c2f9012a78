"""Chunks and their children: those that indexing made and those that clients add and change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING

from ragmock.domain.changes import Deed, Thing
from ragmock.domain.errors import (
    AnswerMissing,
    ChunkDisabled,
    Disabled,
    NoSuchChild,
    NoSuchChunk,
    NotAvailable,
)
from ragmock.domain.lifecycle import Stage, progress, reached
from ragmock.domain.model import Child, Chunk, Document, Form, Maker, Technique
from ragmock.domain.paging import matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ragmock.domain.indexing import Piece
    from ragmock.domain.knowledge_base import KnowledgeBase


@dataclass(frozen=True)
class Draft:
    """What a client says about a chunk; None says nothing."""

    text: str | None = None
    answer: str | None = None
    keywords: tuple[str, ...] | None = None
    enabled: bool | None = None


@dataclass(frozen=True)
class Made:
    """A chunk as it is to be, with its children, and who made each."""

    draft: Draft
    maker: Maker = Maker.CLIENT
    children: tuple[tuple[str, Maker], ...] = ()


class Chunks:
    """The chunks of a knowledge base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    # ----------------------------------------------------------------- finding
    def of(self, document: Document, keyword: str = "") -> list[Chunk]:
        """List the chunks of a document that are there yet, in order."""
        if self._base.documents.entered(document, Stage.INDEXING) is None:
            return []
        rows = document.chunks.values()
        if not keyword:
            return list(rows)
        return [one for one in rows if matches(keyword, one.text, ignore_case=True)]

    def completed(self, document: Document) -> list[Chunk]:
        """List the chunks of a document that `is_completed` tells of, without asking each."""
        technique = self._base.datasets.get(document.dataset_id).technique
        by_keywords = technique is not Technique.VECTORS
        never = document.form == Form.PARENT_CHILD and by_keywords
        done = -1.0 if never else progress(document.run, self._base.now())
        return [
            chunk
            for chunk in self.of(document)
            if chunk.maker is Maker.CLIENT or chunk.position / document.piece_count <= done
        ]

    def get(self, dataset_id: str, document_id: str, chunk_id: str) -> tuple[Document, Chunk]:
        """Find a chunk and its document; refuses with `NoSuchChunk`.

        Release 1.2.0 finds it whatever document the path names; here, of the same dataset.
        """
        named = self._base.documents.get(dataset_id, document_id)
        # nearly always the named one has it: the others are only looked at where it has not
        for document in chain((named,), self._base.state.documents[dataset_id].values()):
            chunk = document.chunks.get(chunk_id)
            if chunk and self._base.documents.entered(document, Stage.INDEXING) is not None:
                return document, chunk
        raise NoSuchChunk(chunk_id)

    def is_completed(self, document: Document, chunk: Chunk) -> bool:
        """Tell whether a chunk can be found by a search, as far as indexing goes.

        Release 1.2.0 never completes parents of children that are searched by keywords.
        """
        if chunk.maker is Maker.CLIENT:
            return True
        technique = self._base.datasets.get(document.dataset_id).technique
        if document.form == Form.PARENT_CHILD and technique is not Technique.VECTORS:
            return False
        return self._indexed_at(document, chunk) is not None

    def completed_at(self, document: Document, chunk: Chunk) -> float | None:
        """Tell when a chunk was indexed; None while it is not."""
        if not self.is_completed(document, chunk):
            return None
        if chunk.maker is Maker.CLIENT or chunk.edited:
            return chunk.updated_at
        return self._indexed_at(document, chunk)

    def indexing_at(self, document: Document, chunk: Chunk) -> float | None:
        """Tell when the indexing of a chunk began."""
        if chunk.maker is Maker.CLIENT or chunk.edited:
            return chunk.updated_at
        return self._base.documents.entered(document, Stage.INDEXING)

    def tokens(self, document: Document, text: str) -> int:
        """Count the tokens of a chunk, which cost nothing where there are no embeddings."""
        technique = self._base.datasets.get(document.dataset_id).technique
        return self._base.texts.count_tokens(text) if technique is Technique.VECTORS else 0

    # ----------------------------------------------------------------- changing
    def add(self, document: Document, drafts: Sequence[Draft]) -> list[Chunk]:
        """Add chunks to a document.

        Refuses with `Archived`, `NeverIndexed`, `StillIndexing`, `NotAvailable`, `Disabled`,
        `AnswerMissing`, `NoRoomForChunks`.
        """
        documents = self._base.documents
        if not document.archived:
            documents.require_initialized(document.dataset_id)
        documents.require_editable(document)
        if documents.stage(document) is Stage.ERROR:
            raise NotAvailable(document.id, Stage.ERROR.value)
        if not document.enabled:
            raise Disabled(document.id)
        self._require_model(document)
        questions = document.form == Form.QUESTIONS
        for place, draft in enumerate(drafts):
            if questions and not (draft.answer or "").strip():
                raise AnswerMissing(place)
        self._base.require_room(len(drafts))
        last = max((one.position for one in document.chunks.values()), default=0)
        added = [self._new(document, last + n, draft) for n, draft in enumerate(drafts, start=1)]
        self._replace(document, [], added)
        return added

    def put_instead(self, document: Document, chunks: Sequence[Made]) -> None:
        """Put chunks in the place of those that a document has, whatever its stage."""
        fresh = [self._made(document, place, each) for place, each in enumerate(chunks, start=1)]
        self._replace(document, list(document.chunks), fresh)

    def change(self, document: Document, chunk: Chunk, draft: Draft) -> Chunk:
        """Change a chunk; disabling one ignores all else that is said, as every release does.

        Refuses with `Archived`, `StillIndexing` or `ChunkDisabled`.
        """
        self._base.documents.require_editable(document)
        self._require_model(document)
        now = self._base.now()
        if draft.enabled is False and chunk.enabled:
            return self._put(document, replace(chunk, enabled=False, disabled_at=now))
        if not chunk.enabled and not draft.enabled:
            raise ChunkDisabled(chunk.id)
        text = draft.text or chunk.text
        answer = draft.answer if document.form == Form.QUESTIONS else chunk.answer
        changed = replace(chunk, enabled=True, disabled_at=None)
        if text != chunk.text or answer != chunk.answer:
            keywords = draft.keywords or tuple(self._base.texts.keywords(text))
            changed = replace(changed, text=text, answer=answer, keywords=keywords)
            changed = replace(
                changed, node_hash=node_hash(text), tokens=self.tokens(document, text)
            )
        elif draft.keywords:
            changed = replace(changed, keywords=draft.keywords)
        if changed == chunk:
            return chunk
        return self._put(document, replace(changed, edited=True, updated_at=now))

    def delete(self, document: Document, chunk: Chunk) -> None:
        """Delete a chunk; the positions of the others stay."""
        self._base.documents.require_editable(document)
        self._replace(document, [chunk.id], [])

    # ----------------------------------------------------------------- children
    def child(self, chunk: Chunk, child_id: str) -> Child:
        """Find a child; refuses with `NoSuchChild`."""
        for child in chunk.children:
            if child.id == child_id:
                return child
        raise NoSuchChild(child_id)

    def add_child(self, document: Document, chunk: Chunk, text: str) -> Child:
        """Add a child behind the others; refuses with `NoRoomForChunks`."""
        self._base.documents.require_editable(document)
        self._base.require_room(1)
        now = self._base.now()
        position = max((one.position for one in chunk.children), default=0) + 1
        child = Child(self._base.ids.uuid(), position, text, Maker.CLIENT, now, now)
        self._put(document, replace(chunk, children=(*chunk.children, child)))
        return child

    def change_child(self, document: Document, chunk: Chunk, child: Child, text: str) -> Child:
        """Give a child another text; it is the client's from then on."""
        self._base.documents.require_editable(document)
        changed = replace(child, text=text, maker=Maker.CLIENT, updated_at=self._base.now())
        children = tuple(changed if one is child else one for one in chunk.children)
        self._put(document, replace(chunk, children=children))
        return changed

    def delete_child(self, document: Document, chunk: Chunk, child: Child) -> None:
        """Delete a child; the positions of the others stay."""
        self._base.documents.require_editable(document)
        self._put(
            document, replace(chunk, children=tuple(c for c in chunk.children if c is not child))
        )

    # ----------------------------------------------------------------- within
    def _indexed_at(self, document: Document, chunk: Chunk) -> float | None:
        """Tell when indexing came to a chunk: one after the other, in order."""
        share = chunk.position / document.piece_count
        return reached(document.run, share, self._base.now())

    def _new(self, document: Document, position: int, draft: Draft) -> Chunk:
        ids, now, text = self._base.ids, self._base.now(), draft.text or ""
        return Chunk(
            id=ids.uuid(),
            document_id=document.id,
            position=position,
            text=text,
            answer=draft.answer if document.form == Form.QUESTIONS else None,
            keywords=draft.keywords or tuple(self._base.texts.keywords(text)),
            tokens=self.tokens(document, text),
            node_id=ids.uuid(),
            node_hash=node_hash(text),
            maker=Maker.CLIENT,
            created_at=now,
            updated_at=now,
        )

    def _made(self, document: Document, position: int, said: Made) -> Chunk:
        chunk = self._new(document, position, said.draft)
        enabled = said.draft.enabled is not False
        children = tuple(
            Child(self._base.ids.uuid(), place, text, maker, chunk.created_at, chunk.created_at)
            for place, (text, maker) in enumerate(said.children, start=1)
        )
        return replace(
            chunk,
            keywords=said.draft.keywords,
            maker=said.maker,
            enabled=enabled,
            disabled_at=None if enabled else chunk.created_at,
            children=children,
        )

    def _require_model(self, document: Document) -> None:
        datasets = self._base.datasets
        datasets.require_technique(datasets.get(document.dataset_id).technique)

    def _put(self, document: Document, chunk: Chunk) -> Chunk:
        self._replace(document, [], [chunk])
        return chunk

    def _replace(self, document: Document, gone: Sequence[str], fresh: Sequence[Chunk]) -> None:
        """Change the chunks of a document as it is now, and count the characters anew."""
        now = self._base.documents.get(document.dataset_id, document.id)
        chunks = {**now.chunks, **{chunk.id: chunk for chunk in fresh}}
        for chunk_id in gone:
            chunks.pop(chunk_id, None)
        changes = self._base.changes
        for chunk in fresh:
            deed = Deed.CHANGED if chunk.id in now.chunks else Deed.CREATED
            changes.note(deed, Thing.CHUNK, chunk.id)
        for chunk_id in gone:
            changes.note(Deed.DELETED, Thing.CHUNK, chunk_id)
        touched = {*gone, *(chunk.id for chunk in fresh)}
        length, held = _sizes(chunks, touched)
        length_before, held_before = _sizes(now.chunks, touched)
        changed = replace(
            now,
            chunks=chunks,
            held=now.held + held - held_before,
            words_edited=now.words_edited + length - length_before,
        )
        self._base.documents.change(changed)


def _sizes(chunks: Mapping[str, Chunk], of: Iterable[str]) -> tuple[int, int]:
    """Give the characters of some chunks, and how many rows they are with their children."""
    found = [chunks[chunk_id] for chunk_id in of if chunk_id in chunks]
    return sum(each.length for each in found), sum(each.held for each in found)


def from_piece(piece: Piece, document: Document, position: int, base: KnowledgeBase) -> Chunk:
    """Make the chunk that indexing cut out of a document."""
    now, ids = base.now(), base.ids
    children = tuple(
        Child(ids.uuid(), place, text, Maker.INDEXING, now, now)
        for place, text in enumerate(piece.children, start=1)
    )
    return Chunk(
        id=ids.uuid(),
        document_id=document.id,
        position=position,
        text=piece.text,
        answer=None,
        keywords=piece.keywords,
        tokens=piece.tokens,
        node_id=ids.uuid(),
        node_hash=node_hash(piece.text),
        maker=Maker.INDEXING,
        created_at=now,
        updated_at=now,
        children=children,
    )


def node_hash(text: str) -> str:
    """Hash a text as Dify does for `index_node_hash` (releases 0.6 to 1.16)."""
    return sha256(f"{text}None".encode()).hexdigest()
