"""Who calls: the key opens a world, or the call is refused, also for one call too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ragmock.rejections import NoKey, ReadOnlyKey, UnknownKey, WrongScheme
from ragmock.web import shell
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
            name, call.read_only = self._world_of(call, scope)
            call.world = self.worlds.open(name)
            if call.read_only and not call.operation.reads:
                raise ReadOnlyKey
            if call.operation.method != "GET":  # a search is a POST; lists are not counted
                call.world.count_request()
        await self.app(scope, receive, send)

    def _world_of(self, call: Call, scope: Scope) -> tuple[str, bool]:
        form = call.provider.key_form
        sent = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
        scheme, space, key = sent.decode("latin-1").partition(" ")
        # Releases split at white space, so a scheme alone or an empty key is no header at all.
        if not space or not key.strip():
            raise NoKey(form)
        if scheme.lower() != "bearer":
            raise WrongScheme(scheme)
        hint = shell.glued(key.strip())
        opened = name_in(key.strip(), call.provider.key_prefix)
        if opened is None or hint:
            raise UnknownKey(form, hint)
        return opened
