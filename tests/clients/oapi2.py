"""dify-oapi2: a builder for each request, models that require nothing; blocking and async."""

from __future__ import annotations

import inspect
import json
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, ClassVar

import httpx
from dify_oapi.api.knowledge.v1 import model
from dify_oapi.client import Client
from dify_oapi.core.model.request_option import RequestOption

from . import leaves
from .library import Library, Method, Refused, Seen, Works, blocking, public
from .reasons import GET_DOCUMENT, STATUS, TAGS
from .stage import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .library import Call, Send
    from .stage import Stage

CHUNKS = "it sends a list, `chunks`, where every release takes one `content`"
DATASET = ("dataset_id",)
DOCUMENT = (*DATASET, "document_id")
SEGMENT = (*DOCUMENT, "segment_id")
CHILD = (*SEGMENT, "child_chunk_id")
HOW = {"indexing_technique": "economy", "process_rule": {"mode": "automatic"}}
BIRDS = {"name": "birds.txt", "text": "Birds fly."}


def asks(request: str, ids: tuple[str, ...] = (), **body: Any) -> Send:
    """Send what a builder makes, with the ids of what there is, and a body if there is any."""

    def send(call: Call, at: Stage) -> Any:
        builder = _builder(request, ids, at)
        if body:
            builder.request_body(getattr(model, f"{request}Body")(**body))
        return call(builder.build())

    return send


def uploads(request: str, ids: tuple[str, ...]) -> Send:
    """Send a file; its name must be said, for the client calls it `upload` else."""

    def send(call: Call, at: Stage) -> Any:
        data = getattr(model, f"{request}BodyData")(**HOW)
        body = getattr(model, f"{request}Body").builder().data(data).build()
        builder = _builder(request, ids, at).request_body(body)
        return call(builder.file(BytesIO(at.file.read_bytes()), at.file.name).build())

    return send


def _builder(request: str, ids: tuple[str, ...], at: Stage) -> Any:
    builder = getattr(model, request).builder()
    known = {"child_chunk_id": at.child, "segment_id": at.segment, "document_id": at.document}
    for each in ids:
        getattr(builder, each)(known.get(each, at.dataset))
    return builder


def _batch(call: Call, at: Stage) -> Any:
    builder = _builder("GetBatchIndexingStatusRequest", DATASET, at)
    return call(builder.batch(at.batch).build())


def _disable(call: Call, at: Stage) -> Any:
    builder = _builder("UpdateDocumentStatusRequest", DATASET, at).action("disable")
    body = model.UpdateDocumentStatusRequestBody(document_ids=[at.document])
    return call(builder.request_body(body).build())


def nothing_told_of_progress(_: Stage, told: Any) -> None:
    """Its model has no `data`, where every release answers a list of them: it gets lost."""
    assert told["indexing_status"] is None
    assert json.loads(told["raw"]["content"])["data"][0]["indexing_status"] == "completed"


class Oapi2(Library):
    """Six resources, which have every method twice: `create` blocks, `acreate` is async."""

    distribution = "dify-oapi2"
    errors = httpx.HTTPError  # it raises none for an answer

    def methods(self) -> Iterator[Method]:
        for kind, resource in vars(Client.builder().build().knowledge.v1).items():
            for name in public(type(resource)):
                is_async = inspect.iscoroutinefunction(getattr(resource, name))
                yield Method(f"{kind}.{name}", f"{kind}.{name[is_async:]}")

    @contextmanager
    def opened(self, called: str, stage: Stage, key: str | None = None) -> Iterator[Call]:
        dify = stage.world.dify
        kind, _, name = called.partition(".")
        client = Client.builder().domain(dify.origin).build()
        option = RequestOption.builder().api_key(key or dify.key).build()
        method = getattr(getattr(client.knowledge.v1, kind), name)
        if inspect.iscoroutinefunction(method):
            with blocking(method, client.aclose) as call:
                yield lambda request: call(request, option)
        else:
            try:
                yield lambda request: method(request, option)
            finally:
                client.close()

    def told(self, answer: Any) -> Any:
        assert answer.success, answer.msg
        return answer.model_dump()

    def seen(self, outcome: Any) -> Seen:
        kind = "success" if outcome.success else "no success"
        return Seen(kind, outcome.raw.status_code, outcome.code)

    book: ClassVar = {
        "dataset.create": Works(leaves.a_new_dataset, asks("CreateDatasetRequest", name="New")),
        "dataset.list": Works(leaves.datasets_listed, asks("ListDatasetsRequest")),
        "dataset.get": Works(leaves.dataset_shown, asks("GetDatasetRequest", DATASET)),
        "dataset.update": Works(
            leaves.dataset_changed,
            asks("UpdateDatasetRequest", DATASET, name="New", permission="all_team_members"),
        ),
        "dataset.delete": Works(leaves.no_dataset, asks("DeleteDatasetRequest", DATASET)),
        "dataset.retrieve": Works(
            leaves.cats_found, asks("RetrieveFromDatasetRequest", DATASET, query="Cats")
        ),
        # documents
        "document.create_by_text": Works(
            leaves.birds_added, asks("CreateDocumentByTextRequest", DATASET, **BIRDS, **HOW)
        ),
        "document.create_by_file": Works(
            leaves.birds_added, uploads("CreateDocumentByFileRequest", DATASET)
        ),
        "document.update_by_text": Works(
            leaves.birds_in_place_of_cats, asks("UpdateDocumentByTextRequest", DOCUMENT, **BIRDS)
        ),
        "document.update_by_file": Works(
            leaves.birds_in_place_of_cats, uploads("UpdateDocumentByFileRequest", DOCUMENT)
        ),
        "document.list": Works(leaves.documents_listed, asks("ListDocumentsRequest", DATASET)),
        "document.delete": Works(leaves.no_document, asks("DeleteDocumentRequest", DOCUMENT)),
        "document.get_batch_status": Works(nothing_told_of_progress, _batch),
        "document.file_info": Works(leaves.file_shown, asks("GetUploadFileInfoRequest", DOCUMENT)),
        "document.get": Refused(405, GET_DOCUMENT, asks("GetDocumentRequest", DOCUMENT)),
        "document.update_status": Refused(404, STATUS, _disable),
        # segments
        "segment.create": Works(
            leaves.segment_added,
            asks(
                "CreateSegmentRequest",
                DOCUMENT,
                segments=[{"content": "Birds fly.", "keywords": ["birds"]}],
            ),
        ),
        "segment.list": Works(leaves.segments_listed, asks("ListSegmentsRequest", DOCUMENT)),
        "segment.get": Refused(405, GET_DOCUMENT, asks("GetSegmentRequest", SEGMENT)),
        "segment.update": Works(
            leaves.segment_changed,
            asks("UpdateSegmentRequest", SEGMENT, segment={"content": "Birds fly."}),
        ),
        "segment.delete": Works(leaves.no_segment, asks("DeleteSegmentRequest", SEGMENT)),
        "chunk.create": Refused(
            400, CHUNKS, asks("CreateChildChunkRequest", SEGMENT, chunks=[{"content": "Birds."}])
        ),
        "chunk.list": Works(leaves.children_listed, asks("ListChildChunksRequest", SEGMENT)),
        "chunk.update": Works(
            leaves.child_changed, asks("UpdateChildChunkRequest", CHILD, content="Birds.")
        ),
        "chunk.delete": Works(leaves.no_child, asks("DeleteChildChunkRequest", CHILD)),
        # workspace
        "model.embedding_models": Works(
            leaves.models_listed, asks("GetTextEmbeddingModelsRequest")
        ),
        "tag.list": Refused(404, TAGS, asks("ListTagsRequest")),
        "tag.create": Refused(404, TAGS, asks("CreateTagRequest", name="New")),
        "tag.update": Refused(404, TAGS, asks("UpdateTagRequest", tag_id=NOBODY, name="New")),
        "tag.delete": Refused(404, TAGS, asks("DeleteTagRequest", tag_id=NOBODY)),
        "tag.bind": Refused(404, TAGS, asks("BindTagsToDatasetRequest", tag_ids=[NOBODY])),
        "tag.unbind": Refused(404, TAGS, asks("UnbindTagsFromDatasetRequest", tag_id=NOBODY)),
        "tag.get_dataset_tags": Refused(404, TAGS, asks("GetDatasetTagsRequest", DATASET)),
    }
