"""Servers in this process: no socket, clocks that stand still, and a look behind the calls.

Say `inside("busy").client("dataset-NAME")` for a client of the world NAME.
"""

from __future__ import annotations

import asyncio
import re
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest

from ragmock.domain.clock import Clock
from ragmock.fake import Fake

from .survival import Attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ragmock.contract import Operation
    from ragmock.world import World

_NOON = 1_745_000_000.5  # some day in April 2025


class Transport(httpx.BaseTransport):
    """Lets a client without async speak with an ASGI application."""

    def __init__(self, app) -> None:
        self._app = httpx.ASGITransport(app)
        self._runner = asyncio.Runner()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._runner.run(self._answer(request))

    def close(self) -> None:
        """Stay open: clients come and go."""

    def end(self) -> None:
        """Close for good."""
        self._runner.close()

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        response = await self._app.handle_async_request(request)
        content = b"".join([part async for part in response.stream])
        assert all(value.isprintable() for value in response.headers.values())  # or no socket
        return httpx.Response(response.status_code, headers=response.headers, content=content)


@dataclass(frozen=True)
class Inside:
    """A server with a fixture, seen from inside."""

    fake: Fake
    transport: Transport

    def client(self, key: str = "", **headers: str) -> httpx.Client:
        """Make a client with a key, or without any."""
        if key:
            self.world(key.partition("-")[2].removesuffix(".ro"))
            headers["Authorization"] = f"Bearer {key}"
        return httpx.Client(
            base_url="http://ragmock", headers=headers, transport=self.transport, trust_env=False
        )

    def world(self, name: str) -> World:
        """Give a world by its name; its clock stands still."""
        worlds = self.fake.worlds
        if name not in worlds.opened:
            worlds.make(name, clock=Clock(lambda: _NOON))
        return worlds.opened[name]

    def kept(self, name: str) -> dict:
        """Everything that a world remembers."""
        world = self.world(name)
        tables = {product: base.state for product, base in world.bases.items()}
        return deepcopy({"tables": tables, "drawn": world.ids.drawn, "settings": world.settings})

    def shown(self, name: str) -> dict[str, object]:
        """Tell what each GET of a world answers, by its path."""
        answers: dict[str, object] = {}
        ro = {product: self.client(f"{product}-{name}.ro") for product in ("dataset", "ragflow")}

        def get(path: str, product: str = "dataset"):
            response = ro[product].get(path)
            answers[path] = (response.status_code, response.json())
            return response.json()

        def every(path: str) -> Iterator[dict]:
            page, more = 0, True
            while more:
                page += 1
                found = get(f"{path}?page={page}&limit=100")
                more = len(found["data"]) == 100
                yield from found["data"]

        get("/v1/datasets/metadata/built-in")
        get("/v1/workspaces/current/models/model-types/text-embedding")
        for dataset in every("/v1/datasets"):
            at = f"/v1/datasets/{dataset['id']}"
            get(at)
            get(f"{at}/metadata")
            for document in every(f"{at}/documents"):
                get(f"{at}/documents/{document['id']}/upload-file")
                for segment in every(f"{at}/documents/{document['id']}/segments"):
                    path = f"{at}/documents/{document['id']}/segments/{segment['id']}"
                    list(every(f"{path}/child_chunks"))
            for document in self.world(name).bases["dify"].state.documents[dataset["id"]].values():
                get(f"{at}/documents/{document.batch}/indexing-status")
        for dataset in get("/api/v1/dataset", "ragflow")["data"]:
            get(f"/api/v1/dataset/{quote(dataset['id'], safe='')}", "ragflow")
        for item in self.world(name).bases["data"].state.datasets:
            get(f"/v1/data?id={item}", "ragflow")
        return answers

    def operation(self, request: httpx.Request) -> Operation | None:
        """Give the operation of the contract that a request is for."""
        known = self.fake.contract.operations.values()
        path = request.url.path if request.url.path == "/v1/" else request.url.path.rstrip("/")
        found = [
            each
            for each in known
            if each.method == request.method and re.fullmatch(_pattern(each.path), path)
        ]
        return min(found, key=lambda each: each.path.count("{"), default=None)

    def is_declared(self, request: httpx.Request, refusal: str) -> bool:
        """Tell whether the operation of a request may refuse it in these words."""
        operation = self.operation(request)
        general = self.fake.contract.wordings[refusal].general
        return general or (operation is not None and refusal in operation.refusals)


def _fail(_texts: object) -> object:
    raise RuntimeError("out of order")


@cache
def _pattern(path: str) -> str:
    return re.sub(r"\{\w+\}", "[^/]+", path)


@pytest.fixture(scope="session")
def inside() -> Iterator[Callable[[str], Inside]]:
    """Give the server with a fixture, by its name: made once."""
    opened = []

    @cache
    def make(fixture: str, *, failing_model: bool = False) -> Inside:
        fake = Fake(fixture, embed=_fail if failing_model else None)
        opened.append(Transport(fake.app))
        return Inside(fake, opened[-1])

    yield make
    for transport in opened:
        transport.end()


@pytest.fixture
def attempt(inside: Callable[[str], Inside]) -> Iterator[Attempt]:
    """Give a client that may try anything, in a fresh world that holds something of everything."""
    server = inside("demo")
    server.fake.worlds.opened.pop("attempt", None)
    yield Attempt(server, "attempt")
    del server.fake.worlds.opened["attempt"]
