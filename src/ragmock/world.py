"""One key's private world: a knowledge base for each product, and what they share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from ragmock.domain.clock import Clock
from ragmock.domain.digests import Moments
from ragmock.domain.ids import Ids
from ragmock.domain.knowledge_base import KnowledgeBase, Settings
from ragmock.domain.limits import Limits
from ragmock.domain.model import Embedding
from ragmock.domain.progression import Progression
from ragmock.domain.rate import Requests
from ragmock.domain.undoing import keep
from ragmock.faults.script import Script
from ragmock.snapshots.snapshot import Content, Snapshot
from ragmock.story.story import Story
from ragmock.text.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ragmock.provider import Provider

_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
READ_ONLY: Final = ".ro"


def providers(names: Sequence[str], package: str = "ragmock.handlers") -> dict[str, Provider]:
    """Load the products, each from its folder of handlers/; or those of another package."""
    return {name: import_module(f"{package}.{name}").PROVIDER for name in names}


def is_name(name: str) -> bool:
    """Tell whether a world may have a name."""
    return _NAME.fullmatch(name) is not None


def name_in(key: str, prefix: str) -> tuple[str, bool] | None:
    """Give the name of the world that a key opens, and whether it may only read."""
    if not key.startswith(prefix):
        return None
    name = key.removeprefix(prefix)
    read_only = name.endswith(READ_ONLY)
    name = name.removesuffix(READ_ONLY)
    return (name, read_only) if is_name(name) else None


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
    story: Story | None = field(default=None, repr=False)

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

    def count_request(self, now: float) -> None:
        """Count a write or a search; refuses with `RateReached`."""
        if self.settings.requests_per_minute is not None:
            self.requests.count(now, self.settings.requests_per_minute)

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

    def snapshot(self, content: Content | None = None) -> Snapshot:
        """Give it as it is now; `content` is what it holds, where that is known."""
        return Snapshot(
            self.name,
            content or self.content(),
            self.clock.read(),
            self.faults.copy(),
            self.requests.copy(),
        )

    def begin(self, since: int, room: int, content: Content | None = None) -> None:
        """Begin its story here, behind the request of an id, with room for so many steps."""
        keep(self, "story")
        self.story = Story(self.snapshot(content), since, room)

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
        known = (
            rows.digest(Moments).after(now)
            for base in self.bases.values()
            for rows in base.state.documents.values()
            if rows
        )
        return min((each for each in known if each is not None), default=None)


#: What a setting is called in the core, and what makes it of a value of a fixture or a call.
_SETTINGS: Final[Mapping[str, tuple[str, Callable[[Any], Any]]]] = {
    "embedding_provider": ("embedding", Embedding),
    "progression": ("progression", Progression),
    "upload_limit": ("upload_limit", int),
    "requests_per_minute": ("requests_per_minute", lambda value: value),
}
