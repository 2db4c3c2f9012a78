"""Datasets written as a fixture says them: `fixture.load_dataset` makes the like of them again."""

import base64
from dataclasses import asdict
from typing import Any, Final

from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.lifecycle import Stage
from ragmock.domain.model import Chunk, Dataset, Document, Form, Maker, Rules, Upload

from .fixture import SETTINGS, kind_of

Json = dict[str, Any]

_NO_RULES: Final = Rules()


def dump_datasets(base: KnowledgeBase) -> list[Json]:
    """Write the datasets with their fields and documents."""
    names: set[str] = set()
    return [_dataset(base, each, names) for each in base.datasets.oldest()]


def _dataset(base: KnowledgeBase, dataset: Dataset, names: set[str]) -> Json:
    fields = base.metadata.fields(dataset.id)
    names_within: set[str] = set()
    rows = list(base.state.documents[dataset.id].values())
    decided = rows[0].form if rows else None
    return {
        "id": dataset.id,
        **_named(dataset.name, names),
        "description": dataset.description,
        "permission": dataset.permission,
        **({"technique": dataset.technique.value} if dataset.technique else {}),
        **{name: dataset.settings[name] for name in SETTINGS if name in dataset.settings},
        **({"built_in_fields": True} if dataset.built_in_fields else {}),
        **({"form": dataset.form} if dataset.form != decided else {}),
        **_unless_empty(
            fields=[{"name": field.name, "kind": field.kind.value} for field in fields],
            documents=[_document(base, each, names_within) for each in rows],
        ),
    }


def _named(name: str, known: set[str]) -> Json:
    """Write a name, and whether another one has it."""
    said: Json = {"name": name, **({"namesake": True} if name in known else {})}
    known.add(name)
    return said


def _document(base: KnowledgeBase, document: Document, known: set[str]) -> Json:
    upload, stage = document.upload, base.documents.stage(document)
    rules, failure = _rules(document.rules), document.run.failure
    said = {**_named(document.name, known), **_file(document.name, upload), **rules}
    if document.form != Form.PARAGRAPHS:
        said["form"] = document.form
    if document.language != "English":
        said["language"] = document.language
    if stage is not Stage.COMPLETED:
        said["stage"] = stage.value
    if stage is Stage.ERROR and failure:
        read = failure.stage is Stage.INDEXING
        said |= {"reason": failure.reason, **({"share": failure.share} if read else {})}
    if not document.enabled:
        said["enabled"] = False
    said |= {name: True for name in ("archived", "edited") if getattr(document, name)}
    names = {field.id: field.name for field in base.metadata.fields(document.dataset_id)}
    metadata = {names[key]: value for key, value in document.metadata.items()}
    chunks = list(document.chunks.values())
    said |= _unless_empty(metadata=metadata)
    if not _are_as_cut(document):
        said |= {"cut_chunks": False, "chunks": [_chunk(each) for each in chunks]}
    return said


def _file(name: str, upload: Upload) -> Json:
    """Write a text as it is, and what is none in base64."""
    said: Json = {}
    if upload.name != name:
        said["file_name"] = upload.name
    kind = kind_of(upload.name)
    if (upload.extension, upload.is_text) != (kind.extension, kind.is_text):
        said |= {"extension": upload.extension, "is_text": upload.is_text}
    if upload.media_type != "text/plain":
        said["media_type"] = upload.media_type
    try:
        said["text"] = upload.content.decode()
    except UnicodeDecodeError:
        said["base64"] = base64.b64encode(upload.content).decode()
    return said


def _rules(rules: Rules) -> Json:
    said: Json = {}
    if rules.cut:
        said["cut"] = asdict(rules.cut)
    if rules not in (_NO_RULES, Rules(mode=rules.mode.CUSTOM, cut=rules.cut)):
        said["rules"] = {
            "mode": rules.mode.value,
            "extra_spaces": rules.extra_spaces,
            "urls_and_emails": rules.urls_and_emails,
            "whole_document": rules.whole_document,
            **({"child_cut": asdict(rules.child_cut)} if rules.child_cut else {}),
        }
    return said


def _are_as_cut(document: Document) -> bool:
    """Tell whether the chunks are surely those that the text is cut into.

    That a child was deleted does not show.
    """
    rows = document.chunks.values()
    return (
        document.form != Form.PARENT_CHILD
        and len(rows) == document.piece_count
        and all(row.maker is Maker.INDEXING and row.enabled and not row.edited for row in rows)
    )


def _chunk(chunk: Chunk) -> Json:
    said: Json = {"text": chunk.text, "made_by": chunk.maker.value}
    if chunk.answer is not None:
        said["answer"] = chunk.answer
    if chunk.keywords is not None:
        said["keywords"] = list(chunk.keywords)
    if not chunk.enabled:
        said["enabled"] = False
    children = [{"text": each.text, "made_by": each.maker.value} for each in chunk.children]
    return said | _unless_empty(children=children)


def _unless_empty(**said: Any) -> Json:  # noqa: ANN401 - any JSON
    return {name: value for name, value in said.items() if value}
