"""dify-knowledge-sdk: one client with twenty methods, and models that are strict."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from dify_knowledge_sdk import DifyAPIError, DifyDatasetClient
from pydantic import BaseModel, ValidationError

from . import leaves
from .library import Broken, Library, Method, Seen, Works, public

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .library import Call
    from .stage import Stage

ONE_SEGMENT = (
    "it wants a list where every release answers one segment; the segment is changed all the same"
)
BIRDS = {"name": "birds.txt", "text": "Birds fly."}


class KnowledgeSdk(Library):
    """One client."""

    distribution = "dify-knowledge-sdk"
    errors = DifyAPIError

    def methods(self) -> Iterator[Method]:
        for name in public(DifyDatasetClient):
            yield Method(name, name)

    @contextmanager
    def opened(self, called: str, stage: Stage, key: str | None = None) -> Iterator[Call]:
        dify = stage.world.dify
        with DifyDatasetClient(key or dify.key, base_url=dify.origin) as client:
            yield getattr(client, called)

    def told(self, answer: Any) -> Any:
        return answer.model_dump() if isinstance(answer, BaseModel) else answer

    def seen(self, outcome: Any) -> Seen:
        return Seen(type(outcome).__name__, outcome.status_code, outcome.error_code)

    book: ClassVar = {
        "create_dataset": Works(leaves.a_new_dataset, lambda call, _: call("New")),
        "list_datasets": Works(leaves.datasets_listed, lambda call, _: call()),
        "delete_dataset": Works(leaves.no_dataset, lambda call, at: call(at.dataset)),
        "create_document_by_text": Works(
            leaves.birds_added, lambda call, at: call(at.dataset, **BIRDS)
        ),
        "create_document_by_file": Works(
            leaves.birds_added, lambda call, at: call(at.dataset, at.file)
        ),
        "list_documents": Works(leaves.documents_listed, lambda call, at: call(at.dataset)),
        "update_document_by_text": Works(
            leaves.birds_in_place_of_cats,
            lambda call, at: call(at.dataset, at.document, **BIRDS),
        ),
        "update_document_by_file": Works(
            leaves.birds_in_place_of_cats,
            lambda call, at: call(at.dataset, at.document, at.file),
        ),
        "delete_document": Works(
            leaves.no_document, lambda call, at: call(at.dataset, at.document)
        ),
        "get_document_indexing_status": Works(
            leaves.progress_told, lambda call, at: call(at.dataset, at.batch)
        ),
        "create_segments": Works(
            leaves.segment_added,
            lambda call, at: call(
                at.dataset, at.document, [{"content": "Birds fly.", "keywords": ["birds"]}]
            ),
        ),
        "list_segments": Works(
            leaves.segments_listed, lambda call, at: call(at.dataset, at.document)
        ),
        "update_segment": Broken(
            ValidationError,
            ONE_SEGMENT,
            lambda call, at: call(at.dataset, at.document, at.segment, {"content": "Birds fly."}),
            leaves.segment_is_changed,
        ),
        "delete_segment": Works(
            leaves.no_segment, lambda call, at: call(at.dataset, at.document, at.segment)
        ),
        "create_metadata_field": Works(
            leaves.field_added, lambda call, at: call(at.dataset, "number", "year")
        ),
        "update_metadata_field": Works(
            leaves.field_renamed, lambda call, at: call(at.dataset, at.field, "writer")
        ),
        "delete_metadata_field": Works(
            leaves.no_field, lambda call, at: call(at.dataset, at.field)
        ),
        "toggle_built_in_metadata_field": Works(
            leaves.built_in_fields_on, lambda call, at: call(at.dataset, "enable")
        ),
        "update_document_metadata": Works(
            leaves.value_assigned, lambda call, at: call(at.dataset, [at.assignment])
        ),
        "list_metadata_fields": Works(leaves.fields_listed, lambda call, at: call(at.dataset)),
    }
