"""Who calls: the key opens a world, or the call is refused, also for one call too many."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ragmock.provider import key_form
from ragmock.rejections import NoKey, ReadOnlyKey, UnknownKey, WrongScheme
from ragmock.web import shell
from ragmock.world import name_in

if TYPE_CHECKING:
    from ragmock.web.call import Call
    from ragmock.worlds import Worlds


class Keys:
    """Find the key's world and whether the key may do what is asked."""

    def __init__(self, worlds: Worlds) -> None:
        self.worlds = worlds

    def __call__(self, call: Call) -> None:
        """Open the world of the key, unless the operation needs none."""
        operation = call.operation
        if operation is None or not operation.secured:
            return
        key = call.sent.get(b"authorization", b"")
        name, is_read_only = _world_of(key, call.provider.key_prefix)
        call.world = world = self.worlds.open(name)
        call.base = world.bases[call.provider.name]
        call.at = world.clock.now()
        if is_read_only and not operation.reads:
            raise ReadOnlyKey
        if operation.method != "GET":  # a search is a POST; lists are not counted
            world.count_request(call.at)


@lru_cache(1024)  # of keys that open a world: what is refused is not remembered
def _world_of(sent: bytes, prefix: str) -> tuple[str, bool]:
    """Give the name of the world that a header opens, and whether it may only read."""
    scheme, space, key = sent.decode("latin-1").partition(" ")
    # Releases split at white space, so a scheme alone or an empty key is no header at all.
    if not space or not key.strip():
        raise NoKey(key_form(prefix))
    if scheme.lower() != "bearer":
        raise WrongScheme(scheme)
    hint = shell.glued(key.strip())
    opened = name_in(key.strip(), prefix)
    if opened is None or hint:
        raise UnknownKey(key_form(prefix), hint)
    return opened
