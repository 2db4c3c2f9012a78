"""Child chunks of segments."""

from typing import Any

from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.paging import matches
from ragmock.domain.paging import page as page_of

from . import views

Json = dict[str, Any]


def create_child_chunk(
    base: KnowledgeBase, dataset_id: str, document_id: str, segment_id: str, body: Json
) -> Json:
    """Answer `POST .../segments/{segment_id}/child_chunks`."""
    document, chunk = base.chunks.get(dataset_id, document_id, segment_id)
    return {"data": views.child(chunk, base.chunks.add_child(document, chunk, body["content"]))}


def list_child_chunks(
    base: KnowledgeBase,
    dataset_id: str,
    document_id: str,
    segment_id: str,
    page: int,
    limit: int,
    keyword: str | None = None,
) -> Json:
    """Answer `GET .../segments/{segment_id}/child_chunks`."""
    _, chunk = base.chunks.get(dataset_id, document_id, segment_id)
    found = [
        child for child in chunk.children if matches(keyword or "", child.text, ignore_case=True)
    ]
    paged = page_of(found, page, limit)
    return {
        "data": [views.child(chunk, child) for child in paged.items],
        "total": paged.total,
        "total_pages": paged.pages,
        "page": paged.number,
        "limit": paged.limit,
    }


def update_child_chunk(
    base: KnowledgeBase,
    dataset_id: str,
    document_id: str,
    segment_id: str,
    child_chunk_id: str,
    body: Json,
) -> Json:
    """Answer `PATCH .../segments/{segment_id}/child_chunks/{child_chunk_id}`."""
    document, chunk = base.chunks.get(dataset_id, document_id, segment_id)
    child = base.chunks.child(chunk, child_chunk_id)
    changed = base.chunks.change_child(document, chunk, child, body["content"])
    return {"data": views.child(chunk, changed)}


def delete_child_chunk(
    base: KnowledgeBase, dataset_id: str, document_id: str, segment_id: str, child_chunk_id: str
) -> Json:
    """Answer `DELETE .../segments/{segment_id}/child_chunks/{child_chunk_id}`."""
    document, chunk = base.chunks.get(dataset_id, document_id, segment_id)
    base.chunks.delete_child(document, chunk, base.chunks.child(chunk, child_chunk_id))
    return {"result": "success"}
