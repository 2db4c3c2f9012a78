"""What a world holds from the start: YAML in the core's words, loaded through the core's rules."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from ragmock import contract
from ragmock._rooms import HOME
from ragmock.domain.errors import NoSuchFixture
from ragmock.domain.limits import FixtureTooLarge
from ragmock.domain.progression import Progression
from ragmock.placing import Misplaced, Way, within
from ragmock.schemas import Schema
from ragmock.world import World, providers

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from ragmock.domain.knowledge_base import KnowledgeBase
    from ragmock.domain.limits import Limits
    from ragmock.provider import Provider
    from ragmock.rejections import Problem

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
        try:
            for provider in _providers().values():
                self._fill(world.bases[provider.name], provider)
        except Misplaced as wrong:
            raise BrokenFixture(self._at(wrong.way, wrong.why)) from None
        world.settings.progression = progression
        world.set(self.content.get("settings", {}))
        world.set(self.content.get("worlds", {}).get(world.name, {}))

    def try_out(self, limits: Limits | None = None) -> None:
        """Fill a world that nobody sees; refuses with `BrokenFixture`."""
        self.fill(World.empty("trial", _providers(), limits=limits))

    def _fill(self, base: KnowledgeBase, provider: Provider) -> None:
        sections = self.content.get(provider.name, {})
        for section, load_one in provider.loaders.items():
            for place, spec in enumerate(sections.get(section, ())):
                with within(provider.name, section, place):
                    load_one(base, spec)

    def _at(self, way: Way, told: str) -> str:
        return f"{self.path}:{_line(self.root, way)}: {told}"


@dataclass
class Shelf:
    """What the worlds of a server may be filled from: its own fixture, and those that ship."""

    own: Fixture
    progression: Progression
    loaded: dict[str, Fixture] = field(default_factory=dict)

    def fill(self, world: World) -> None:
        """Fill a world from the fixture that it names.

        No path is a name, so that who may call the server cannot have it read a file. Refuses with
        `NoSuchFixture`, or with `FixtureTooLarge`: all else in those that ship is in order.
        """
        fixture = self._get(world.fixture or self.own.name)
        try:
            fixture.fill(world, self.progression)
        except BrokenFixture as broken:
            raise FixtureTooLarge(fixture.name, str(broken)) from None

    def _get(self, name: str) -> Fixture:
        if name == self.own.name:  # a file of this name goes before what ships
            return self.own
        if name not in names():
            raise NoSuchFixture(name, ", ".join(dict.fromkeys([self.own.name, *names()])))
        if name not in self.loaded:
            self.loaded[name] = load(name)
        return self.loaded[name]


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
        json.dumps(content, ensure_ascii=False, allow_nan=False).encode()
    except yaml.reader.ReaderError as broken:
        line = text.count("\n", 0, broken.position) + 1
        raise BrokenFixture(f"{path}:{line}: {broken.reason}") from None
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 1
        told = ", ".join(filter(None, (broken.context, broken.problem)))
        raise BrokenFixture(f"{path}:{line}: {told}") from None
    except (TypeError, ValueError, RecursionError) as broken:  # binary data, or it holds itself
        raise BrokenFixture(f"{path}:1: it is not as plain as JSON: {broken}") from None
    fixture = Fixture(path.stem, path, content, root or yaml.ScalarNode("", "", None))
    problems = _schema().problems(content)
    if problems:
        raise BrokenFixture(fixture._at(_way(problems[0]), str(problems[0])))  # noqa: SLF001 - its own module
    return fixture


def _providers() -> Mapping[str, Provider]:
    return providers(contract.load().providers)


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
