"""Calls that crash at any line, and all that a server remembers."""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from ragmock.domain.undoing import AllOrNothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ragmock.fake import Fake

ROOT = Path(__file__).parents[2]
#: Where a call may crash: all that it runs of ours, but for what takes back what it did.
ROOMS = ("handlers", "src/ragmock/admin", "src/ragmock/coverage", "src/ragmock/domain")
ROOMS += (
    "src/ragmock/faults",
    "src/ragmock/fixture",
    "src/ragmock/journal",
    "src/ragmock/snapshots",
)
ROOMS += ("src/ragmock/world.py", "src/ragmock/worlds.py", "src/ragmock/web/dispatch.py")
SAFE = {str(ROOT / "src/ragmock/domain" / name) for name in ("tables.py", "undoing.py")}

#: What is no part of a world, or follows from the rest, or differs from one to the next.
LEFT_OUT = {"bell", "changes", "entry", "findable", "fixtures", "known", "library", "make_index"}
LEFT_OUT |= {"beginning", "name", "since", "texts", "_source"}


class Lines:
    """Counts the lines that a call runs, and fails at one of them."""

    def __init__(self, at: int = 0, failure: Exception | None = None) -> None:
        self.count = 0
        self._at = at
        self._failure = failure
        self._is_at_hand = False

    @contextmanager
    def watched(self) -> Iterator[Lines]:
        """Watch the calls that are made in a block."""
        before = sys.gettrace()
        sys.settrace(self._enter)
        try:
            yield self
        finally:
            sys.settrace(before)

    def _enter(self, frame: Any, _event: str, _: object) -> Callable[..., Any] | None:
        code = frame.f_code
        if code is AllOrNothing.__enter__.__code__:
            self._is_at_hand = True
        elif code is AllOrNothing.__exit__.__code__:
            self._is_at_hand = False
        return self._run if self._is_at_hand and _is_ours(code.co_filename) else None

    def _run(self, _frame: object, event: str, _: object) -> Callable[..., Any]:
        if event == "line":
            self.count += 1
            if self.count == self._at and self._failure:
                raise self._failure
        return self._run


def _is_ours(file: str) -> bool:
    return file not in SAFE and file.startswith(tuple(str(ROOT / room) for room in ROOMS))


def everything(thing: Any) -> Any:
    """Tell all that something remembers, in its order."""
    if isinstance(thing, Mapping):
        return [(key, everything(value)) for key, value in thing.items()]
    if isinstance(thing, deque | list | tuple):
        return [everything(each) for each in thing]
    if isinstance(thing, Enum):
        return thing
    if is_dataclass(thing) and not thing.__dataclass_params__.frozen:
        named = {each.name: getattr(thing, each.name) for each in fields(thing)}
    elif type(thing).__module__.startswith("ragmock.") and not is_dataclass(thing):
        named = getattr(thing, "__dict__", None) or {}
    else:
        return thing
    return [(key, everything(value)) for key, value in named.items() if key not in LEFT_OUT]


class Straight(httpx.BaseTransport):
    """Lets a client without async speak with a server, in this thread."""

    def __init__(self, fake: Fake) -> None:
        self._app = httpx.ASGITransport(fake.app)
        self._runner = asyncio.Runner()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and read the answer to its end."""
        return self._runner.run(self._answer(request))

    def close(self) -> None:
        """End the loop."""
        self._runner.close()

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        response = await self._app.handle_async_request(request)
        content = b"".join([part async for part in response.stream])
        return httpx.Response(response.status_code, headers=response.headers, content=content)
