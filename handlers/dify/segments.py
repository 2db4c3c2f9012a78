"""Segments of documents."""

from collections.abc import Sequence
from typing import Any

from ragmock.domain.chunks import Draft
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.paging import page as page_of

from . import views
from .vocabulary import form_name

Json = dict[str, Any]


def add_segments(base: KnowledgeBase, dataset_id: str, document_id: str, body: Json) -> Json:
    """Answer `POST /v1/datasets/{dataset_id}/documents/{document_id}/segments`."""
    document = base.documents.get(dataset_id, document_id)
    added = base.chunks.add(document, [_draft(each) for each in body["segments"]])
    shown = [views.segment(base, document, chunk) for chunk in added]
    return {"data": shown, "doc_form": form_name(document.form)}


def list_segments(
    base: KnowledgeBase,
    dataset_id: str,
    document_id: str,
    page: int,
    limit: int,
    keyword: str | None = None,
    status: Sequence[str] = (),
) -> Json:
    """Answer `GET /v1/datasets/{dataset_id}/documents/{document_id}/segments`."""
    document = base.documents.get(dataset_id, document_id)
    wanted = [
        each
        for each in base.chunks.of(document, keyword or "")
        if not status or views.segment_status(base, document, each) in status
    ]
    found = page_of(wanted, page, limit)
    shown = views.paged(found, lambda each: views.segment(base, document, each))
    return {**shown, "doc_form": form_name(document.form)}


def update_segment(
    base: KnowledgeBase, dataset_id: str, document_id: str, segment_id: str, body: Json
) -> Json:
    """Answer `POST /v1/datasets/{d}/documents/{doc}/segments/{segment_id}`."""
    document, chunk = base.chunks.get(dataset_id, document_id, segment_id)
    changed = base.chunks.change(document, chunk, _draft(body["segment"]))
    shown = views.segment(base, document, changed)
    return {"data": shown, "doc_form": form_name(document.form)}


def patch_segment(
    base: KnowledgeBase, dataset_id: str, document_id: str, segment_id: str, body: Json
) -> Json:
    """Answer `PATCH /v1/datasets/{d}/documents/{doc}/segments/{segment_id}` (seed 002)."""
    return update_segment(base, dataset_id, document_id, segment_id, {"segment": body})


def delete_segment(base: KnowledgeBase, dataset_id: str, document_id: str, segment_id: str) -> Json:
    """Answer `DELETE /v1/datasets/{d}/documents/{doc}/segments/{segment_id}`."""
    base.chunks.delete(*base.chunks.get(dataset_id, document_id, segment_id))
    return {"result": "success"}


def _draft(sent: Json) -> Draft:
    keywords = sent.get("keywords")
    return Draft(
        text=sent.get("content"),
        answer=sent.get("answer"),
        keywords=tuple(keywords) if keywords else None,
        enabled=sent.get("enabled"),
    )
