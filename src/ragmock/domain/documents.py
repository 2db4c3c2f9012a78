"""Documents: submitted to be indexed, submitted again, deleted."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from ragmock.domain.changes import Deed, Thing
from ragmock.domain.chunks import from_piece
from ragmock.domain.clock import utc
from ragmock.domain.digests import DocumentsByBatch, DocumentsByName
from ragmock.domain.errors import (
    Archived,
    GoesByItself,
    HasEnded,
    IsHeld,
    NeverIndexed,
    NoSuchBatch,
    NoSuchDocument,
    NotAvailable,
    StillIndexing,
)
from ragmock.domain.indexing import Indexed, index
from ragmock.domain.lifecycle import IMMEDIATE, Run, Stage, due, entered, is_busy, stage
from ragmock.domain.limits import NoRoomForDocument
from ragmock.domain.model import Dataset, Document, Form, Rules, Technique, Upload
from ragmock.domain.paging import matches
from ragmock.domain.planned import choose
from ragmock.domain.progression import Preset, progression_of, start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ragmock.domain.knowledge_base import KnowledgeBase

#: The documents of a dataset stand in the order of their positions.
_position: Final = attrgetter("position")


class Documents:
    """The documents of a knowledge base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    # ----------------------------------------------------------------- finding
    def get(self, dataset_id: str, document_id: str) -> Document:
        """Find a document of a dataset; refuses with `NoSuchDataset` or `NoSuchDocument`."""
        self._base.datasets.get(dataset_id)
        try:
            return self._base.state.documents[dataset_id][document_id]
        except KeyError:
            raise NoSuchDocument(document_id) from None

    def newest(self, dataset_id: str, keyword: str = "") -> Sequence[Document]:
        """List the documents of a dataset, the newest first."""
        self._base.datasets.get(dataset_id)
        found = self._base.state.documents[dataset_id].last_first()
        if not keyword:
            return found
        return [one for one in found if matches(keyword, one.name, ignore_case=False)]

    def of_batch(self, dataset_id: str, batch: str) -> list[Document]:
        """Find the documents of a batch; refuses with `NoSuchBatch`."""
        self._base.datasets.get(dataset_id)
        rows = self._base.state.documents[dataset_id]
        found = [rows[each] for each in rows.digest(DocumentsByBatch)[batch]]
        if not found:
            raise NoSuchBatch(batch)
        return sorted(found, key=_position, reverse=True)

    def of_name(self, dataset_id: str, name: str) -> Document | None:
        """Find the enabled document that a new one of this name would overwrite."""
        rows = self._base.state.documents[dataset_id]
        found = [rows[each] for each in rows.digest(DocumentsByName)[name]]
        return min((one for one in found if one.enabled), key=_position, default=None)

    # ----------------------------------------------------------------- where it stands
    def stage(self, document: Document) -> Stage:
        """Tell where the indexing of a document stands now."""
        return stage(document.run, self._base.now())

    def due(self, document: Document) -> float | None:
        """Tell when the indexing comes to its next stage; None when it is not known to, ever."""
        return due(document.run, self._base.now())

    def entered(self, document: Document, step: Stage) -> float | None:
        """Tell when the indexing came to a stage; None while it has not."""
        return entered(document.run, step, self._base.now())

    def error(self, document: Document) -> str | None:
        """Tell why the indexing failed, if it did."""
        failure = document.run.failure
        return failure.reason if failure and self.stage(document) is Stage.ERROR else None

    def word_count(self, document: Document) -> int:
        """Count the characters of the text; until it is read, those of the text before."""
        is_read = self.entered(document, Stage.CLEANING) is not None
        read = document.text_length if is_read else document.words_before
        return max(read + document.words_edited, 0)

    def token_count(self, document: Document) -> int:
        """Count the tokens; until the indexing is completed, those of the one before."""
        done = self.stage(document) is Stage.COMPLETED
        return document.token_count if done else document.tokens_before

    def ever_completed(self, document: Document) -> bool:
        """Tell whether the document was ever indexed to the end."""
        return document.completed_before or self.stage(document) is Stage.COMPLETED

    def require_initialized(self, dataset_id: str) -> None:
        """Refuse a dataset none of whose documents was ever indexed, with `NeverIndexed`."""
        every = self._base.state.documents[dataset_id].values()
        if every and not any(map(self.ever_completed, every)):
            raise NeverIndexed(dataset_id)

    def require_editable(self, document: Document) -> None:
        """Refuse to edit what is archived or being indexed, with `Archived`, `StillIndexing`."""
        if document.archived:
            raise Archived(document.id)
        at = self.stage(document)
        if is_busy(at):
            raise StillIndexing(document.id, at.value)

    # ----------------------------------------------------------------- submitting
    def submit(
        self,
        dataset: Dataset,
        upload: Upload,
        rules: Rules,
        *,
        technique: Technique,
        form: str = Form.PARAGRAPHS,
        language: str = "English",
        preset: Preset | None = None,
    ) -> Document:
        """Submit a new document, or overwrite the enabled one of the same name.

        The first document decides on the technique, the form and the rules of its dataset. Without
        a `preset`, one may be planned for the file's name, or the name hold the marker of one.
        Refuses with `Archived`, `StillIndexing`, `NoRoomForDocument` or `NoRoomForChunks`.
        """
        old = self.of_name(dataset.id, upload.name)
        if old:
            self.require_editable(old)
        elif self._base.state.document_count >= self._base.limits.documents:
            raise NoRoomForDocument(self._base.limits.documents)
        technique = dataset.technique or technique
        self._base.datasets.require_technique(technique)
        # before anything is written, for there may be no room for what it brings forth
        outcome = self._index(upload, rules, form, technique, old)
        ids, now = self._base.ids, self._base.now()
        rules_id = ids.uuid()
        dataset = self._base.datasets.change(
            dataset.id,
            technique=technique,
            form=dataset.form or form,
            rules=rules,
            rules_id=rules_id,
        )
        batch = f"{utc(now):%Y%m%d%H%M%S}{ids.number(100_000, 999_999)}"
        if old:
            fresh = replace(old, upload=upload, rules=rules, rules_id=rules_id, batch=batch)
            return self._run(replace(fresh, form=form, language=language), old, outcome)
        newest = self.newest(dataset.id)
        document = Document(
            id=ids.uuid(),
            dataset_id=dataset.id,
            position=newest[0].position + 1 if newest else 1,
            name=upload.name,
            upload=upload,
            rules=rules,
            rules_id=rules_id,
            form=form,
            language=language,
            batch=batch,
            created_at=now,
            updated_at=now,
            run=Run(now, IMMEDIATE),
            text_length=0,
            token_count=0,
            piece_count=0,
        )
        return self._run(document, None, outcome, preset)

    def resubmit(
        self,
        dataset_id: str,
        document_id: str,
        *,
        name: str | None = None,
        upload: Upload | None = None,
        rules: Rules | None = None,
        form: str | None = None,
    ) -> Document:
        """Give a document another file, name, or other rules, and index it again.

        The batch stays. Refuses with `Archived`, `StillIndexing`, `NotAvailable` or
        `NoRoomForChunks`.
        """
        old = self.get(dataset_id, document_id)
        self.require_editable(old)
        if not old.enabled or self.stage(old) is Stage.ERROR:
            raise NotAvailable(old.id, self.stage(old).value)
        self._base.datasets.require_technique(self._base.datasets.get(dataset_id).technique)
        fresh = replace(
            old,
            name=name or (upload.name if upload else old.name),
            upload=upload or old.upload,
            rules=rules or old.rules,
            rules_id=self._base.ids.uuid() if rules else old.rules_id,
            form=form or old.form,
            edited=True,
        )
        return self._again(fresh, old)

    def advance(self, document: Document, stages: int = 1) -> Document:
        """Tell an indexing to go on by so many stages, or as far as it goes.

        Refuses with `IsHeld`, `GoesByItself` or `HasEnded`.
        """
        at, told = self.stage(document), document.run.told
        if document.run.held is at:
            raise IsHeld(document.id, at.value)
        if told is None:
            raise GoesByItself(document.id, progression_of(document.run).value)
        if not is_busy(at):
            raise HasEnded(document.id, at.value)
        now = self._base.now()
        past = [each for each in told if each <= now]  # the rest was said before it was set back
        run = replace(document.run, told=(*past, *[now] * stages))
        self.change(replace(document, run=run))
        return self.get(document.dataset_id, document.id)

    def restart(self, document: Document, preset: Preset) -> Document:
        """Index a document again, from its file and from now on, to the end that a preset says.

        Refuses with `NoRoomForChunks`.
        """
        return self._again(document, document, preset)

    def reindex(self, dataset_id: str) -> None:
        """Index again, for another technique, what is completed, enabled and not archived.

        The chunks stay, with what clients added to them and changed; their tokens are counted anew.
        """
        base, settings = self._base, self._base.settings
        for document in list(base.state.documents[dataset_id].values()):
            done = self.stage(document) is Stage.COMPLETED
            if not done or not document.enabled or document.archived:
                continue
            rows = document.chunks.values()
            chunks = [replace(row, tokens=base.chunks.tokens(document, row.text)) for row in rows]
            preset = self._preset(document.upload.name)
            pace = settings.progression, settings.stage_seconds
            again = replace(
                document,
                run=start(*pace, base.now(), document.piece_count, preset),
                chunks={chunk.id: chunk for chunk in chunks},
                token_count=sum(chunk.tokens for chunk in chunks),
                words_before=document.text_length,
                tokens_before=document.token_count,
                completed_before=True,
            )
            self.change(again)

    def delete(self, dataset_id: str, document_id: str) -> None:
        """Delete a document and its chunks."""
        gone = self.get(dataset_id, document_id)
        self.require_editable(gone)
        self._base.changes.note(Deed.DELETED, Thing.DOCUMENT, document_id, gone.name)
        self._base.state.drop(gone)

    def change(self, document: Document) -> None:
        """Put a changed document in the place of the old one, or a new one behind the others."""
        rows = self._base.state.documents[document.dataset_id]
        deed = Deed.CHANGED if document.id in rows else Deed.CREATED
        self._base.changes.note(deed, Thing.DOCUMENT, document.id, document.name)
        self._base.state.put(document)

    def _preset(self, name: str) -> Preset:
        """Take what is planned for a file's name."""
        settings = self._base.settings
        chosen, settings.plans = choose(settings.plans, name)
        return chosen

    def _index(
        self, upload: Upload, rules: Rules, form: str, technique: Technique, old: Document | None
    ) -> Indexed:
        """Index a file, whose chunks take the place of those of an old document, if there is one.

        Refuses with `NoRoomForChunks`.
        """
        outcome = index(upload, rules, form, technique, self._base.texts)
        held = sum(1 + len(piece.children) for piece in outcome.pieces)
        self._base.require_room(held - (old.held if old else 0))
        return outcome

    def _again(self, fresh: Document, old: Document, preset: Preset | None = None) -> Document:
        """Index another version of a document in its place."""
        technique = self._base.datasets.get(fresh.dataset_id).technique or Technique.KEYWORDS
        outcome = self._index(fresh.upload, fresh.rules, fresh.form, technique, old)
        return self._run(fresh, old, outcome, preset)

    def _run(
        self, fresh: Document, old: Document | None, outcome: Indexed, preset: Preset | None = None
    ) -> Document:
        """Take a document into the tables whose chunks come forth from now on."""
        base, now = self._base, self._base.now()
        chosen = preset or self._preset(fresh.upload.name)
        if outcome.failure:
            chosen = replace(chosen, failure=outcome.failure)
        settings, count = base.settings, len(outcome.pieces)
        run = start(settings.progression, settings.stage_seconds, now, count, chosen)
        document = replace(
            fresh,
            updated_at=now,
            run=run,
            text_length=outcome.text_length,
            token_count=outcome.tokens,
            piece_count=count,
            words_before=self.word_count(old) if old else 0,
            tokens_before=self.token_count(old) if old else 0,
            words_edited=0,
            completed_before=old is not None and self.ever_completed(old),
        )
        chunks = [
            from_piece(piece, document, position, base)
            for position, piece in enumerate(outcome.pieces, start=1)
        ]
        held = sum(chunk.held for chunk in chunks)
        document = replace(document, chunks={chunk.id: chunk for chunk in chunks}, held=held)
        self.change(document)
        return document
