"""One key's private world: a knowledge base for each product, and what they share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from ragmock.domain.clock import Clock
from ragmock.domain.errors import NoSuchWorld
from ragmock.domain.ids import Ids
from ragmock.domain.knowledge_base import KnowledgeBase, Settings
from ragmock.domain.lifecycle import due
from ragmock.domain.model import Embedding
from ragmock.domain.progression import Progression
from ragmock.domain.rate import Requests
from ragmock.domain.tables import Table
from ragmock.faults.script import Script
from ragmock.journal.pages import Journals
from ragmock.text.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ragmock.domain.model import Document
    from ragmock.domain.state import State
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


@dataclass(frozen=True)
class Pristine:
    """A world as it was made: what a reset goes back to."""

    drawn: int
    settings: Settings
    states: Mapping[str, State]


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
    pristine: Pristine | None = field(default=None, repr=False)
    faults: Script = field(default_factory=Script, repr=False)

    @classmethod
    def empty(
        cls,
        name: str,
        known: Mapping[str, Provider],
        clock: Clock | None = None,
        library: Library | None = None,
        seed: str | None = None,
    ) -> World:
        """Make a world without anything in it. The same seed, or else name, gives the same ids."""
        clock, ids, settings = clock or Clock(), Ids(seed or name), Settings()
        library = library or Library()
        owner = ids.uuid()
        bases = {
            each.name: KnowledgeBase(
                clock, ids, settings, library, library.index, owner, edition=each.edition
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

    # ------------------------------------------------------------------ going back
    def keep(self) -> None:
        """Take the world as it is now for what a reset goes back to."""
        states = {name: base.state.copy() for name, base in self.bases.items()}
        self.pristine = Pristine(self.ids.drawn, replace(self.settings), states)

    def again(self, clock: Clock) -> World:
        """Make a world as this one was made: of the same rows, which are not read or indexed again.

        This one stays as it is, for requests that began in it.
        """
        kept = self.pristine
        if kept is None:
            raise RuntimeError(f"the world {self.name} was not kept")
        ids, settings = Ids(self.ids.seed, kept.drawn), replace(kept.settings)
        bases = {
            name: replace(
                base, clock=clock, ids=ids, settings=settings, state=kept.states[name].copy()
            )
            for name, base in self.bases.items()
        }
        return World(self.name, clock, ids, settings, bases, self.fixture, pristine=kept)

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


@dataclass
class Worlds:
    """The worlds of a server, each opened by the first call with its key.

    A world is never made anew in place: another takes its name, and a request that began in the old
    one ends in it.
    """

    known: Mapping[str, Provider]
    fill: Callable[[World], None]  # refuses with `NoSuchFixture`
    library: Library = field(default_factory=Library)
    fixture: str = ""  # that a world is filled from which names none
    journals: Journals = field(default_factory=Journals)
    opened: Table[World] = field(default_factory=Table)
    clock: Clock = field(default_factory=Clock)  # of what is of no world

    def open(self, name: str) -> World:
        """Give the world of a name, made from the server's fixture if it is new."""
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
        """Make a world, in the place of the one that has the name; refuses with `NoSuchFixture`."""
        world = World.empty(name, self.known, clock, self.library, seed)
        world.fixture = fixture or self.fixture
        self.fill(world)
        world.set(settings or {})
        world.keep()
        self.opened[name] = world
        return world

    def put(self, name: str, spec: Mapping[str, Any]) -> World:
        """Make a world or change it: another `fixture` or `seed` makes it anew, settings do not.

        What is not named stays as it is, the clock too. Refuses with `NoSuchFixture`.
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
        self.opened[name] = old.again(Clock() if clock else old.clock)
        self.journals.of(name).forget(lambda _: True)
        self.ring(name)
        return self.opened[name]

    def end(self, name: str) -> bool:
        """Forget a world, if there is one; the next call with its key makes a fresh one."""
        self.ring(name)
        self.journals.of_worlds.pop(name, None)
        return self.opened.pop(name, None) is not None

    def ring(self, name: str) -> None:
        """Wake those who wait for something in a world."""
        self.journals.of(name).bell.ring()
