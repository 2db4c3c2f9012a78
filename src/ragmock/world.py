"""One key's private world: a knowledge base for each product, and what they share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ragmock.domain.clock import Clock
from ragmock.domain.ids import Ids
from ragmock.domain.knowledge_base import KnowledgeBase, Settings
from ragmock.journal.pages import Journals
from ragmock.text.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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

    @classmethod
    def empty(
        cls,
        name: str,
        known: Mapping[str, Provider],
        clock: Clock | None = None,
        library: Library | None = None,
    ) -> World:
        """Make a world without anything in it. The same name gives the same ids."""
        clock, ids, settings = clock or Clock(), Ids(name), Settings()
        library = library or Library()
        owner = ids.uuid()
        bases = {
            each.name: KnowledgeBase(
                clock, ids, settings, library, library.index, owner, edition=each.edition
            )
            for each in known.values()
        }
        return cls(name, clock, ids, settings, bases)


@dataclass
class Worlds:
    """The worlds of a server, each opened by the first call with its key."""

    known: Mapping[str, Provider]
    fill: Callable[[World], None]
    library: Library = field(default_factory=Library)
    journals: Journals = field(default_factory=Journals)
    opened: dict[str, World] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)  # of what is of no world

    def open(self, name: str) -> World:
        """Give the world of a name, made from the server's fixture if it is new."""
        if name not in self.opened:
            world = World.empty(name, self.known, library=self.library)
            self.fill(world)
            self.opened[name] = world
        return self.opened[name]
