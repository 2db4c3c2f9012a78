"""The two servers of a run: the real one, and a fake in this process."""

from __future__ import annotations

from contextlib import asynccontextmanager
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final

from .side import Side

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from .scenario import Scenario

_UNKNOWN_ID: Final = "00000000-0000-4000-8000-000000000000"
_ANSWERED_WITHIN: Final = 60.0  # seconds


class NoSuchUrl(ValueError):  # noqa: N818 - named after what happened
    """An URL is none that a server can be reached by; the text says why."""


def root_of(url: str) -> str:
    """Give what comes before the paths of the contract. Fails with NoSuchUrl."""
    import httpx  # noqa: PLC0415 - not for `ragmock --help`

    try:
        known = httpx.URL(url)
    except httpx.InvalidURL as wrong:
        raise NoSuchUrl(f"it is no URL: {wrong}") from None
    if known.scheme not in ("http", "https") or not known.host:
        raise NoSuchUrl("it is no URL such as https://dify.example/v1")
    if known.userinfo:
        raise NoSuchUrl("it holds a name or a password, which would show in reports")
    path = known.path.rstrip("/").removesuffix("/v1").removesuffix("/api")
    return f"{known.scheme}://{known.netloc.decode()}{path}"


@asynccontextmanager
async def both(
    scenario: Scenario,
    root: str,
    key: str,
    patience: float = 120.0,
    waits: Callable[[float, Any], None] = lambda *_: None,
) -> AsyncIterator[tuple[Side, Side]]:
    """Open a server, and a fake that is new; what is made on them bears the same new name.

    `patience` is in seconds: how long the server may take to index a document.
    """
    import httpx  # noqa: PLC0415 - not for `ragmock --help`

    from ragmock.fake import Fake  # noqa: PLC0415

    given: dict[str, Any] = {"name": f"ragmock-verify-{token_hex(6)}", "unknown": _UNKNOWN_ID}
    fake = Fake("empty")
    keys = getattr(fake.world("verify"), scenario.provider)
    async with (
        httpx.AsyncClient(base_url=root, timeout=_ANSWERED_WITHIN) as outside,
        httpx.AsyncClient(base_url=keys.origin, transport=httpx.ASGITransport(fake.app)) as inside,
    ):
        bare = scenario.bare_unless is not None and not key.startswith(scenario.bare_unless)
        server = Side(outside, key, {**given}, bare, patience, waits)
        yield server, Side(inside, keys.key, {**given})
