"""Datasets as a fixture says them, in the core's words."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass, replace
from posixpath import splitext
from typing import Any, Final

from ragmock.domain.chunks import Draft, Made
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.lifecycle import Stage
from ragmock.domain.model import (
    Cut,
    Dataset,
    Document,
    Form,
    Kind,
    Maker,
    Mode,
    Rules,
    Technique,
    Upload,
)
from ragmock.domain.progression import Ending
from ragmock.placing import Misplaced, within

Json = dict[str, Any]

#: What a dataset is set to, under the names of Dify's own calls.
SETTINGS: Final[tuple[str, ...]] = (
    "embedding_model",
    "embedding_model_provider",
    "members",
    "retrieval_model",
)
#: Kinds of files that can be written as text; a document of another name is plain text.
_TEXT_FORMATS: Final = (".md", ".mdx", ".markdown", ".csv", ".html", ".htm")


@dataclass(frozen=True)
class FileKind:
    """What a file is, as its name says."""

    extension: str
    is_text: bool


def kind_of(name: str) -> FileKind:
    """Tell what a file of this name is, unless the fixture says otherwise."""
    extension = splitext(name)[1].lower()  # none where nothing stands before the dot
    if extension in _TEXT_FORMATS:
        return FileKind(extension.removeprefix("."), is_text=False)
    return FileKind("txt", is_text=True)


def load_dataset(base: KnowledgeBase, spec: Json, loaded: Callable[[], None]) -> None:
    """Create a dataset with its fields and documents; `loaded` is called after each of these."""
    if not spec.get("namesake"):
        base.datasets.refuse_taken_name(spec["name"])
    technique = Technique(spec["technique"]) if "technique" in spec else None
    own: Json = {name: spec[name] for name in SETTINGS if name in spec}
    dataset = base.datasets.create(
        spec.get("id") or base.ids.uuid(),
        spec["name"],
        description=spec.get("description"),
        permission=spec.get("permission", "only_me"),
        technique=technique,
        settings={"provider": "vendor", **own},
    )
    if "form" in spec:
        decided = {"form": spec["form"], "rules": Rules(), "rules_id": base.ids.uuid()}
        base.datasets.change(dataset.id, **decided)
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
        loaded()


def _document(base: KnowledgeBase, dataset: Dataset, spec: Json, fields: dict[str, str]) -> None:
    name = spec["name"]
    stage = Stage(spec.get("stage", "completed"))
    ending = Ending(stage, spec.get("reason"), spec.get("share"))
    upload = _upload(base, spec)
    document = base.documents.submit(
        dataset,
        # under a name that no other has: it would take the place of its namesake
        replace(upload, name=upload.id) if spec.get("namesake") else upload,
        _rules(spec),
        technique=dataset.technique or Technique.KEYWORDS,
        form=spec.get("form", Form.PARAGRAPHS),
        language=spec.get("language", "English"),
        preset=ending.preset(name),
    )
    if document.run.failure and stage is not Stage.ERROR:
        raise Misplaced((), f"{name} cannot be indexed: {document.run.failure.reason}")
    said: Json = spec.get("metadata", {})
    metadata = {fields.get(key, key): value for key, value in said.items()}
    base.metadata.check(dataset.id, metadata)
    base.documents.change(replace(document, name=name, upload=upload, metadata=metadata))
    _put_chunks(base, base.documents.get(dataset.id, document.id), spec)
    document = base.documents.get(dataset.id, document.id)
    enabled = spec.get("enabled", True)
    base.documents.change(
        replace(
            document,
            enabled=enabled,
            disabled_at=None if enabled else base.now(),
            archived=spec.get("archived", False),
            edited=spec.get("edited", False),
        )
    )


def _upload(base: KnowledgeBase, spec: Json) -> Upload:
    name: str = spec["file_name"] if "file_name" in spec else spec["name"]
    kind = kind_of(name)
    try:
        content = (
            base64.b64decode(spec["base64"], validate=True)
            if "base64" in spec
            else spec["text"].encode()
        )
    except binascii.Error as broken:
        raise Misplaced(("base64",), str(broken)) from None
    return Upload(
        id=base.ids.uuid(),
        name=name,
        extension=spec.get("extension", kind.extension),
        media_type=spec.get("media_type", "text/plain"),
        content=content,
        created_at=base.now(),
        is_text=spec.get("is_text", kind.is_text and "base64" not in spec),
    )


def _rules(spec: Json) -> Rules:
    cut = Cut(**spec["cut"]) if "cut" in spec else None
    said = dict(spec.get("rules", {}))
    child_cut = said.pop("child_cut", None)
    mode = Mode(said.pop("mode", Mode.CUSTOM if cut else Mode.AUTOMATIC))
    return Rules(mode, cut=cut, child_cut=Cut(**child_cut) if child_cut else None, **said)


def _put_chunks(base: KnowledgeBase, document: Document, spec: Json) -> None:
    """Add chunks to those that the text was cut into, or put them in their place."""
    made = [_made(each) for each in spec.get("chunks", ())]
    if not spec.get("cut_chunks", True):
        base.chunks.put_instead(document, made)
        return
    drafts = [each.draft for each in made]
    added = base.chunks.add(document, drafts) if drafts else []
    for chunk, draft in zip(added, drafts, strict=True):
        if draft.enabled is False:
            base.chunks.change(document, chunk, Draft(enabled=False))


def _made(spec: Json) -> Made:
    keywords = tuple(spec["keywords"]) if "keywords" in spec else None
    draft = Draft(spec["text"], spec.get("answer"), keywords, spec.get("enabled"))
    children = tuple(
        (each["text"], Maker(each.get("made_by", Maker.INDEXING)))
        for each in spec.get("children", ())
    )
    return Made(draft, Maker(spec.get("made_by", Maker.CLIENT)), children)
