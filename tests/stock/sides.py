"""Two servers with equal worlds: ours, and the contract through connexion as it comes."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from importlib import import_module
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any

import pytest

from ragmock.web.repeats import Repeats

from ..web.conftest import Inside, Transport  # noqa: TID252 - tests are no package
from .met import Met

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from ragmock.contract import Contract
    from ragmock.fake import Fake
    from ragmock.web.call import Call
    from ragmock.world import World

    from .plain import Plain

#: The operations whose handlers were called, since it was last looked.
_called: list[str] = []


@dataclass(frozen=True)
class Told:
    """What became of a request."""

    status: int
    body: Any  # JSON, or bytes where it is none
    refusal: str | None  # by its name, where it was told in the words of the contract
    reached: str | None  # the operation whose handler was called


@contextmanager
def noting(contract: Contract) -> Iterator[None]:
    """Have handlers note that they are called, where they are resolved within the block."""
    with pytest.MonkeyPatch.context() as patch:
        for operation in contract.operations.values():
            if not operation.is_alias:
                module, _, name = operation.function.rpartition(".")
                patch.setattr(operation.function, _noting(operation.id, module, name))
        yield


def _noting(operation_id: str, module: str, name: str):
    function = getattr(import_module(module), name)

    @wraps(function)
    def noted(*args, **named):
        _called.append(operation_id)
        return function(*args, **named)

    return noted


class Pair:
    """The two servers."""

    def __init__(self, ours: Fake, other: Fake, plain: Plain) -> None:
        self.contract = ours.contract
        with noting(ours.contract):
            self.ours = Inside(ours, Transport(ours.app))
        self.plain = Inside(other, Transport(plain.app))
        self._application = plain

    def end(self) -> None:
        """Close both."""
        for side in self.sides:
            side.transport.end()

    @property
    def sides(self) -> tuple[Inside, Inside]:
        """Both, ours first."""
        return self.ours, self.plain

    def begin(self, name: str) -> World:
        """Put equal worlds under a name, as the fixture has them; give ours."""
        for side in self.sides:
            filled = side.world("filled")  # once: a fixture may hold files that take time to read
            made = filled.holding(filled.content(), filled.clock)
            side.fake.worlds.opened[name] = replace(made, name=name)
        return self.ours.world(name)

    def ask(self, request: httpx.Request) -> Met:
        """Send a request to both."""
        self._application.worlds = self.plain.fake.worlds
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Repeats, "__call__", _reaching)
            ours = _told(self.ours, request)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("starlette.formparsers.SpooledTemporaryFile", _Closed)
            plain = _told(self.plain, request)
        return Met(request, self.ours.operation(request), ours, plain, self.contract)

    def are_equal(self, name: str) -> bool:
        """Tell whether both remember the same in a world."""
        return self.ours.kept(name) == self.plain.kept(name)

    def make_equal(self, name: str) -> None:
        """Let the world of connexion's side be as ours is, where they may have come to differ."""
        ours, other = self.ours.world(name), self.plain.world(name)
        made = other.holding(ours.content(), other.clock)
        made.requests = ours.requests.copy()
        self.plain.fake.worlds.opened[name] = made


class _Closed(SpooledTemporaryFile):
    """A file of a form: connexion forgets to close them."""

    def __del__(self) -> None:
        self.close()


async def _reaching(repeats: Repeats, call: Call, *, answer=Repeats.__call__):
    """Answer as `Repeats` does, and take what a handler said before for what it says."""
    answered = await answer(repeats, call)
    if call.is_repeat:
        _called.append(call.operation.id)
    return answered


def _told(side: Inside, request: httpx.Request) -> Told:
    _called.clear()
    response = side.transport.handle_request(request)
    content = response.read() if request.method != "HEAD" else b""  # which no server sends
    is_json = "json" in response.headers.get("content-type", "") and content
    return Told(
        response.status_code,
        json.loads(content) if is_json else content,
        response.headers.get("X-Ragmock-Refusal"),
        _called[-1] if _called else None,
    )
