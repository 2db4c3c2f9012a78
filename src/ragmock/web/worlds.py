"""Which world a call of the control plane is about: the query names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ragmock.web.validation import query_argument

if TYPE_CHECKING:
    from ragmock.web.call import Call
    from ragmock.worlds import Worlds


class NamedWorld:
    """Open the world that the query names, or the one that the contract names for it."""

    def __init__(self, worlds: Worlds) -> None:
        self.worlds = worlds

    def __call__(self, call: Call) -> None:
        """Open the world of an operation that has the parameter `world`."""
        for parameter in call.operation.parameters if call.operation else ():
            named = query_argument(parameter, call) if parameter.name == "world" else None
            if named is not None:
                call.world = self.worlds.open(named)
                call.at = call.world.clock.now()
