"""A server in the hands of a test, with all that the control plane does to one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Unpack

from .calls import Calls, part, said
from .snapshots import Snapshots
from .world import SteeredWorld

if TYPE_CHECKING:
    from .calls import Json
    from .specs import Pace, Wanted
    from .transport import Transport


class Server:
    """A server that is steered over a transport; `url` is where its clients find it."""

    def __init__(self, transport: Transport) -> None:
        self.url = transport.url
        self._transport = transport
        self._calls = Calls(transport)

    def world(self, name: str = "demo") -> SteeredWorld:
        """Give a world to steer; the first call but `show` makes it, or the first with its key."""
        return SteeredWorld(self._transport, name)

    def list_worlds(self) -> list[Json]:
        """List the worlds that were opened, the first one first."""
        return self._calls.rows("/worlds")

    def list_fixtures(self) -> list[Json]:
        """List what a world can be filled from, the server's own fixture first."""
        return self._calls.rows("/fixtures")

    @cached_property
    def snapshots(self) -> Snapshots:
        """Its snapshots, which belong to no world."""
        return Snapshots(self._calls)

    # ------------------------------------------------------------------ one world in one line
    def fail(
        self, operation: str, fault: str | Json, *, world: str = "demo", **pace: Unpack[Pace]
    ) -> Json:
        """Make a fault in a world, as `SteeredWorld.fail` does."""
        return self.world(world).fail(operation, fault, **pace)

    def faults(self, *, world: str = "demo", unmet: bool = False) -> list[Json]:
        """List the faults of a world, as `SteeredWorld.faults` does."""
        return self.world(world).faults(unmet=unmet)

    def requests(self, world: str = "demo", **wanted: Unpack[Wanted]) -> list[Json]:
        """List what clients sent to a world, as `SteeredWorld.requests` does."""
        return self.world(world).requests(**wanted)

    # ------------------------------------------------------------------ of no world
    def unmatched_requests(self, world: str | None = None) -> list[Json]:
        """List the last 1,000 requests that no world could be told for, the newest first.

        With `world`, those whose key names it.
        """
        return self._calls.rows("/requests/unmatched", {"limit": 1000, **said(world=world)})

    def unmatched_request(self, request: int) -> Json:
        """Show one of them by its id."""
        return self._calls.get(f"/requests/unmatched/{part(request)}")

    def delete_unmatched_requests(self, world: str | None = None) -> int:
        """Forget them; tell how many there were."""
        return self._calls.delete("/requests/unmatched", said(world=world))

    def coverage(self, world: str | None = None, provider: str | None = None) -> Json:
        """Tell what clients tried of the faked APIs, and what they never tried.

        In all worlds, also those that have ended, and of all products, unless one is named.
        """
        return self._calls.get("/coverage", said(world=world, provider=provider))

    def delete_coverage(self, world: str | None = None) -> int:
        """Forget it, to begin anew; tell how many points had been tried."""
        return self._calls.delete("/coverage", said(world=world))

    def health(self) -> Json:
        """Say that it is up; this call alone needs no token."""
        return self._calls.get("/health")

    def version(self) -> str:
        """Say which version of ragmock it is."""
        return str(self._calls.get("/version")["version"])

    def limits(self) -> Json:
        """Say how many worlds there may be, and how much in each."""
        return self._calls.get("/limits")

    def latency(self) -> str | None:
        """Say how late every answer of the faked APIs is, as `200ms..2s`; None where it is not."""
        return _latency(self._calls.get("/latency"))

    def set_latency(self, latency: str | None) -> str | None:
        """Let every answer be late, by `200ms` or any time of `200ms..2s`; None ends that."""
        return _latency(self._calls.put("/latency", {"latency": latency}))

    def metrics(self) -> str:
        """Give what Prometheus is told."""
        return self._calls.send("GET", "/metrics").decode()


def _latency(answer: Json) -> str | None:
    latency: str | None = answer["latency"]
    return latency
