"""Datasets: created, changed, deleted with all that is in them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ragmock.domain.changes import Deed, Thing
from ragmock.domain.digests import ChunksThere, DatasetsByName, Words
from ragmock.domain.errors import IdTaken, NameTaken, NoSuchDataset, NoSuchProvider
from ragmock.domain.limits import NoRoomForDataset
from ragmock.domain.model import Dataset, Embedding, Technique
from ragmock.domain.paging import matches
from ragmock.domain.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ragmock.domain.knowledge_base import KnowledgeBase


class Datasets:
    """The datasets of a knowledge base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def get(self, dataset_id: str) -> Dataset:
        """Find a dataset; refuses with `NoSuchDataset`."""
        try:
            return self._base.state.datasets[dataset_id]
        except KeyError:
            raise NoSuchDataset(dataset_id) from None

    def newest(self, keyword: str = "") -> Sequence[Dataset]:
        """List the datasets, the newest first; only those whose name contains `keyword`."""
        found = self._base.state.datasets.last_first()
        if not keyword:
            return found
        return [one for one in found if matches(keyword, one.name, ignore_case=True)]

    def oldest(self) -> list[Dataset]:
        """List the datasets, the oldest first."""
        return list(self._base.state.datasets.values())

    def create(
        self,
        dataset_id: str,
        name: str,
        *,
        description: str | None = None,
        permission: str | None = None,
        technique: Technique | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> Dataset:
        """Create an empty dataset under an id that was drawn for it.

        Refuses with `IdTaken` or `NoRoomForDataset`.
        """
        if dataset_id in self._base.state.datasets:
            raise IdTaken(dataset_id)
        if len(self._base.state.datasets) >= self._base.limits.datasets:
            raise NoRoomForDataset(self._base.limits.datasets)
        now = self._base.now()
        created = Dataset(
            id=dataset_id,
            name=name,
            description=description,
            created_at=now,
            updated_at=now,
            permission=permission,
            technique=technique,
            settings=settings or {},
        )
        state = self._base.state
        state.datasets[dataset_id] = created
        state.documents[dataset_id] = Table()
        state.fields[dataset_id] = Table()
        self._base.changes.note(Deed.CREATED, Thing.DATASET, dataset_id, name)
        return created

    def change(self, dataset_id: str, **changes: Any) -> Dataset:  # noqa: ANN401 - a row's fields
        """Change fields of a dataset, and when it was changed."""
        changed = replace(self.get(dataset_id), updated_at=self._base.now(), **changes)
        self._base.state.datasets[dataset_id] = changed
        self._base.changes.note(Deed.CHANGED, Thing.DATASET, dataset_id, changed.name)
        return changed

    def move(self, dataset_id: str, new_id: str) -> Dataset:
        """Give a dataset another id, at its place in the list; refuses with `IdTaken`."""
        state = self._base.state
        if new_id != dataset_id and new_id in state.datasets:
            raise IdTaken(new_id)
        moved = replace(self.get(dataset_id), id=new_id)
        self._base.changes.note(Deed.CHANGED, Thing.DATASET, new_id, moved.name)
        if new_id == dataset_id:
            return moved
        documents = {
            key: replace(document, dataset_id=new_id)
            for key, document in state.documents[dataset_id].items()
        }
        state.datasets.rename(dataset_id, new_id, moved)
        state.documents.rename(dataset_id, new_id, Table(documents))
        state.fields.rename(dataset_id, new_id, state.fields[dataset_id])
        if dataset_id in state.canned:
            state.canned.rename(dataset_id, new_id, state.canned[dataset_id])
        return moved

    def delete(self, dataset_id: str) -> None:
        """Delete a dataset with its documents, chunks and fields."""
        gone = self.get(dataset_id)
        self._base.changes.note(Deed.DELETED, Thing.DATASET, dataset_id, gone.name)
        self._base.state.drop_dataset(dataset_id)

    def refuse_taken_name(self, name: str) -> None:
        """Refuse a name that a dataset has, to the letter, with `NameTaken`."""
        if any(one.name == name for one in self.alike(name)):
            raise NameTaken(name)

    def alike(self, name: str) -> list[Dataset]:
        """List the datasets of a name, in no order, whatever letters of it are capitals."""
        rows = self._base.state.datasets
        return [rows[each] for each in rows.digest(DatasetsByName)[name.lower()]]

    def require_technique(self, technique: Technique | None, provider: str | None = None) -> None:
        """Refuse a technique that needs embeddings while none can be had."""
        if technique is not Technique.VECTORS:
            return
        if provider and self._base.settings.embedding is Embedding.OFF:
            raise NoSuchProvider(provider)
        self._base.require_model()

    def document_count(self, dataset_id: str) -> int:
        """Count the documents."""
        return len(self._base.state.documents[dataset_id])

    def word_count(self, dataset_id: str) -> int:
        """Count the characters of all documents."""
        documents = self._base.state.documents[dataset_id]
        return documents.digest(Words).at(self._base.now()) if documents else 0

    def chunk_count(self, dataset_id: str) -> int:
        """Count the chunks of all documents that are there yet."""
        documents = self._base.state.documents[dataset_id]
        return documents.digest(ChunksThere).at(self._base.now()) if documents else 0
