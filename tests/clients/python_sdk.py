"""dify-python-sdk: a method for each call, which gives httpx's response; blocking and async."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

import dify_client
import httpx
from dify_client.exceptions import DifyClientError

from . import leaves
from .library import Broken, Library, Method, Refused, Seen, Works, blocking, public
from .reasons import BUILT_IN, CHAT, NEVER, PIPELINES, STATUS, TAGS
from .stage import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .library import Call
    from .stage import Stage

UPLOADS = "httpx cannot read what `aiofiles` opens, so the request breaks off where the file begins"
BIRDS = ("birds.txt", "Birds fly.")


class PythonSdk(Library):
    """Two clients with the same methods, and those for models of two more."""

    distribution = "dify-python-sdk"
    errors = DifyClientError

    def methods(self) -> Iterator[Method]:
        for owner in (dify_client.KnowledgeBaseClient, dify_client.AsyncKnowledgeBaseClient):
            for name in public(owner):
                yield Method(f"{owner.__name__}.{name}", name)
        for owner in (dify_client.WorkspaceClient, dify_client.AsyncWorkspaceClient):
            for name in public(owner):  # the rest is for applications
                if "available_models" in name:
                    yield Method(f"{owner.__name__}.{name}", name)

    @contextmanager
    def opened(self, called: str, stage: Stage, key: str | None = None) -> Iterator[Call]:
        dify = stage.world.dify
        owner, _, name = called.partition(".")
        of_dataset = {"dataset_id": stage.dataset} if "KnowledgeBase" in owner else {}
        client = getattr(dify_client, owner)(key or dify.key, base_url=dify.url, **of_dataset)
        method = getattr(client, name)
        if owner.startswith("Async"):
            with blocking(method, client.aclose) as call:
                yield call
        else:
            with client:
                yield method

    def told(self, answer: Any) -> Any:
        answer.raise_for_status()  # the async clients do not
        return answer.json() if answer.content else None

    def seen(self, outcome: Any) -> Seen:
        if isinstance(outcome, httpx.Response):
            said = outcome.json() if outcome.content else {}
        else:
            said = outcome.response or {}
        return Seen(type(outcome).__name__, outcome.status_code, said.get("code"))

    book: ClassVar = {
        "create_dataset": Works(leaves.a_new_dataset, lambda call, _: call("New")),
        "list_datasets": Works(leaves.datasets_listed, lambda call, _: call()),
        "get_dataset": Works(leaves.dataset_shown, lambda call, _: call()),
        "update_dataset": Works(
            leaves.dataset_changed, lambda call, _: call(name="New", permission="all_team_members")
        ),
        "delete_dataset": Works(leaves.no_dataset, lambda call, _: call()),
        "hit_testing": Works(leaves.cats_found, lambda call, _: call("Cats")),
        # documents
        "create_document_by_text": Works(leaves.birds_added, lambda call, _: call(*BIRDS)),
        "update_document_by_text": Works(
            leaves.birds_in_place_of_cats, lambda call, at: call(at.document, *BIRDS)
        ),
        "create_document_by_file": Works(leaves.birds_added, lambda call, at: call(str(at.file))),
        "update_document_by_file": Works(
            leaves.birds_in_place_of_cats, lambda call, at: call(at.document, str(at.file))
        ),
        "AsyncKnowledgeBaseClient.create_document_by_file": Broken(
            TypeError, UPLOADS, lambda call, at: call(str(at.file))
        ),
        "AsyncKnowledgeBaseClient.update_document_by_file": Broken(
            TypeError, UPLOADS, lambda call, at: call(at.document, str(at.file))
        ),
        "batch_indexing_status": Works(leaves.progress_told, lambda call, at: call(at.batch)),
        "list_documents": Works(leaves.documents_listed, lambda call, _: call()),
        "delete_document": Works(leaves.no_document, lambda call, at: call(at.document)),
        "batch_update_document_status": Refused(
            404, STATUS, lambda call, at: call("disable", [at.document])
        ),
        # segments
        "add_segments": Works(
            leaves.segment_added,
            lambda call, at: call(at.document, [{"content": "Birds fly.", "keywords": ["birds"]}]),
        ),
        "query_segments": Works(
            leaves.segments_listed,
            lambda call, at: call(at.document, keyword="cats", status="completed"),
        ),
        "update_document_segment": Works(
            leaves.segment_changed,
            lambda call, at: call(at.document, at.segment, {"content": "Birds fly."}),
        ),
        "delete_document_segment": Works(
            leaves.no_segment, lambda call, at: call(at.document, at.segment)
        ),
        # metadata
        "get_dataset_metadata": Works(leaves.fields_listed, lambda call, _: call()),
        "create_dataset_metadata": Works(
            leaves.field_added, lambda call, _: call({"type": "number", "name": "year"})
        ),
        "update_dataset_metadata": Works(
            leaves.field_renamed, lambda call, at: call(at.field, {"name": "writer"})
        ),
        "manage_built_in_metadata": Works(
            leaves.built_in_fields_on, lambda call, _: call("enable")
        ),
        "update_documents_metadata": Works(
            leaves.value_assigned, lambda call, at: call([at.assignment])
        ),
        "get_built_in_metadata": Refused(404, BUILT_IN, lambda call, _: call()),
        # workspace
        "get_available_models": Works(leaves.models_listed, lambda call, _: call("text-embedding")),
        "get_available_models_by_type": Works(
            leaves.models_listed, lambda call, _: call("text-embedding")
        ),
        # what Dify 1.2.0 does not have
        "list_dataset_tags": Refused(404, TAGS, lambda call, _: call()),
        "bind_dataset_tags": Refused(404, TAGS, lambda call, _: call([NOBODY])),
        "unbind_dataset_tag": Refused(404, TAGS, lambda call, _: call(NOBODY)),
        "get_dataset_tags": Refused(404, TAGS, lambda call, _: call()),
        "get_datasource_plugins": Refused(404, PIPELINES, lambda call, _: call()),
        "run_datasource_node": Refused(
            404, PIPELINES, lambda call, _: call("node", {}, "local_file")
        ),
        "run_rag_pipeline": Refused(
            404,
            PIPELINES,
            lambda call, _: call({}, "local_file", [], "node", response_mode="streaming"),
        ),
        "upload_pipeline_file": Refused(404, PIPELINES, lambda call, at: call(str(at.file))),
        "AsyncKnowledgeBaseClient.upload_pipeline_file": Broken(
            TypeError, UPLOADS, lambda call, at: call(str(at.file))
        ),
        "create_dataset_from_template": Refused(
            404, NEVER, lambda call, _: call("template", "New")
        ),
        "duplicate_dataset": Refused(404, NEVER, lambda call, at: call(at.dataset, "New")),
        "list_conversation_variables_with_pagination": Refused(
            404, CHAT, lambda call, _: call(NOBODY, "user")
        ),
        "update_conversation_variable_with_response": Refused(
            404, CHAT, lambda call, _: call(NOBODY, NOBODY, "user", "value")
        ),
    }
