"""The whole server in one object, without a socket."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from ragmock import contract
from ragmock.domain.limits import Limits
from ragmock.domain.progression import Progression
from ragmock.faults.reading import plan_of
from ragmock.faults.views import show, show_all
from ragmock.fixture.reading import load
from ragmock.fixture.shelf import Shelf
from ragmock.journal.filters import Filter
from ragmock.journal.pages import Journals, Room
from ragmock.journal.views import unmatched, whole
from ragmock.steering import SteeredWorld
from ragmock.text.library import Library
from ragmock.world import providers
from ragmock.worlds import Worlds

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from ragmock.fixture.fixture import Fixture
    from ragmock.text.embeddings import Embed


class Fake:
    """A server that holds a fixture (a name or a path) in each of its worlds.

    `embed` turns a list of texts into a vector of numbers for each; semantic search compares these
    vectors, where it else compares words. The control plane is reached under `host` and the names
    of this machine, or from anywhere with the `admin_token`, if there is one. `journal` says how
    many requests are kept of each world, 0 none, and `journal_body` how many bytes of each body;
    `limits`, how many worlds there may be, and how much in each. Refuses with
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
    ) -> None:
        self.contract = contract.load()
        self.host = host
        self.admin_token = admin_token
        fixture, limits = load(fixture_name), limits or Limits()
        fixture.try_out(limits)
        self._shelf = Shelf(fixture, progression)
        known, journals = providers(self.contract.providers), Journals(Room(journal, journal_body))
        self.worlds = Worlds(known, self._shelf, Library(embed), fixture.name, journals, limits)

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

    def world(self, name: str = "demo") -> SteeredWorld:
        """Give a world to steer, as the control plane does, without HTTP."""
        return SteeredWorld(self.worlds, name)

    @cached_property
    def app(self) -> ASGIApp:
        """The server as an ASGI application."""
        from ragmock.web.app import make_app  # noqa: PLC0415 - half a second

        admin = contract.load_admin()
        return make_app(self.contract, admin, self.worlds, self.host, self.admin_token)

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

    def fail(
        self,
        operation: str,
        fault: str | dict[str, Any],
        *,
        world: str = "demo",
        **how: Any,  # noqa: ANN401 - as the contract of the control plane has it
    ) -> dict[str, Any]:
        """Make a fault, as `POST /__admin/faults` does; give it with its id and its account.

        `how` is `times`, `match`, `when` and the others of that call; the operation `*` is any.
        Refuses with `ragmock.rejections.ImpossibleFault` or `ragmock.domain.limits.NoRoomForFault`.
        """
        opened = self.worlds.open(world)
        now = opened.clock.now()
        said = {"operation": operation, "fault": fault, **how}
        return show(opened.faults.add(plan_of(said, self.contract, now)), now)

    def faults(self, *, world: str = "demo", unmet: bool = False) -> list[dict[str, Any]]:
        """List the faults of a world with their accounts; with `unmet` those not met to the end."""
        opened = self.worlds.open(world)
        return show_all(opened.faults, opened.clock.now(), unmet=unmet)
