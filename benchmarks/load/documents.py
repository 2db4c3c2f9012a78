"""What a client does with documents."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Final

from .actor import MOST
from .audit import compare_document
from .client import Wrong, same
from .datasets import create_dataset
from .model import Document
from .segments import learn_segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .actor import Actor
    from .model import Dataset

RULE: Final = {
    "mode": "custom",
    "rules": {
        "pre_processing_rules": [],
        "segmentation": {"separator": "\n", "max_tokens": 500},
    },
}
#: The stages of an indexing, as Dify shows them, in order.
_STAGES: Final = ("waiting", "parsing", "splitting", "indexing", "completed", "error")
_PATIENCE: Final = 600  # looks at an indexing
_PAUSE: Final = 0.02  # seconds between them


async def upload(actor: Actor) -> None:
    """Upload a text or a file, or delete a document where there are many."""
    dataset = actor.one(actor.model.datasets.values())
    if dataset is None:
        await create_dataset(actor)
        return
    if len(dataset.documents) >= MOST:
        await _delete(actor, dataset, actor.random.choice([*dataset.documents.values()]))
        return
    fails = actor.random.random() < 0.1  # noqa: PLR2004 - one in ten
    name = actor.name("ragmock-fail-50" if fails else "Document") + ".txt"
    lines = actor.lines()
    body = {"indexing_technique": dataset.technique, "process_rule": RULE}
    path = f"{dataset.at}/document/create-by"
    if actor.random.random() < 0.1:  # noqa: PLR2004 - one in ten; reading a file takes time
        part = {"file": (name, "\n".join(lines)), "data": (None, json.dumps(body))}
        answer = await actor.client.call("POST", f"{path}-file", files=part)
    else:
        body |= {"name": name, "text": "\n".join(lines)}
        answer = await actor.client.call("POST", f"{path}-text", json=body)
    if answer.done:
        told = answer.told or {"batch": None}
        listed = told.get("document") or await actor.found(f"{dataset.at}/documents", name)
        document = Document(listed["id"], name, dataset.next_position, told["batch"], fails=fails)
        dataset.documents[document.id] = document
        await _indexed(actor, dataset, document, lines)


async def update_document(actor: Actor) -> None:
    """Give a document another text."""
    of, document = actor.one(actor.model.editable) or (None, None)
    if of and document:
        lines = actor.lines()
        body = {"name": document.name, "text": "\n".join(lines), "process_rule": RULE}
        path = f"{of.at}/documents/{document.id}/update-by-text"
        if (await actor.client.call("POST", path, json=body)).done:
            await _indexed(actor, of, document, lines)


async def list_documents(actor: Actor) -> None:
    """Look at a document, its segments, and its indexing."""
    of, document = actor.one(actor.model.documents) or (None, None)
    if of and document:
        await compare_document(actor.client, of, document)


async def delete_document(actor: Actor) -> None:
    """Delete a document."""
    of, document = actor.one(actor.model.documents) or (None, None)
    if of and document:
        await _delete(actor, of, document)


async def _delete(actor: Actor, of: Dataset, document: Document) -> None:
    path = f"{of.at}/documents/{document.id}"
    if (await actor.client.call("DELETE", path)).done:
        del of.documents[document.id]
        actor.gone = next((each.word for each in document.segments.values()), actor.gone)


async def _indexed(actor: Actor, of: Dataset, document: Document, lines: Sequence[str]) -> None:
    """Wait until a document is indexed, and expect a segment for each line of it."""
    seen = 0
    for _ in range(_PATIENCE):
        status = await _status(actor, of, document)
        if _STAGES.index(status) < seen:
            raise Wrong(f"{document.name} went back from {_STAGES[seen]} to {status}")
        seen = _STAGES.index(status)
        if status in ("completed", "error"):
            break
        await asyncio.sleep(_PAUSE)
    same(f"where {document.name} came to", document.status, _STAGES[seen])
    document.segments, document.words = {}, len("\n".join(lines))
    await learn_segments(actor, of, document, lines, 0)


async def _status(actor: Actor, of: Dataset, document: Document) -> str:
    """Ask how far an indexing is: by its batch, or where that is not known, in the list."""
    told: dict[str, Any]
    if document.batch:
        path = f"{of.at}/documents/{document.batch}/indexing-status"
        (told,) = (await actor.client.read(path))["data"]
    else:
        told = await actor.found(f"{of.at}/documents", document.name)
    return str(told["indexing_status"])
