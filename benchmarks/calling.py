"""Calls that go straight into the server, without a socket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Scope

    from ragmock.fake import Fake

#: Such as a client sends.
HEADERS: Final = {
    "host": "localhost:8765",
    "accept": "*/*",
    "accept-encoding": "gzip, deflate",
    "connection": "keep-alive",
    "user-agent": "python-httpx/0.28.1",
    "content-type": "application/json",
}


async def call(
    fake: Fake, method: str, path: str, body: bytes = b"", key: str = "dataset-demo"
) -> tuple[int, bytes]:
    """Send a request; give the status and the body of its answer."""
    return await send_to(fake.app, scope_of(method, path, key, len(body)), body)


def scope_of(method: str, path: str, key: str, length: int = 0) -> Scope:
    """Give the head of a request as a server hands it on."""
    path, _, query = path.partition("?")
    headers = {**HEADERS, "authorization": f"Bearer {key}"}
    if length:
        headers["content-length"] = str(length)
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "server": ("localhost", 8765),
        "client": ("127.0.0.1", 50_000),
    }


async def send_to(app: ASGIApp, scope: Scope, body: bytes) -> tuple[int, bytes]:
    """Send a request to any application; give the status and the body of its answer."""
    status, parts = 0, []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)
        parts.append(message.get("body", b""))

    await app(scope, receive, send)
    return status, b"".join(parts)
