"""dify-dataset-sdk: a client for each kind of thing, with models that are strict."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from dify_dataset_sdk import DifyAPIError, DifyDatasetClient
from pydantic import BaseModel

from . import leaves
from .library import Library, Method, Refused, Seen, Works, public
from .reasons import GET_DOCUMENT, STATUS, TAGS
from .stage import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .library import Call
    from .stage import Stage

BIRDS = {"name": "birds.txt", "text": "Birds fly."}


class DatasetSdk(Library):
    """Six clients in one."""

    distribution = "dify-dataset-sdk"
    errors = DifyAPIError

    def methods(self) -> Iterator[Method]:
        with DifyDatasetClient("key") as client:
            kinds = [each for each in vars(client) if not each.startswith("_")]
            for kind in kinds:
                for name in public(type(getattr(client, kind))):
                    yield Method(f"{kind}.{name}", f"{kind}.{name}")

    @contextmanager
    def opened(self, called: str, stage: Stage, key: str | None = None) -> Iterator[Call]:
        dify = stage.world.dify
        kind, _, name = called.partition(".")
        with DifyDatasetClient(key or dify.key, base_url=dify.origin) as client:
            yield getattr(getattr(client, kind), name)

    def told(self, answer: Any) -> Any:
        return answer.model_dump() if isinstance(answer, BaseModel) else answer

    def seen(self, outcome: Any) -> Seen:
        return Seen(type(outcome).__name__, outcome.status_code, outcome.error_code)

    book: ClassVar = {
        "datasets.create": Works(leaves.a_new_dataset, lambda call, _: call("New")),
        "datasets.list": Works(leaves.datasets_listed, lambda call, _: call(keyword="hand")),
        "datasets.get": Works(leaves.dataset_shown, lambda call, at: call(at.dataset)),
        "datasets.update": Works(
            leaves.dataset_changed,
            lambda call, at: call(at.dataset, name="New", permission="all_team_members"),
        ),
        "datasets.delete": Works(leaves.no_dataset, lambda call, at: call(at.dataset)),
        "datasets.retrieve": Works(leaves.cats_found, lambda call, at: call(at.dataset, "Cats")),
        "documents.create_by_text": Works(
            leaves.birds_added, lambda call, at: call(at.dataset, **BIRDS)
        ),
        "documents.create_by_file": Works(
            leaves.birds_added, lambda call, at: call(at.dataset, at.file)
        ),
        "documents.update_by_text": Works(
            leaves.birds_in_place_of_cats,
            lambda call, at: call(at.dataset, at.document, **BIRDS),
        ),
        "documents.update_by_file": Works(
            leaves.birds_in_place_of_cats,
            lambda call, at: call(at.dataset, at.document, at.file),
        ),
        "documents.list": Works(
            leaves.documents_listed, lambda call, at: call(at.dataset, keyword="cats")
        ),
        "documents.delete": Works(
            leaves.no_document, lambda call, at: call(at.dataset, at.document)
        ),
        "documents.get_indexing_status": Works(
            leaves.progress_told, lambda call, at: call(at.dataset, at.batch)
        ),
        "documents.get_upload_file": Works(
            leaves.file_shown, lambda call, at: call(at.dataset, at.document)
        ),
        "documents.get": Refused(405, GET_DOCUMENT, lambda call, at: call(at.dataset, at.document)),
        "documents.batch_update_status": Refused(
            404, STATUS, lambda call, at: call(at.dataset, "disable", [at.document])
        ),
        "segments.create": Works(
            leaves.segment_added,
            lambda call, at: call(
                at.dataset, at.document, [{"content": "Birds fly.", "keywords": ["birds"]}]
            ),
        ),
        "segments.list": Works(
            leaves.segments_listed,
            lambda call, at: call(at.dataset, at.document, keyword="cats", status="completed"),
        ),
        "segments.get": Refused(
            405, GET_DOCUMENT, lambda call, at: call(at.dataset, at.document, at.segment)
        ),
        "segments.update": Works(
            leaves.segment_changed,
            lambda call, at: call(at.dataset, at.document, at.segment, {"content": "Birds fly."}),
        ),
        "segments.delete": Works(
            leaves.no_segment, lambda call, at: call(at.dataset, at.document, at.segment)
        ),
        "segments.create_child_chunk": Works(
            leaves.child_added,
            lambda call, at: call(at.dataset, at.document, at.segment, "Birds."),
        ),
        "segments.list_child_chunks": Works(
            leaves.children_listed,
            lambda call, at: call(at.dataset, at.document, at.segment, keyword="cats"),
        ),
        "segments.update_child_chunk": Works(
            leaves.child_changed,
            lambda call, at: call(at.dataset, at.document, at.segment, at.child, "Birds."),
        ),
        "segments.delete_child_chunk": Works(
            leaves.no_child, lambda call, at: call(at.dataset, at.document, at.segment, at.child)
        ),
        "metadata.create": Works(
            leaves.field_added, lambda call, at: call(at.dataset, "number", "year")
        ),
        "metadata.list": Works(leaves.fields_listed, lambda call, at: call(at.dataset)),
        "metadata.update": Works(
            leaves.field_renamed, lambda call, at: call(at.dataset, at.field, "writer")
        ),
        "metadata.delete": Works(leaves.no_field, lambda call, at: call(at.dataset, at.field)),
        "metadata.toggle_built_in": Works(
            leaves.built_in_fields_on, lambda call, at: call(at.dataset, "enable")
        ),
        "metadata.update_document_metadata": Works(
            leaves.value_assigned, lambda call, at: call(at.dataset, [at.assignment])
        ),
        "models.list_embedding_models": Works(leaves.models_listed, lambda call, _: call()),
        "tags.create": Refused(404, TAGS, lambda call, _: call("New")),
        "tags.list": Refused(404, TAGS, lambda call, _: call()),
        "tags.update": Refused(404, TAGS, lambda call, _: call(NOBODY, "New")),
        "tags.delete": Refused(404, TAGS, lambda call, _: call(NOBODY)),
        "tags.bind_to_dataset": Refused(404, TAGS, lambda call, at: call(at.dataset, [NOBODY])),
        "tags.unbind_from_dataset": Refused(404, TAGS, lambda call, at: call(at.dataset, NOBODY)),
        "tags.get_dataset_tags": Refused(404, TAGS, lambda call, at: call(at.dataset)),
    }
