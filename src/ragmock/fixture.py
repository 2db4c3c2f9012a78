"""What a world holds from the start: YAML in the core's words, loaded through the core's rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from ragmock import contract
from ragmock._rooms import HOME
from ragmock.domain.chunks import Draft
from ragmock.domain.errors import Refusal
from ragmock.domain.lifecycle import Failure, Stage
from ragmock.domain.metadata import Assignment
from ragmock.domain.model import Cut, Embedding, Form, Kind, Mode, Rules, Technique, Upload
from ragmock.domain.progression import Preset, Progression
from ragmock.schemas import Schema
from ragmock.world import World, providers

if TYPE_CHECKING:
    from ragmock.domain.knowledge_base import KnowledgeBase
    from ragmock.domain.model import Dataset

Json = dict[str, Any]
FOLDER: Final = HOME / "fixtures"


class BrokenFixture(Exception):  # noqa: N818 - named after what happened
    """A fixture cannot be used; the text says why, with file and line."""


@dataclass(frozen=True)
class Fixture:
    """A fixture that was read and fits the schema."""

    name: str
    path: Path
    content: Json
    root: yaml.Node

    def fill(self, world: World, progression: Progression = Progression.IMMEDIATE) -> None:
        """Put into a new world what the fixture says; refuses with `BrokenFixture`.

        Its own documents are indexed at once; later ones by `progression`, unless it says how.
        """
        for provider, loader in (("dify", _dify), ("ragflow", _ragflow)):
            datasets = self.content.get(provider, {}).get("datasets", ())
            for place, spec in enumerate(datasets):
                self._load(loader, world.bases[provider], spec, (provider, "datasets", place))
        for place, spec in enumerate(self.content.get("data", {}).get("items", ())):
            self._load(_item, world.bases["data"], spec, ("data", "items", place))
        world.settings.progression = progression
        _set(world, self.content.get("settings", {}))

    def try_out(self) -> None:
        """Fill a world that nobody sees; refuses with `BrokenFixture`."""
        known = providers(contract.load().providers)
        self.fill(World.empty("trial", known))

    def _load(self, loader: Any, base: KnowledgeBase, spec: Json, way: tuple[Any, ...]) -> None:  # noqa: ANN401
        try:
            loader(base, spec)
        except Refusal as refused:
            raise BrokenFixture(self._at(way, refused.why())) from None

    def _at(self, way: tuple[Any, ...], told: str) -> str:
        return f"{self.path}:{_line(self.root, way)}: {told}"


def names() -> list[str]:
    """List the fixtures that ragmock ships with."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != "schema")


def find(named: str) -> Path:
    """Find a fixture by name or path; refuses with `BrokenFixture`."""
    if named in names():
        return FOLDER / f"{named}.yaml"
    path = Path(named)
    if not path.is_file():
        raise BrokenFixture(f"no fixture {named!r}: name one of {', '.join(names())}, or a file")
    return path


def load(named: str) -> Fixture:
    """Read a fixture and try it out; refuses with `BrokenFixture`."""
    path = find(named)
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, yaml.SafeLoader)
        content = yaml.safe_load(text)
    except UnicodeDecodeError as broken:
        raise BrokenFixture(f"{path}: it is not UTF-8: {broken}") from None
    except yaml.YAMLError as broken:
        mark = getattr(broken, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise BrokenFixture(f"{path}:{line}: {getattr(broken, 'problem', broken)}") from None
    fixture = Fixture(path.stem, path, content, root or yaml.ScalarNode("", "", None))
    problems = _schema().problems(content)
    if problems:
        way = tuple(problems[0].pointer.split("/")[1:])
        raise BrokenFixture(fixture._at(way, str(problems[0])))  # noqa: SLF001 - its own module
    return fixture


@cache
def _schema() -> Schema:
    return Schema(yaml.safe_load((FOLDER / "schema.yaml").read_text(encoding="utf-8")))


def _line(node: yaml.Node, way: tuple[Any, ...]) -> int:
    """Give the line of a value, or of the nearest thing above it that is there."""
    for step in way:
        inner = None
        if isinstance(node, yaml.MappingNode):
            pairs = [(key.value, key, value) for key, value in node.value]
            inner = next((value for name, _, value in pairs if name == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and int(step) < len(node.value):
            inner = node.value[int(step)]
        if inner is None:
            break
        node = inner
    return node.start_mark.line + 1 if node.start_mark else 1


# --------------------------------------------------------------------------- the products
def _set(world: World, spec: Json) -> None:
    if "embedding_provider" in spec:
        world.settings.embedding = Embedding(spec["embedding_provider"])
    if "progression" in spec:
        world.settings.progression = Progression(spec["progression"])
    if "upload_limit" in spec:
        world.settings.upload_limit = spec["upload_limit"]


def _dify(base: KnowledgeBase, spec: Json) -> None:
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
    fields = {
        field["name"]: base.metadata.create(dataset.id, field["name"], Kind(field["kind"])).id
        for field in spec.get("fields", ())
    }
    if spec.get("built_in_fields"):
        base.metadata.switch_built_in(dataset.id, on=True)
    for document in spec.get("documents", ()):
        _document(base, base.datasets.get(dataset.id), document, fields)


def _document(base: KnowledgeBase, dataset: Dataset, spec: Json, fields: dict[str, str]) -> None:
    name = spec["name"]
    known = name.lower().endswith((".md", ".csv", ".html"))
    upload = Upload(
        id=base.ids.uuid(),
        name=name,
        extension=name.rpartition(".")[2].lower() if known else "txt",
        media_type="text/plain",
        content=spec["text"].encode(),
        created_at=base.now(),
    )
    cut = spec.get("cut")
    rules = Rules(Mode.CUSTOM, cut=Cut(**cut)) if cut else Rules()
    stage = Stage(spec.get("stage", "completed"))
    failed = stage is Stage.ERROR
    reason = spec.get("reason", f"{name}: the file cannot be read")
    document = base.documents.submit(
        dataset,
        upload,
        rules,
        technique=dataset.technique or Technique.KEYWORDS,
        form=spec.get("form", Form.PARAGRAPHS),
        preset=Preset(
            held=None if failed or stage is Stage.COMPLETED else stage,
            failure=Failure(Stage.PARSING, reason) if failed else None,
        ),
    )
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


def _ragflow(base: KnowledgeBase, spec: Json) -> None:
    base.datasets.create(
        spec.get("id") or base.ids.hexadecimal(),
        spec["name"],
        description=spec.get("description"),
        permission=spec.get("permission", "me"),
        settings={"language": spec["language"]} if "language" in spec else {},
    )


def _item(base: KnowledgeBase, spec: Json) -> None:
    base.datasets.create(str(spec["id"]), spec["name"], description=spec.get("description"))
    base.state.last_number = max(base.state.last_number, spec["id"])
