"""The whole server in one object, without a socket."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ragmock import contract, fixture
from ragmock.domain.progression import Progression
from ragmock.steering import SteeredWorld
from ragmock.text.library import Library
from ragmock.world import Worlds, providers

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from ragmock.text.embeddings import Embed


class Fake:
    """A server that holds a fixture (a name or a path) in each of its worlds.

    `embed` turns a list of texts into a vector of numbers for each; semantic search compares these
    vectors, where it else compares words. The control plane is reached under `host` and the names
    of this machine, or from anywhere with the `admin_token`, if there is one. Refuses with
    `ragmock.fixture.BrokenFixture`.
    """

    def __init__(
        self,
        fixture_name: str = "demo",
        progression: Progression = Progression.IMMEDIATE,
        embed: Embed | None = None,
        host: str = "localhost",
        admin_token: str | None = None,
    ) -> None:
        self.contract = contract.load()
        self.host = host
        self.admin_token = admin_token
        self.fixture = fixture.load(fixture_name)
        self.fixture.try_out()
        fill = fixture.Shelf(self.fixture, progression).fill
        known = providers(self.contract.providers)
        self.worlds = Worlds(known, fill, Library(embed), self.fixture.name)

    def world(self, name: str = "demo") -> SteeredWorld:
        """Give a world to steer, as the control plane does, without HTTP."""
        return SteeredWorld(self.worlds, name)

    @cached_property
    def app(self) -> ASGIApp:
        """The server as an ASGI application."""
        from ragmock.web.app import make_app  # noqa: PLC0415 - half a second

        admin = contract.load_admin()
        return make_app(self.contract, admin, self.worlds, self.host, self.admin_token)
