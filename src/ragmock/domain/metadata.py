"""Metadata: the fields of a dataset, and the values that documents have for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ragmock.domain.changes import Deed, Thing
from ragmock.domain.errors import BuiltInName, FieldNameTaken, NoSuchField, WrongMetadata
from ragmock.domain.limits import NoRoomForField
from ragmock.domain.model import BUILT_IN_FIELDS, Kind, MetadataField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ragmock.domain.knowledge_base import KnowledgeBase
    from ragmock.domain.model import Document

Value = str | float | None
UPLOADER: Final = "ragmock"


@dataclass(frozen=True)
class Assignment:
    """The values that a document is to have, by the id of their field."""

    document_id: str
    values: Mapping[str, Value]


class Metadata:
    """The metadata of a knowledge base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def fields(self, dataset_id: str) -> list[MetadataField]:
        """List the fields of a dataset, the oldest first."""
        self._base.datasets.get(dataset_id)
        return list(self._base.state.fields[dataset_id].values())

    def get(self, dataset_id: str, field_id: str) -> MetadataField:
        """Find a field; refuses with `NoSuchField`."""
        self._base.datasets.get(dataset_id)
        try:
            return self._base.state.fields[dataset_id][field_id]
        except KeyError:
            raise NoSuchField(field_id) from None

    def create(self, dataset_id: str, name: str, kind: Kind) -> MetadataField:
        """Add a field; refuses with `FieldNameTaken`, `BuiltInName` or `NoRoomForField`."""
        self._refuse_taken(dataset_id, name)
        if self._base.state.field_count >= self._base.limits.fields:
            raise NoRoomForField(self._base.limits.fields)
        created = MetadataField(self._base.ids.uuid(), name, kind)
        self._base.state.put_field(dataset_id, created)
        self._base.changes.note(Deed.CREATED, Thing.FIELD, created.id, name)
        return created

    def rename(self, dataset_id: str, field_id: str, name: str) -> MetadataField:
        """Rename a field; its own name counts as taken, as in every release."""
        field = self.get(dataset_id, field_id)
        self._refuse_taken(dataset_id, name)
        renamed = replace(field, name=name)
        self._base.state.put_field(dataset_id, renamed)
        self._base.changes.note(Deed.CHANGED, Thing.FIELD, field_id, name)
        return renamed

    def delete(self, dataset_id: str, field_id: str) -> None:
        """Delete a field, and its value from every document."""
        gone = self.get(dataset_id, field_id)
        self._base.changes.note(Deed.DELETED, Thing.FIELD, field_id, gone.name)
        self._base.state.drop_field(dataset_id, field_id)
        for document in list(self._base.state.documents[dataset_id].values()):
            if field_id in document.metadata:
                kept = {key: value for key, value in document.metadata.items() if key != field_id}
                self._base.documents.change(replace(document, metadata=kept))

    def use_count(self, dataset_id: str, field_id: str) -> int:
        """Count the documents that were given the field, even with null."""
        every = self._base.state.documents[dataset_id].values()
        return sum(field_id in document.metadata for document in every)

    def switch_built_in(self, dataset_id: str, *, on: bool) -> None:
        """Switch the built-in fields of a dataset on or off."""
        self._base.datasets.change(dataset_id, built_in_fields=on)

    def assign(self, dataset_id: str, assignments: Sequence[Assignment]) -> None:
        """Replace the metadata of documents, of all or of none.

        Refuses with `NoSuchDocument`, `Archived`, `StillIndexing` or `WrongMetadata`.
        """
        self._base.datasets.get(dataset_id)
        documents = [self._base.documents.get(dataset_id, each.document_id) for each in assignments]
        for document in documents:
            self._base.documents.require_editable(document)
        for assignment in assignments:
            self.check(dataset_id, assignment.values)
        for document, assignment in zip(documents, assignments, strict=True):
            values = dict(assignment.values)
            changed = replace(document, metadata=values, updated_at=self._base.now())
            self._base.documents.change(changed)

    def check(self, dataset_id: str, values: Mapping[str, Value]) -> None:
        """Refuse values that the fields of a dataset cannot have, with `WrongMetadata`."""
        for field_id, value in values.items():
            self._refuse_unfit(dataset_id, field_id, value)

    def values(self, document: Document) -> dict[str, Value]:
        """Give the values of a document by their fields' names: built-in ones while they are on."""
        dataset = self._base.datasets.get(document.dataset_id)
        fields = self._base.state.fields[dataset.id]
        own = {fields[key].name: value for key, value in document.metadata.items()}
        return own | (self.built_in(document) if dataset.built_in_fields else {})

    def built_in(self, document: Document) -> dict[str, Value]:
        """Give what every document has of itself; times in seconds."""
        return {
            "document_name": document.name,
            "uploader": UPLOADER,
            "upload_date": document.created_at // 1,
            "last_update_date": document.updated_at,
            "source": "file_upload",
        }

    def _refuse_taken(self, dataset_id: str, name: str) -> None:
        if any(field.name == name for field in self.fields(dataset_id)):
            raise FieldNameTaken(name)
        if name in BUILT_IN_FIELDS:
            raise BuiltInName(name)

    def _refuse_unfit(self, dataset_id: str, field_id: str, value: Value) -> None:
        field = self._base.state.fields[dataset_id].get(field_id)
        if field is None:
            raise WrongMetadata(f"the dataset has no metadata field {field_id!r}")
        fits = isinstance(value, str) if field.kind is Kind.TEXT else isinstance(value, int | float)
        if value is not None and not fits:
            raise WrongMetadata(f"{value!r} is no {field.kind} for the field {field.name!r}")
