"""Documents: where their indexing stands, and what makes it go on or end."""

from collections.abc import Iterator
from typing import Any

from ragmock.domain.errors import NoSuchDataset, NoSuchDocument
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.model import Document
from ragmock.domain.progression import Ending, progression_of
from ragmock.world import World

Json = dict[str, Any]
#: A document, and the product's knowledge base that it is in.
Found = tuple[KnowledgeBase, Document]


def list_documents(world: World, dataset: str | None = None) -> Json:
    """Answer `GET /__admin/documents`."""
    held = [base for base in world.bases.values() if dataset in (None, *base.state.datasets)]
    if not held:
        raise NoSuchDataset(dataset)
    shown = [show(*each) for base in held for each in _in(base, dataset)]
    return {"data": shown}


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
        for documents in base.state.documents.values():
            if document_id in documents:
                return base, documents[document_id]
    raise NoSuchDocument(document_id)


def _in(base: KnowledgeBase, dataset: str | None = None) -> Iterator[Found]:
    """Go through the documents of a knowledge base, or of one of its datasets."""
    wanted = [each.id for each in base.datasets.newest()] if dataset is None else [dataset]
    return ((base, document) for each in wanted for document in base.documents.newest(each))


def show(base: KnowledgeBase, document: Document) -> Json:
    """Show a document, and where its indexing stands."""
    rows = base.chunks.of(document)
    return {
        "id": document.id,
        "dataset_id": document.dataset_id,
        "name": document.name,
        "stage": base.documents.stage(document).value,
        "completed_chunks": sum(base.chunks.is_completed(document, each) for each in rows),
        "total_chunks": len(rows),
        "error": base.documents.error(document),
        "progression": progression_of(document.run).value,
    }
