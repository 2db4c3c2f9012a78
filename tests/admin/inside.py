"""A server in this process, and a client for it without a socket."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.fake import Fake


class _Transport(httpx.BaseTransport):
    """Lets a client without async speak with a server."""

    def __init__(self, fake: Fake, runner: asyncio.Runner) -> None:
        self._inner = httpx.ASGITransport(fake.app)
        self._runner = runner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and read the answer to its end."""
        return self._runner.run(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        response = await self._inner.handle_async_request(request)
        content = b"".join([part async for part in response.stream])
        return httpx.Response(response.status_code, headers=response.headers, content=content)


@contextmanager
def client_of(fake: Fake) -> Iterator[httpx.Client]:
    """Give a client with the key of the world `demo`."""
    headers = {"Authorization": "Bearer dataset-demo"}
    with (
        asyncio.Runner() as runner,
        httpx.Client(
            base_url="http://localhost", headers=headers, transport=_Transport(fake, runner)
        ) as client,
    ):
        yield client
