"""One server of empty worlds, held in three ways, with a client for what it fakes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from ragmock import Fake, Handle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ragmock.steering.endpoints import Endpoint
    from ragmock.steering.server import Server

TOKEN = "open-sesame"  # noqa: S105 - a password for nothing
FIXTURE = Path(__file__).parents[2] / "fixtures" / "empty.yaml"
PLACES = ["in this process", "in a thread", "in another process"]


class InLoop(httpx.BaseTransport):
    """Lets a client without async speak with an application, each time in a loop of its own."""

    def __init__(self, app) -> None:
        self._app = app

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return asyncio.run(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        response = await httpx.ASGITransport(self._app).handle_async_request(request)
        content = b"".join([part async for part in response.stream])
        return httpx.Response(response.status_code, headers=response.headers, content=content)


@pytest.fixture(scope="session")
def held(server_for: Callable[[str], object]) -> Iterator[Callable[[str], Server]]:
    """Give the server by the place where it is."""
    own = server_for(str(FIXTURE)).url  # in the one of this name, others keep snapshots
    with Fake("empty").serve() as handle, Handle(own) as other:
        yield dict(zip(PLACES, (Fake("empty"), handle, other), strict=True)).__getitem__


@pytest.fixture(params=PLACES)
def server(request: pytest.FixtureRequest, held: Callable[[str], Server]) -> Server:
    """Give each of the three."""
    return held(request.param)


@pytest.fixture
def world(request: pytest.FixtureRequest, server: Server):
    """Give a world with no past; it has the same name in all three, so its ids are the same."""
    fresh = server.world(request.node.originalname[:60])
    fresh.end()
    return fresh


def client_of(server: Server, endpoint: Endpoint) -> httpx.Client:
    """Give a client of a product."""
    transport = (
        InLoop(server.app) if isinstance(server, Fake) else httpx.HTTPTransport(verify=False)
    )
    return httpx.Client(
        base_url=endpoint.url, headers=endpoint.headers, transport=transport, trust_env=False
    )


@pytest.fixture
def connect(server: Server) -> Iterator[Callable[[Endpoint], httpx.Client]]:
    """Give clients of products, by their endpoints."""
    opened = []

    def connect(endpoint: Endpoint) -> httpx.Client:
        opened.append(client_of(server, endpoint))
        return opened[-1]

    yield connect
    for each in opened:
        each.close()


@pytest.fixture
def dify(world, connect):
    """Give a client for Dify in the world."""
    return connect(world.dify)
