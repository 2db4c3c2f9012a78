"""The whole server in one object, without a socket."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from ragmock import contract, fixture
from ragmock.domain.progression import Progression
from ragmock.journal.filters import Filter
from ragmock.journal.pages import Journals, Room
from ragmock.journal.views import unmatched, whole
from ragmock.text.library import Library
from ragmock.world import Worlds, providers

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from ragmock.text.embeddings import Embed


class Fake:
    """A server that holds a fixture (a name or a path) in each of its worlds.

    `embed` turns a list of texts into a vector of numbers for each; semantic search compares these
    vectors, where it else compares words. The control plane is reached under `host` and the names
    of this machine. `journal` says how many requests are kept of each world, 0 none, and
    `journal_body` how many bytes of each body. Refuses with `ragmock.fixture.BrokenFixture`.
    """

    def __init__(
        self,
        fixture_name: str = "demo",
        progression: Progression = Progression.IMMEDIATE,
        embed: Embed | None = None,
        host: str = "localhost",
        journal: int = Room.entries,
        journal_body: int = Room.body,
    ) -> None:
        self.contract = contract.load()
        self.host = host
        self.fixture = fixture.load(fixture_name)
        self.fixture.try_out()
        fill = partial(self.fixture.fill, progression=progression)
        journals = Journals(Room(journal, journal_body))
        self.worlds = Worlds(providers(self.contract.providers), fill, Library(embed), journals)

    @cached_property
    def app(self) -> ASGIApp:
        """The server as an ASGI application."""
        from ragmock.web.app import make_app  # noqa: PLC0415 - half a second

        return make_app(self.contract, contract.load_admin(), self.worlds, self.host)

    def requests(self, world: str = "demo", **filters: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        """List what clients sent to a world, the newest first, as `/__admin/requests/find` does.

        `filters` are named as there: method, path, operation, provider, status, refusal, since,
        before, body, body_contains.
        """
        wanted = Filter(**filters)
        return [whole(each) for each in wanted.among(self.worlds.journals.of(world).newest())]

    def unmatched_requests(self) -> list[dict[str, Any]]:
        """List the requests that no world could be told for, the newest first."""
        noted = self.worlds.journals.of_none.newest()
        return [unmatched(each) for each in noted if each.is_unmatched]
