"""The whole server in one object, without a socket or on one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ragmock import contract
from ragmock.coverage.coverage import Coverage
from ragmock.domain.limits import Limits
from ragmock.domain.progression import Progression
from ragmock.fixture.reading import load
from ragmock.fixture.shelf import Shelf
from ragmock.journal.pages import Journals, Room
from ragmock.serving import Serving
from ragmock.steering.in_process import InProcess
from ragmock.steering.server import Server
from ragmock.text.library import Library
from ragmock.world import providers
from ragmock.worlds import Worlds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from socket import socket

    from starlette.types import ASGIApp

    from ragmock.fixture.fixture import Fixture
    from ragmock.text.embeddings import Embed


class Fake(Server):
    """A server that holds a fixture (a name or a path) in each of its worlds.

    `embed` turns a list of texts into a vector of numbers for each; semantic search compares these
    vectors, where it else compares words. The control plane is reached under `host` and the names
    of this machine, or from anywhere with the `admin_token`, if there is one. `journal` says how
    many requests are kept of each world, 0 none, and `journal_body` how many bytes of each body;
    `limits`, how many worlds there may be, and how much in each; `cors_origins`, whose web pages
    may call it from another origin, all where none is named. `watching` is told how far the
    fixture is: so many, of how many, what they are. Refuses with
    `ragmock.fixture.refusals.BrokenFixture`.
    """

    def __init__(
        self,
        fixture_name: str = "demo",
        progression: Progression = Progression.IMMEDIATE,
        embed: Embed | None = None,
        host: str = "localhost",
        admin_token: str | None = None,
        journal: int = Room.entries,
        journal_body: int = Room.body,
        limits: Limits | None = None,
        cors_origins: Sequence[str] = (),
        watching: Callable[[int, int, str], None] = lambda *_: None,
    ) -> None:
        self._in_process = InProcess(lambda: self.app, lambda: self.admin_token)
        super().__init__(self._in_process)
        self.contract = contract.load()
        self.host = host
        self.admin_token = admin_token
        self.cors_origins = cors_origins
        fixture, limits = load(fixture_name, watching), limits or Limits()
        fixture.try_out(limits, watching)
        self._shelf = Shelf(fixture, progression)
        known, journals = providers(self.contract.providers), Journals(Room(journal, journal_body))
        self.worlds = Worlds(
            known,
            self._shelf,
            Coverage(self.contract, known),
            Library(embed),
            fixture.name,
            journals,
            limits,
        )

    @property
    def fixture(self) -> Fixture:
        """What a world is filled from which names no other."""
        return self._shelf.own

    def reload(self) -> int:
        """Read the fixture's file anew, and make its worlds anew; tell how many there are.

        Refuses with `BrokenFixture`, and goes on as before.
        """
        fixture = load(str(self.fixture.path))
        fixture.try_out(self.worlds.limits)
        self._shelf.own = fixture
        return self.worlds.begin_again(fixture.name)

    @cached_property
    def app(self) -> ASGIApp:
        """The server as an ASGI application."""
        from ragmock.web.app import make_app  # noqa: PLC0415 - half a second

        admin = contract.load_admin()
        return make_app(
            self.contract, admin, self.worlds, self.host, self.admin_token, self.cors_origins
        )

    def serve(self, port: int = 0, *, bound: socket | None = None) -> Serving:
        """Serve it in a thread for the length of a block: `with fake.serve() as handle`.

        So does `async with`. It listens on this machine alone, on a free port unless one is named;
        or on a socket that listens already, which is closed at the end.
        """
        return Serving(lambda: self.app, bound or port, self.admin_token, self._in_process)
