"""What a world shows, held to what its client expects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .client import same

if TYPE_CHECKING:
    from .client import Client
    from .model import Dataset, Document, Model, Segment

Json = dict[str, Any]
_METHODS = {"economy": "keyword_search", "high_quality": "full_text_search"}


async def compare_all(client: Client, model: Model) -> None:
    """Compare a whole world; raises `Wrong`."""
    listed = await client.pages("/v1/datasets", limit=3)
    same("the datasets", [*model.datasets][::-1], [each["id"] for each in listed])
    for each in listed:
        await _compare_dataset(client, model.datasets[each["id"]], each)
    shown = (await client.read("/api/v1/dataset", product="ragflow"))["data"]
    same("the datasets of RAGFlow", model.ragflow, {each["id"]: each["name"] for each in shown})
    for item, name in model.items.items():
        told = await client.read(f"/v1/data?id={item}", product="ragflow")
        same(f"the item {item}", {"id": item, "name": name}, _part(told["data"], "id", "name"))
    await _compare_counts(client, model)


async def _compare_counts(client: Client, model: Model) -> None:
    """Compare what the control plane counts and lists."""
    counted = await client.admin("GET", f"/worlds/{client.world}")
    documents = [each for _, each in model.documents]
    expected = {
        "datasets": len(model.datasets) + len(model.ragflow) + len(model.items),
        "documents": len(documents),
        "chunks": sum(len(each.segments) for each in documents),
    }
    same("the counts of the world", expected, _part(counted, *expected))
    listed = (await client.admin("GET", "/documents"))["data"]
    stages = {each["id"]: each["stage"] for each in listed}
    same("the stages of the documents", {each.id: each.status for each in documents}, stages)


async def _compare_dataset(client: Client, dataset: Dataset, listed: Json) -> None:
    shown = await client.read(dataset.at)
    same("a dataset, listed and by itself", shown, listed)
    documents = await client.pages(f"{dataset.at}/documents", limit=3)
    expected = {
        "name": dataset.name,
        "document_count": len(dataset.documents),
        "word_count": sum(each.words for each in dataset.documents.values()),
        "built_in_field_enabled": dataset.built_in,
    }
    same(f"the dataset {dataset.name}", expected, _part(shown, *expected))
    ids = [each["id"] for each in documents]
    same(f"the documents of {dataset.name}", [*dataset.documents][::-1], ids)
    fields = (await client.read(f"{dataset.at}/metadata"))["doc_metadata"]
    uses = {each: (name, _uses(dataset, each)) for each, name in dataset.fields.items()}
    same(
        f"the fields of {dataset.name}",
        uses,
        {each["id"]: (each["name"], each["count"]) for each in fields},
    )
    for document in dataset.documents.values():
        await compare_document(client, dataset, document)
        for segment in document.segments.values():
            if not document.fails:
                await compare_found(client, dataset, segment)


async def compare_document(client: Client, of: Dataset, document: Document) -> None:
    """Compare a document with its segments and their children."""
    listed = await client.pages(f"{of.at}/documents")
    (shown,) = [each for each in listed if each["id"] == document.id]
    values = {
        each["id"]: each["value"]
        for each in shown["doc_metadata"] or ()
        if each["id"] != "built-in"
    }
    expected = {
        "name": document.name,
        "position": document.position,
        "indexing_status": document.status,
        "word_count": document.words,
        "hit_count": 0,
    }
    same(f"the document {document.name}", expected, _part(shown, *expected))
    same(f"the metadata of {document.name}", document.values, values)
    segments = await client.pages(f"{of.at}/documents/{document.id}/segments", limit=3)
    same(
        f"the segments of {document.name}",
        [_expected(each) for each in document.segments.values()],
        [_shown(each, document) for each in segments],
    )


async def compare_found(client: Client, of: Dataset, segment: Segment) -> None:
    """Search for the word that one segment has."""
    expected = [segment.id] if segment.enabled else []
    same(f"what {segment.word} finds", expected, await hits(client, of, segment.word))


async def hits(client: Client, of: Dataset, word: str) -> list[str]:
    """Search for a word; give the ids of the segments."""
    model = {"search_method": _METHODS[of.technique], "top_k": 10}
    body = {"query": word, "retrieval_model": model}
    told = await client.ask("POST", f"{of.at}/retrieve", json=body)
    return [each["segment"]["id"] for each in told["records"]]


def _uses(dataset: Dataset, field: str) -> int:
    return sum(field in each.values for each in dataset.documents.values())


def _expected(segment: Segment) -> Json:
    return {
        "id": segment.id,
        "content": segment.text,
        "position": segment.position,
        "word_count": len(segment.text),
        "enabled": segment.enabled,
        "children": segment.children,
    }


def _shown(segment: Json, of: Document) -> Json:
    children = {each["id"]: each["content"] for each in segment["child_chunks"]}
    # a segment that an indexing did not come to is not shown as enabled
    enabled = segment["enabled"] or (of.fails and segment["status"] != "completed")
    named = _part(segment, "id", "content", "position", "word_count")
    return {**named, "enabled": enabled, "children": children}


def _part(shown: Json, *names: str) -> Json:
    return {each: shown[each] for each in names}
