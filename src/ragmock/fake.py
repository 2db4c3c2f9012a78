"""The whole server in one object, without a socket."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from ragmock import contract, fixture
from ragmock.domain.progression import Progression
from ragmock.faults.reading import plan_of
from ragmock.faults.views import show, show_all
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
        fill = partial(self.fixture.fill, progression=progression)
        self.worlds = Worlds(providers(self.contract.providers), fill, Library(embed))

    @cached_property
    def app(self) -> ASGIApp:
        """The server as an ASGI application."""
        from ragmock.web.app import make_app  # noqa: PLC0415 - half a second

        admin = contract.load_admin()
        return make_app(self.contract, admin, self.worlds, self.host, self.admin_token)

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
        Refuses with `ragmock.rejections.ImpossibleFault`.
        """
        opened = self.worlds.open(world)
        now = opened.clock.now()
        said = {"operation": operation, "fault": fault, **how}
        return show(opened.faults.add(plan_of(said, self.contract, now)), now)

    def faults(self, *, world: str = "demo", unmet: bool = False) -> list[dict[str, Any]]:
        """List the faults of a world with their accounts; with `unmet` those not met to the end."""
        opened = self.worlds.open(world)
        return show_all(opened.faults, opened.clock.now(), unmet=unmet)
