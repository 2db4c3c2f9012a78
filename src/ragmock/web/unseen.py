"""The products of a world, off the record: they lie below `/__admin/worlds/NAME`, too.

Whoever steers a world may look into it and write into it in the products' own words, without being
a client: no key is asked for, no fault is met, nothing is late or counted, and no journal, feed,
metric or coverage knows of it.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from ragmock.web.astray import Astray
from ragmock.web.pipeline import Pipeline

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from ragmock.contract import Contract
    from ragmock.web.answers import Answer
    from ragmock.web.call import Call
    from ragmock.web.pipeline import Last
    from ragmock.web.routing import Tree
    from ragmock.world import World
    from ragmock.worlds import Worlds

_BELOW: Final = re.compile(r"(/__admin/worlds/([^/]+))(/.+)", re.DOTALL)
_WORLD: Final = "ragmock.world"


class Unseen:
    """Lead a call of the control plane to the products, in the world that its path names.

    It goes the way of theirs, over the same `tree` and to the same `last`, without all that is for
    clients alone.
    """

    def __init__(self, contract: Contract, worlds: Worlds, tree: Tree, last: Last) -> None:
        self.worlds = worlds
        self.tree = tree
        self.last = last
        self.products = Pipeline(
            contract, worlds.known, steps=[Astray(contract, tree), _enter], last=self._done
        )

    def __call__(self, call: Call) -> ASGIApp | None:
        """Give what answers below a world, which must be open; refuses with `NoSuchWorld`."""
        below = _BELOW.fullmatch(call.path)
        if below is None:
            return None
        root, name, path = below.groups()
        return partial(self._lead, self.worlds.get(name), root, path)

    async def _lead(
        self,
        world: World,
        root: str,
        path: str,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        asked = {**scope, "root_path": root, "path": path, _WORLD: world}
        self.tree.route(asked)
        await self.products(asked, receive, send)

    async def _done(self, call: Call) -> Answer | ASGIApp:
        """Do a call; no step of a story tells what it wrote, so that begins anew."""
        answer = await self.last(call)
        if call.world and call.wrote:
            self.worlds.begin_story(call.world)
        return answer


def _enter(call: Call) -> None:
    """Let a call happen in its world, as the key of a client does."""
    call.world = world = call.scope[_WORLD]
    call.base = world.bases[call.provider.name]
    call.at = world.clock.now()
