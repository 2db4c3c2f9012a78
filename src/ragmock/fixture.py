"""What a world holds from the start: YAML in the core's words, loaded through the core's rules."""

from __future__ import annotations

from contextlib import contextmanager
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
    from collections.abc import Hashable, Iterator

    from ragmock.domain.knowledge_base import KnowledgeBase
    from ragmock.domain.model import Dataset
    from ragmock.rejections import Problem

Json = dict[str, Any]
Way = tuple[str | int, ...]  # the keys and places that lead to a value
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

    def _load(self, loader: Any, base: KnowledgeBase, spec: Json, way: Way) -> None:  # noqa: ANN401
        try:
            with _within(*way):
                loader(base, spec)
        except _Misplaced as wrong:
            raise BrokenFixture(self._at(wrong.way, wrong.why)) from None

    def _at(self, way: Way, told: str) -> str:
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
    text = _read(path)
    try:
        root = yaml.compose(text, _Loader)
        content = yaml.load(text, _Loader)  # noqa: S506 - a safe one
        problems = _schema().problems(content)
    except yaml.reader.ReaderError as broken:
        line = text.count("\n", 0, broken.position) + 1
        raise BrokenFixture(f"{path}:{line}: {broken.reason}") from None
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 1
        told = ", ".join(filter(None, (broken.context, broken.problem)))
        raise BrokenFixture(f"{path}:{line}: {told}") from None
    except (ValueError, RecursionError) as broken:  # it holds itself, or binary data
        raise BrokenFixture(f"{path}:1: it is not as plain as JSON: {broken}") from None
    fixture = Fixture(path.stem, path, content, root or yaml.ScalarNode("", "", None))
    if problems:
        raise BrokenFixture(fixture._at(_way(problems[0]), str(problems[0])))  # noqa: SLF001 - its own module
    return fixture


def _read(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as refused:
        raise BrokenFixture(f"cannot read {path}: {refused.strerror or refused}") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        raise BrokenFixture(f"{path}:{line}: it is not UTF-8: {broken}") from None


class _Loader(yaml.SafeLoader):
    """YAML that says what JSON can say: each key is a text and stands once, a date is a text."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - as in SafeLoader
    ) -> dict[Hashable, Any]:
        """Refuse a key that is no text, or stands twice."""
        seen = set()
        for key, _ in node.value:
            if key.tag not in ("tag:yaml.org,2002:str", "tag:yaml.org,2002:merge"):
                raise _wrong_key(key, "only a text can be a key; put it in quotes")
            if key.value in seen:
                raise _wrong_key(key, f"the key {key.value} stands here a second time")
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in known if not tag.endswith(":timestamp")]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _wrong_key(key: yaml.Node, told: str) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, told, key.start_mark)


@cache
def _schema() -> Schema:
    return Schema(yaml.safe_load((FOLDER / "schema.yaml").read_text(encoding="utf-8")))


def _way(problem: Problem) -> Way:
    """Give the way to what is wrong; to a field that nobody knows, its own."""
    way = problem.pointer.split("/")[1:]
    if problem.cause == "additional" and isinstance(problem.value, dict):
        way += [name for name in problem.value if name not in problem.schema["properties"]][:1]
    return tuple(way)


def _line(node: yaml.Node, way: Way) -> int:
    """Give the line of a value's key, or of the nearest thing above it that is there."""
    mark = node.start_mark
    for step in way:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == str(step)), None)
            if pair is None:
                break
            mark, node = pair[0].start_mark, pair[1]
        elif isinstance(node, yaml.SequenceNode) and int(step) < len(node.value):
            node = node.value[int(step)]
            mark = node.start_mark
        else:
            break
    return mark.line + 1 if mark else 1


class _Misplaced(Exception):  # noqa: N818 - named after what happened
    """The core refused what stands at the end of a way."""

    def __init__(self, way: Way, why: str) -> None:
        self.way = way
        self.why = why


@contextmanager
def _within(*way: str | int) -> Iterator[None]:
    """Say of what is refused where it stands."""
    try:
        yield
    except Refusal as refused:
        raise _Misplaced(way, refused.why()) from None
    except _Misplaced as wrong:
        raise _Misplaced((*way, *wrong.way), wrong.why) from None


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
    fields = {}
    for place, field in enumerate(spec.get("fields", ())):
        with _within("fields", place):
            made = base.metadata.create(dataset.id, field["name"], Kind(field["kind"]))
        fields[field["name"]] = made.id
    if spec.get("built_in_fields"):
        base.metadata.switch_built_in(dataset.id, on=True)
    for place, document in enumerate(spec.get("documents", ())):
        with _within("documents", place):
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
    if document.run.failure and not failed:
        raise _Misplaced((), f"{name} cannot be indexed: {document.run.failure.reason}")
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
