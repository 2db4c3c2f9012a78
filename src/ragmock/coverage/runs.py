"""The coverage of a whole run of tests, of what it was about."""

from __future__ import annotations

from typing import Any, Protocol

Json = dict[str, Any]


class Server(Protocol):
    """What tells its coverage, as `Fake` and `Handle` do."""

    def coverage(self, *, provider: str | None = None) -> Json:
        """Tell it of one product, or of all."""
        ...


def of_run(server: Server) -> Json | None:
    """Tell what clients tried of the one product that they called, or of all; None of nothing."""
    told = server.coverage()
    called = {each["provider"] for each in told["operations"] if each["called"]}
    if len(called) == 1:
        return server.coverage(provider=called.pop())
    return told if called else None
