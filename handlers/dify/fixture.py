"""Datasets as a fixture says them, in the core's words."""

from dataclasses import replace
from typing import Any, Final

from ragmock.domain.chunks import Draft
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.lifecycle import Stage
from ragmock.domain.metadata import Assignment
from ragmock.domain.model import Cut, Dataset, Form, Kind, Mode, Rules, Technique, Upload
from ragmock.domain.progression import Ending
from ragmock.placing import Misplaced, within

Json = dict[str, Any]

#: Kinds of files that can be written as text; a document of another name is plain text.
_TEXT_FORMATS: Final = (".md", ".mdx", ".markdown", ".csv", ".html", ".htm")


def load_dataset(base: KnowledgeBase, spec: Json) -> None:
    """Create a dataset with its fields and documents."""
    base.datasets.refuse_taken_name(spec["name"])
    technique = Technique(spec["technique"]) if "technique" in spec else None
    dataset = base.datasets.create(
        spec.get("id") or base.ids.uuid(),
        spec["name"],
        description=spec.get("description"),
        permission=spec.get("permission", "only_me"),
        technique=technique,
        settings={"provider": "vendor"},
    )
    fields = {}
    for place, field in enumerate(spec.get("fields", ())):
        with within("fields", place):
            made = base.metadata.create(dataset.id, field["name"], Kind(field["kind"]))
        fields[field["name"]] = made.id
    if spec.get("built_in_fields"):
        base.metadata.switch_built_in(dataset.id, on=True)
    for place, document in enumerate(spec.get("documents", ())):
        with within("documents", place):
            _document(base, base.datasets.get(dataset.id), document, fields)


def _document(base: KnowledgeBase, dataset: Dataset, spec: Json, fields: dict[str, str]) -> None:
    name = spec["name"]
    known = name.lower().endswith(_TEXT_FORMATS)
    upload = Upload(
        id=base.ids.uuid(),
        name=name,
        extension=name.rpartition(".")[2].lower() if known else "txt",
        media_type="text/plain",
        content=spec["text"].encode(),
        created_at=base.now(),
        is_text=not known,
    )
    cut = spec.get("cut")
    rules = Rules(Mode.CUSTOM, cut=Cut(**cut)) if cut else Rules()
    stage = Stage(spec.get("stage", "completed"))
    ending = Ending(stage, spec.get("reason"), spec.get("share"))
    document = base.documents.submit(
        dataset,
        upload,
        rules,
        technique=dataset.technique or Technique.KEYWORDS,
        form=spec.get("form", Form.PARAGRAPHS),
        preset=ending.preset(name),
    )
    if document.run.failure and stage is not Stage.ERROR:
        raise Misplaced((), f"{name} cannot be indexed: {document.run.failure.reason}")
    if "metadata" in spec:
        values = {fields.get(str(key), str(key)): value for key, value in spec["metadata"].items()}
        base.metadata.assign(dataset.id, [Assignment(document.id, values)])
    drafts = [_draft(each) for each in spec.get("chunks", ())]
    if drafts:
        document = base.documents.get(dataset.id, document.id)
        for chunk, draft in zip(base.chunks.add(document, drafts), drafts, strict=True):
            if draft.enabled is False:
                base.chunks.change(document, chunk, Draft(enabled=False))
    document = base.documents.get(dataset.id, document.id)
    enabled = spec.get("enabled", True)
    base.documents.change(
        replace(
            document,
            enabled=enabled,
            disabled_at=None if enabled else base.now(),
            archived=spec.get("archived", False),
        )
    )


def _draft(spec: Json) -> Draft:
    keywords = tuple(spec["keywords"]) if "keywords" in spec else None
    return Draft(spec["text"], spec.get("answer"), keywords, spec.get("enabled"))
