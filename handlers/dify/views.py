"""Datasets, documents and segments as Dify shows them."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.lifecycle import Stage
from ragmock.domain.model import (
    BUILT_IN_FIELDS,
    Child,
    Chunk,
    Dataset,
    Document,
    Embedding,
    Hit,
    MetadataField,
    Technique,
    Upload,
)
from ragmock.domain.paging import Page

from .vocabulary import DISPLAYED, KIND_NAMES, MAKER_NAMES, TECHNIQUE_NAMES, form_name

Json = dict[str, Any]

#: How a dataset is searched that was told nothing; top_k 2 to release 1.3.0.
RETRIEVAL_MODEL: Final[Json] = {
    "search_method": "semantic_search",
    "reranking_enable": False,
    "reranking_model": {"reranking_provider_name": "", "reranking_model_name": ""},
    "top_k": 2,
    "score_threshold_enabled": False,
}
_NO_EXTERNAL: Final = dict.fromkeys(
    (
        "external_knowledge_id",
        "external_knowledge_api_id",
        "external_knowledge_api_name",
        "external_knowledge_api_endpoint",
    )
)


# --------------------------------------------------------------------------- datasets
def dataset(base: KnowledgeBase, shown: Dataset, *, fresh: bool = False) -> Json:
    """Show a dataset; `fresh` right after it was created or changed, when less is known."""
    settings, owner = shown.settings, base.owner
    searched = _searched(settings.get("retrieval_model"))
    return {
        "id": shown.id,
        "name": shown.name,
        "description": shown.description,
        "provider": settings.get("provider"),
        "permission": shown.permission,
        "data_source_type": "upload_file" if shown.rules else None,
        "indexing_technique": TECHNIQUE_NAMES[shown.technique] if shown.technique else None,
        "app_count": 0,
        "document_count": base.datasets.document_count(shown.id),
        "word_count": base.datasets.word_count(shown.id),
        "created_by": owner,
        "created_at": int(shown.created_at),
        "updated_by": owner,
        "updated_at": int(shown.updated_at),
        "embedding_model": settings.get("embedding_model"),
        "embedding_model_provider": settings.get("embedding_model_provider"),
        "embedding_available": None if fresh else _embedding_available(base, shown),
        "retrieval_model_dict": searched["retrieval_model_dict"],
        "external_retrieval_model": searched["external_retrieval_model"],
        "tags": [],
        "doc_form": form_name(shown.form) if shown.form else None,
        "external_knowledge_info": _NO_EXTERNAL,
        "doc_metadata": _fields(base, shown),
        "built_in_field_enabled": shown.built_in_fields,
    }


def _embedding_available(base: KnowledgeBase, shown: Dataset) -> bool:
    needed = shown.technique is Technique.VECTORS
    return not needed or base.settings.embedding is not Embedding.OFF


def _searched(sent: Mapping[str, Any] | None) -> Json:
    """Show how a dataset is searched: as it was sent, with null for what was not."""
    if not sent:
        return _AS_MADE
    keys = ("top_k", "score_threshold", "score_threshold_enabled")
    return {
        "retrieval_model_dict": _model(sent),
        "external_retrieval_model": {key: sent.get(key) for key in keys},
    }


def _model(model: Mapping[str, Any]) -> Json:
    reranking = model.get("reranking_model") or {}
    names = ("reranking_provider_name", "reranking_model_name")
    return {
        "search_method": model.get("search_method"),
        "reranking_enable": model.get("reranking_enable"),
        "reranking_mode": model.get("reranking_mode"),
        "reranking_model": {name: reranking.get(name) for name in names},
        "weights": model.get("weights"),
        "top_k": model.get("top_k"),
        "score_threshold_enabled": model.get("score_threshold_enabled"),
        "score_threshold": model.get("score_threshold"),
    }


#: How a dataset is shown that was told nothing: nearly all of a list are.
_AS_MADE: Final[Json] = {
    "retrieval_model_dict": _model(RETRIEVAL_MODEL),
    "external_retrieval_model": {
        "top_k": 2,
        "score_threshold": 0.0,
        "score_threshold_enabled": None,
    },
}


def _fields(base: KnowledgeBase, shown: Dataset) -> list[Json]:
    own = [field(each) for each in base.state.fields[shown.id].values()]
    return own + (built_in_fields(with_id=True) if shown.built_in_fields else [])


def paged(page: Page[Any], show: Callable[[Any], Json]) -> Json:
    """Show a page of a list."""
    return {
        "data": [show(item) for item in page.items],
        "has_more": page.has_more,
        "limit": page.limit,
        "total": page.total,
        "page": page.number,
    }


# --------------------------------------------------------------------------- documents
def document(base: KnowledgeBase, shown: Document) -> Json:
    """Show a document as it is now."""
    documents = base.documents
    at = documents.stage(shown)
    return {
        **_document(base, shown, at),
        "tokens": documents.token_count(shown),
        "word_count": documents.word_count(shown),
        "error": documents.error(shown),
    }


def queued(base: KnowledgeBase, shown: Document) -> Json:
    """Answer a create or update: the document waits, with the counts that it had before.

    Release 1.2.0 may already be further when it answers; here the answer is always the same.
    """
    waiting = {
        **_document(base, shown, Stage.WAITING),
        "tokens": shown.tokens_before,
        "word_count": shown.words_before,
        "error": None,
    }
    return {"document": waiting, "batch": shown.batch}


def _document(base: KnowledgeBase, shown: Document, at: Stage) -> Json:
    # No release shows `cleaning`; it counts as splitting unless a document is held there.
    held = shown.run.held is Stage.CLEANING
    told = Stage.SPLITTING if at is Stage.CLEANING and not held else at
    return {
        "id": shown.id,
        "position": shown.position,
        "data_source_type": "upload_file",
        "data_source_info": {"upload_file_id": shown.upload.id},
        "data_source_detail_dict": {"upload_file": upload(base, shown.upload)},
        "dataset_process_rule_id": shown.rules_id,
        "name": shown.name,
        "created_from": "web" if shown.edited else "api",  # so 1.2.0 and 1.16.0
        "created_by": base.owner,
        "created_at": int(shown.created_at),
        "indexing_status": told.value,
        "enabled": shown.enabled,
        "disabled_at": _moment(shown.disabled_at),
        "disabled_by": None if shown.enabled else base.owner,
        "archived": shown.archived,
        "display_status": DISPLAYED.get(at) or _finished(shown),
        "hit_count": 0,
        "doc_form": form_name(shown.form),
        "doc_metadata": _values(base, shown),
    }


def _finished(shown: Document) -> str:
    if shown.archived:
        return "archived"
    return "available" if shown.enabled else "disabled"


def upload(base: KnowledgeBase, shown: Upload) -> Json:
    """Show a file that was sent."""
    return {
        "id": shown.id,
        "name": shown.name,
        "size": len(shown.content),
        "extension": shown.extension,
        "mime_type": shown.media_type,
        "created_by": base.owner,
        "created_at": float(shown.created_at),
    }


def indexing_status(base: KnowledgeBase, shown: Document) -> Json:
    """Show how far the indexing of a document is. Times are whole seconds."""
    documents, chunks = base.documents, base.chunks
    now = documents.entered
    paused = documents.stage(shown) is Stage.PAUSED
    return {
        "id": shown.id,
        "indexing_status": document(base, shown)["indexing_status"],
        "processing_started_at": _moment(now(shown, Stage.PARSING)),
        "parsing_completed_at": _moment(now(shown, Stage.CLEANING)),
        "cleaning_completed_at": _moment(now(shown, Stage.SPLITTING)),
        "splitting_completed_at": _moment(now(shown, Stage.INDEXING)),
        "completed_at": _moment(now(shown, Stage.COMPLETED)),
        "paused_at": _moment(now(shown, Stage.INDEXING)) if paused else None,
        "error": documents.error(shown),
        "stopped_at": _moment(now(shown, Stage.ERROR)),
        "completed_segments": len(chunks.completed(shown)),
        "total_segments": len(chunks.of(shown)),
    }


# --------------------------------------------------------------------------- segments
def segment(base: KnowledgeBase, of: Document, shown: Chunk) -> Json:
    """Show a segment."""
    children = [child(shown, each) for each in shown.children]
    return {
        **_segment(base, of, shown),
        "updated_at": int(shown.updated_at),
        "updated_by": base.owner if shown.edited else None,
        "child_chunks": children,
    }


def segment_status(base: KnowledgeBase, of: Document, shown: Chunk) -> str:
    """Tell the status of a segment: `completed`, or `indexing` until it is."""
    return "completed" if base.chunks.is_completed(of, shown) else "indexing"


def _segment(base: KnowledgeBase, of: Document, shown: Chunk) -> Json:
    status = segment_status(base, of, shown)
    return {
        "id": shown.id,
        "position": shown.position,
        "document_id": shown.document_id,
        "content": shown.text,
        "sign_content": shown.text,
        "answer": shown.answer,
        "word_count": shown.length,
        "tokens": shown.tokens,
        "keywords": None if shown.keywords is None else list(shown.keywords),
        "index_node_id": shown.node_id,
        "index_node_hash": shown.node_hash,
        "hit_count": 0,
        "enabled": shown.enabled and status == "completed",
        "disabled_at": _moment(shown.disabled_at),
        "disabled_by": None if shown.enabled else base.owner,
        "status": status,
        "created_by": base.owner,
        "created_at": int(shown.created_at),
        "indexing_at": _moment(base.chunks.indexing_at(of, shown)),
        "completed_at": _moment(base.chunks.completed_at(of, shown)),
        "error": None,
        "stopped_at": None,
    }


def child(of: Chunk, shown: Child) -> Json:
    """Show a child chunk."""
    return {
        "id": shown.id,
        "segment_id": of.id,
        "content": shown.text,
        "position": shown.position,
        "word_count": len(shown.text),
        "type": MAKER_NAMES[shown.maker],
        "created_at": int(shown.created_at),
        "updated_at": int(shown.updated_at),
    }


def record(base: KnowledgeBase, hit: Hit, *, scored: bool) -> Json:
    """Show a segment that a query found."""
    fields = base.state.fields[hit.document.dataset_id]
    values = {fields[key].name: value for key, value in hit.document.metadata.items()}
    shown = _segment(base, hit.document, hit.chunk)
    shown["document"] = {
        "id": hit.document.id,
        "data_source_type": "upload_file",
        "name": hit.document.name,
        "doc_type": None,
        "doc_metadata": values or None,
    }
    found = [
        {"id": each.id, "content": each.text, "position": each.position, "score": score}
        for each, score in hit.children
    ]
    score = hit.score if scored else None
    return {"segment": shown, "child_chunks": found or None, "score": score, "tsne_position": None}


# --------------------------------------------------------------------------- metadata
def field(shown: MetadataField) -> Json:
    """Show a metadata field."""
    return {"id": shown.id, "name": shown.name, "type": KIND_NAMES[shown.kind]}


def built_in_fields(*, with_id: bool) -> list[Json]:
    """Show the fields that every document has of itself."""
    each = ({"name": name, "type": KIND_NAMES[kind]} for name, kind in BUILT_IN_FIELDS.items())
    return [{"id": "built-in", **shown} if with_id else shown for shown in each]


def _values(base: KnowledgeBase, shown: Document) -> list[Json] | None:
    """Show the metadata of a document: null while it was given none, values as text."""
    if not shown.metadata:
        return None
    fields = base.state.fields[shown.dataset_id]
    own = [
        {**field(fields[key]), "value": None if value is None else str(value)}
        for key, value in shown.metadata.items()
    ]
    of_itself = base.metadata.built_in(shown)
    built_in = built_in_fields(with_id=True)
    return own + [{**each, "value": str(of_itself[each["name"]])} for each in built_in]


def _moment(at: float | None) -> int | None:
    return None if at is None else int(at)
