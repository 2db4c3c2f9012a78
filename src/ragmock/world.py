"""One key's private world: a knowledge base for each product, and what they share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol

from ragmock.domain.clock import Clock
from ragmock.domain.errors import NoSuchWorld
from ragmock.domain.ids import Ids
from ragmock.domain.knowledge_base import KnowledgeBase, Settings
from ragmock.domain.lifecycle import due
from ragmock.domain.limits import Limits, NoRoomForWorld
from ragmock.domain.model import Embedding
from ragmock.domain.progression import Progression
from ragmock.domain.rate import Requests
from ragmock.faults.script import Script
from ragmock.journal.pages import Journals
from ragmock.snapshots.shelf import Snapshots
from ragmock.snapshots.snapshot import Content, Snapshot
from ragmock.text.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ragmock.domain.model import Document
    from ragmock.provider import Provider

_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
READ_ONLY: Final = ".ro"


def providers(names: Sequence[str], package: str = "ragmock.handlers") -> dict[str, Provider]:
    """Load the products, each from its folder of handlers/; or those of another package."""
    return {name: import_module(f"{package}.{name}").PROVIDER for name in names}


def name_in(key: str, prefix: str) -> tuple[str, bool] | None:
    """Give the name of the world that a key opens, and whether it may only read."""
    if not key.startswith(prefix):
        return None
    name = key.removeprefix(prefix)
    read_only = name.endswith(READ_ONLY)
    name = name.removesuffix(READ_ONLY)
    return (name, read_only) if _NAME.fullmatch(name) else None


@dataclass
class World:
    """What one key sees."""

    name: str
    clock: Clock
    ids: Ids
    settings: Settings
    bases: Mapping[str, KnowledgeBase] = field(repr=False)
    fixture: str = ""  # what it is filled from
    requests: Requests = field(default_factory=Requests, repr=False)
    faults: Script = field(default_factory=Script, repr=False)
    pristine: Content | None = field(default=None, repr=False)  # as it was made

    @classmethod
    def empty(
        cls,
        name: str,
        known: Mapping[str, Provider],
        clock: Clock | None = None,
        library: Library | None = None,
        seed: str | None = None,
        limits: Limits | None = None,
    ) -> World:
        """Make a world without anything in it. The same seed, or else name, gives the same ids."""
        clock, ids, settings = clock or Clock(), Ids(seed or name), Settings()
        library, limits = library or Library(), limits or Limits()
        owner = ids.uuid()
        bases = {
            each.name: KnowledgeBase(
                clock, ids, settings, library, library.index, owner, each.edition, limits
            )
            for each in known.values()
        }
        return cls(name, clock, ids, settings, bases)

    # ------------------------------------------------------------------ settings
    def set(self, spec: Mapping[str, Any]) -> None:
        """Change what is named of `embedding_provider`, `progression` and the other settings.

        All of it or nothing; raises `ValueError` for a value that there is none of.
        """
        named = ((*_SETTINGS[name], value) for name, value in spec.items() if name in _SETTINGS)
        for name, value in [(name, convert(value)) for name, convert, value in named]:
            setattr(self.settings, name, value)

    def count_request(self) -> None:
        """Count a write or a search; refuses with `RateReached`."""
        if self.settings.requests_per_minute is not None:
            self.requests.count(self.clock.now(), self.settings.requests_per_minute)

    # ------------------------------------------------------------------ as it is at a moment
    def content(self) -> Content:
        """Give what it holds now."""
        return Content(
            self.fixture,
            self.ids.seed,
            self.ids.drawn,
            replace(self.settings),
            {name: base.owner for name, base in self.bases.items()},
            {name: base.state.copy() for name, base in self.bases.items()},
        )

    def keep(self) -> None:
        """Take the world as it is now for what a reset goes back to."""
        self.pristine = self.content()

    def as_made(self, clock: Clock) -> World:
        """Make a world as this one was made."""
        if self.pristine is None:
            raise RuntimeError(f"the world {self.name} was not kept")
        return self.holding(self.pristine, clock)

    def copy(self, clock: Clock) -> World:
        """Make the same world with a clock, to be changed apart from this one."""
        world = self.holding(self.content(), clock)
        world.faults, world.requests = self.faults.copy(), self.requests.copy()
        return world

    def snapshot(self) -> Snapshot:
        """Give it as it is now."""
        return Snapshot(
            self.name, self.content(), self.clock.read(), self.faults.copy(), self.requests.copy()
        )

    def holding(self, content: Content, clock: Clock) -> World:
        """Make a world of the same name that holds what is given.

        This one stays as it is, for requests that began in it. The indexes follow whatever state
        they are shown, so rows that both worlds hold are not indexed again.
        """
        ids, settings = Ids(content.seed, content.drawn), replace(content.settings)
        bases = {
            name: replace(
                base,
                clock=clock,
                ids=ids,
                settings=settings,
                owner=content.owners[name],
                state=content.states[name].copy(),
            )
            for name, base in self.bases.items()
        }
        return World(
            self.name, clock, ids, settings, bases, content.fixture, pristine=self.pristine
        )

    # ------------------------------------------------------------------ documents
    def due(self) -> float | None:
        """Tell when a document next comes to another stage; None when none does by itself."""
        now = self.clock.now()
        every = (due(document.run, now) for _, document in self.documents())
        return min((each for each in every if each is not None), default=None)

    def documents(self) -> Iterator[tuple[KnowledgeBase, Document]]:
        """Go through the documents of all products."""
        for base in self.bases.values():
            for rows in base.state.documents.values():
                for document in rows.values():
                    yield base, document


#: What a setting is called in the core, and what makes it of a value of a fixture or a call.
_SETTINGS: Final[Mapping[str, tuple[str, Callable[[Any], Any]]]] = {
    "embedding_provider": ("embedding", Embedding),
    "progression": ("progression", Progression),
    "upload_limit": ("upload_limit", int),
    "requests_per_minute": ("requests_per_minute", lambda value: value),
}


class State(Protocol):
    """A state that a fixture defines by a sentence."""

    @property
    def fixture(self) -> str | None:
        """What the world begins anew from; without one, from what it was made of."""
        ...

    @property
    def keeps(self) -> bool:
        """Whether it adds to what the world holds."""
        ...

    @property
    def params(self) -> Mapping[str, Any]:
        """What its blanks were filled with."""
        ...

    def bring_about(self, world: World) -> None:
        """Do it to a world that nobody sees yet."""
        ...


class Fixtures(Protocol):
    """What the worlds of a server may be filled from."""

    def fill(self, world: World) -> None:
        """Fill a new world from the fixture that it names; refuses with `NoSuchFixture`."""
        ...

    def list(self) -> Sequence[Mapping[str, Any]]:
        """Tell of each fixture its `name`, what it is `about`, and which `states` it defines."""
        ...

    def add(self, world: World, said: dict[str, Any]) -> None:
        """Add to a world that nobody sees yet; refuses with `NoSuchFixture` or `BadFixture`."""
        ...

    def export(self, world: World) -> str:
        """Write what a world holds as a fixture."""
        ...

    def state(self, fixture: str, name: str, params: Mapping[str, Any]) -> State:
        """Give a state that a fixture defines; refuses with `NoSuchState` or `BadState`."""
        ...


@dataclass
class Worlds:
    """The worlds of a server, each opened by the first call with its key.

    A world is never made anew in place: another takes its name, and a request that began in the old
    one ends in it.
    """

    known: Mapping[str, Provider]
    fixtures: Fixtures
    library: Library = field(default_factory=Library)
    fixture: str = ""  # that a world is filled from which names none
    journals: Journals = field(default_factory=Journals)
    limits: Limits = field(default_factory=Limits)
    opened: dict[str, World] = field(default_factory=dict)
    snapshots: Snapshots = field(default_factory=Snapshots)
    clock: Clock = field(default_factory=Clock)  # of what is of no world

    def open(self, name: str) -> World:
        """Give the world of a name, made from the server's fixture if it is new.

        Refuses with `NoRoomForWorld`.
        """
        return self.opened.get(name) or self.make(name)

    def get(self, name: str) -> World:
        """Give the world of a name; refuses with `NoSuchWorld`."""
        if name not in self.opened:
            raise NoSuchWorld(name)
        return self.opened[name]

    def make(
        self,
        name: str,
        *,
        clock: Clock | None = None,
        fixture: str | None = None,
        seed: str | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> World:
        """Make a world, in the place of the one that has the name.

        Refuses with `NoRoomForWorld`, `NoSuchFixture` or `FixtureTooLarge`.
        """
        self._require_room(name)
        world = self._made(name, clock, fixture, seed)
        world.set(settings or {})
        world.keep()
        self.opened[name] = world
        return world

    def put(self, name: str, spec: Mapping[str, Any]) -> World:
        """Make a world or change it: another `fixture` or `seed` makes it anew, settings do not.

        What is not named stays as it is, the clock too. Refuses as `make` does.
        """
        self.ring(name)
        old = self.opened.get(name)
        if old is None:
            named = {each: spec.get(each) for each in ("fixture", "seed")}
            return self.make(name, **named, settings=spec)
        fixture, seed = spec.get("fixture", old.fixture), spec.get("seed", old.ids.seed)
        if (fixture, seed) != (old.fixture, old.ids.seed):
            return self.make(name, clock=old.clock, fixture=fixture, seed=seed, settings=spec)
        old.set(spec)
        return old

    def reset(self, name: str, *, clock: bool = False) -> World:
        """Put a world as it was made in its place, and forget what was asked in it.

        Its clock keeps the time, or is a real one.
        """
        old = self.open(name)
        self.journals.of(name).forget(lambda _: True)
        return self._put(old.as_made(Clock() if clock else old.clock))

    def load(self, name: str, said: dict[str, Any]) -> World:
        """Add to a world what a fixture holds, all of it or nothing.

        Refuses with `NoSuchFixture` or `BadFixture`.
        """
        old = self.open(name)
        world = old.copy(old.clock)
        self.fixtures.add(world, said)
        return self._put(world)

    def begin(self, name: str, state: State) -> World:
        """Bring about a state in a world, all of it or nothing; refuses with `BadState`."""
        old = self.open(name)
        clock = old.clock.going_on(old.clock.read())  # which a refused state may have turned
        if state.keeps:
            world = old.copy(clock)
        elif state.fixture:
            world = self._made(name, clock, state.fixture, old.ids.seed)
            world.pristine = old.pristine
        else:
            world = old.as_made(clock)
        state.bring_about(world)
        return self._put(world)

    def restore(self, name: str, snapshot: Snapshot) -> World:
        """Put a world as a snapshot has it in the place of a world, whose journal goes on.

        A reset still goes back to what the world was made from. Refuses with `NoRoomForDocument`
        and the like.
        """
        self._require_room_for(snapshot)
        old = self.open(name)
        world = old.holding(snapshot.content, old.clock.going_on(snapshot.clock))
        world.faults, world.requests = snapshot.faults.copy(), snapshot.requests.copy()
        return self._put(world)

    def fork(self, name: str, snapshot: Snapshot) -> World:
        """Make a world as a snapshot has it, which is what a reset of it goes back to.

        Refuses with `NoRoomForWorld`, and as `restore` does.
        """
        self._require_room(name)
        self._require_room_for(snapshot)
        self.end(name)
        self.opened[name] = World.empty(name, self.known, library=self.library, limits=self.limits)
        world = self.restore(name, snapshot)
        world.keep()
        return world

    def end(self, name: str) -> bool:
        """Forget a world, if there is one; the next call with its key makes a fresh one."""
        self.ring(name)
        self.journals.of_worlds.pop(name, None)
        return self.opened.pop(name, None) is not None

    def _made(self, name: str, clock: Clock | None, fixture: str | None, seed: str | None) -> World:
        world = World.empty(name, self.known, clock, self.library, seed, self.limits)
        world.fixture = fixture or self.fixture
        self.fixtures.fill(world)
        return world

    def _put(self, world: World) -> World:
        """Put a world in the place of the one that has its name."""
        self.opened[world.name] = world
        self.ring(world.name)
        return world

    def _require_room_for(self, snapshot: Snapshot) -> None:
        for state in snapshot.content.states.values():
            state.require_room(self.limits)

    def _require_room(self, name: str) -> None:
        if name not in self.opened and len(self.opened) >= self.limits.worlds:
            raise NoRoomForWorld(self.limits.worlds)

    def ring(self, name: str) -> None:
        """Wake those who wait for something in a world; nobody does who has not asked for it."""
        if name in self.journals.of_worlds:
            self.journals.of_worlds[name].bell.ring()
