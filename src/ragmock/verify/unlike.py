"""Where two settled answers differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .pointers import NOTHING, generalized, pointed
from .settling import ANYTHING, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True)
class Unlike:
    """One place of a body where two servers say different things."""

    pointer: str
    kind: str  # type, missing, unexpected, length, value; code and message, of what is called so
    server: Any
    fake: Any


def unlike(server: Any, fake: Any) -> Iterator[Unlike]:  # noqa: ANN401 - any JSON
    """Tell each difference once, where all items of a list have it at the first of them."""
    seen = set()
    for each in _walk(server, fake, ""):
        values = (str(each.server), str(each.fake)) if each.kind in ("value", "length") else ()
        if (what := (generalized(each.pointer), each.kind, values)) not in seen:
            seen.add(what)
            yield each


def _walk(server: Any, fake: Any, pointer: str) -> Iterator[Unlike]:  # noqa: ANN401 - any JSON
    if kind_of(server) != kind_of(fake):
        yield Unlike(pointer, "type", server, fake)
    elif isinstance(server, dict):
        yield from _walk_objects(server, fake, pointer)
    elif isinstance(server, list):
        yield from _walk_lists(server, fake, pointer)
    elif server != fake:
        kinds = {"/code": "code", "/message": "message"}
        yield Unlike(pointer, kinds.get(pointer, "value"), server, fake)


def _walk_objects(server: dict[str, Any], fake: dict[str, Any], pointer: str) -> Iterator[Unlike]:
    for name in {**fake, **server}:
        at = pointed(pointer, name)
        if name in server and name in fake:
            yield from _walk(server[name], fake[name], at)
        elif name in server and server[name] != ANYTHING:
            yield Unlike(at, "unexpected", server[name], NOTHING)
        elif name in fake and fake[name] != ANYTHING:
            yield Unlike(at, "missing", NOTHING, fake[name])


def _walk_lists(server: Sequence[Any], fake: Sequence[Any], pointer: str) -> Iterator[Unlike]:
    if len(server) != len(fake):
        yield Unlike(pointer, "length", f"{len(server)} items", f"{len(fake)} items")
    for at, pair in enumerate(zip(server, fake, strict=False)):
        yield from _walk(*pair, pointed(pointer, at))
