"""Documents: where their indexing stands, and what makes it go on or end."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from ragmock.domain.clock import written
from ragmock.domain.errors import NoSuchDataset, NoSuchDocument
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.model import Document
from ragmock.domain.progression import Ending, progression_of
from ragmock.world import World

from .paging import paged

Json = dict[str, Any]
#: A document, and the product's knowledge base that it is in.
Found = tuple[KnowledgeBase, Document]


def list_documents(
    world: World,
    page: int,
    limit: int | None = None,
    dataset: str | None = None,
    stage: str | None = None,
) -> Json:
    """Answer `GET /__admin/documents`."""
    held = [base for base in world.bases.values() if dataset in (None, *base.state.datasets)]
    if not held:
        raise NoSuchDataset(dataset)
    every = list(chain.from_iterable(_in(base, dataset) for base in held))
    found = [each for each in every if _stage(*each) == stage] if stage else every
    return paged(found, page, limit, lambda each: show(*each))


def get_document(world: World, document_id: str) -> Json:
    """Answer `GET /__admin/documents/{document_id}`."""
    return show(*find(world, document_id))


def advance_document(world: World, document_id: str, body: Json) -> Json:
    """Answer `POST /__admin/documents/{document_id}/advance`."""
    base, document = find(world, document_id)
    return show(base, base.documents.advance(document, body.get("stages", 1)))


def preset_document(world: World, document_id: str, body: Json) -> Json:
    """Answer `POST /__admin/documents/{document_id}/preset`."""
    base, document = find(world, document_id)
    preset = Ending.of(body).preset(document.upload.name)
    return show(base, base.documents.restart(document, preset))


def find(world: World, document_id: str) -> Found:
    """Find a document of a world; refuses with `NoSuchDocument`."""
    for base in world.bases.values():
        for rows in base.state.documents.values():
            if document_id in rows:
                return base, rows[document_id]
    raise NoSuchDocument(document_id)


def _stage(base: KnowledgeBase, document: Document) -> str:
    return base.documents.stage(document).value


def _in(base: KnowledgeBase, dataset: str | None) -> Iterator[Found]:
    """Go through the documents of a knowledge base, or of one of its datasets."""
    wanted = [each.id for each in base.datasets.newest()] if dataset is None else [dataset]
    return ((base, document) for each in wanted for document in base.documents.newest(each))


def show(base: KnowledgeBase, document: Document) -> Json:
    """Show a document, and where its indexing stands."""
    due = base.documents.due(document)
    return {
        "id": document.id,
        "dataset_id": document.dataset_id,
        "name": document.name,
        "stage": _stage(base, document),
        "next": None if due is None else written(due),
        "completed_chunks": len(base.chunks.completed(document)),
        "total_chunks": len(base.chunks.of(document)),
        "error": base.documents.error(document),
        "progression": progression_of(document.run).value,
    }
