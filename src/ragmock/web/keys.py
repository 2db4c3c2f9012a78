"""Who calls: the key opens a world, or the call is refused, also for one call too many."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ragmock.rejections import NoKey, ReadOnlyKey, UnknownKey, WrongScheme
from ragmock.web import shell
from ragmock.web.answers import header
from ragmock.web.call import Call
from ragmock.world import name_in

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from ragmock.worlds import Worlds


class Keys:
    """Find the key's world and whether the key may do what is asked."""

    def __init__(self, app: ASGIApp, *, worlds: Worlds) -> None:
        self.app = app
        self.worlds = worlds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open the world of the key, unless the operation needs none."""
        call = Call.of(scope) if scope["type"] == "http" else None
        if call and call.operation and call.operation.secured:
            key = header(scope, b"authorization")
            name, call.read_only = _world_of(key, call.provider.key_form, call.provider.key_prefix)
            call.world = self.worlds.open(name)
            call.at = call.world.clock.now()
            if call.read_only and not call.operation.reads:
                raise ReadOnlyKey
            if call.operation.method != "GET":  # a search is a POST; lists are not counted
                call.world.count_request(call.at)
        await self.app(scope, receive, send)


@lru_cache(1024)  # of keys that open a world: what is refused is not remembered
def _world_of(sent: bytes, form: str, prefix: str) -> tuple[str, bool]:
    """Give the name of the world that a header opens, and whether it may only read."""
    scheme, space, key = sent.decode("latin-1").partition(" ")
    # Releases split at white space, so a scheme alone or an empty key is no header at all.
    if not space or not key.strip():
        raise NoKey(form)
    if scheme.lower() != "bearer":
        raise WrongScheme(scheme)
    hint = shell.glued(key.strip())
    opened = name_in(key.strip(), prefix)
    if opened is None or hint:
        raise UnknownKey(form, hint)
    return opened
