"""Calls to an application in this process, without a socket."""

from __future__ import annotations

import asyncio
from concurrent.futures import CancelledError, Future
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from .transport import Answer, Unreachable

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable, Coroutine, Iterable, MutableMapping

    Message = MutableMapping[str, Any]
    Running = Coroutine[Any, Any, None]


class InProcess:
    """Carries calls to an ASGI application, which is made when it is first called.

    A call that waits for nothing runs to its end where it is made, also inside of an event loop, so
    that nothing comes between. While the application is served, the loop that serves it runs them.
    """

    def __init__(self, app: Callable[[], Any], token: Callable[[], str | None]) -> None:
        self._app = app
        self._token = token
        self.url = "http://localhost"  # which whoever has no socket may call it by
        self.served_by: AbstractEventLoop | None = None

    def send(self, method: str, target: str, content: bytes | None, waits: float) -> Answer:
        """Carry a call to the control plane."""
        headers = [("content-type", "application/json")] if content is not None else []
        if token := self._token():
            headers += [("authorization", f"Bearer {token}")]
        return self.carry(method, target, headers, content or b"", waits)

    def carry(
        self,
        method: str,
        target: str,
        headers: Iterable[tuple[str, str]],
        content: bytes,
        waits: float,
    ) -> Answer:
        """Carry any call, with the headers that it is to have besides its host."""
        call = _Call(content)
        running: Running = self._app()(self._scope(method, target, headers), call.ask, call.tell)
        if self.served_by:
            try:
                asyncio.run_coroutine_threadsafe(running, self.served_by).result()
            except CancelledError:
                raise Unreachable("the server was ended before it answered") from None
        elif waits:
            _wait(running)
        else:
            _finish(running)
        return Answer(call.status, call.headers, bytes(call.content))

    def _scope(
        self, method: str, target: str, headers: Iterable[tuple[str, str]]
    ) -> dict[str, Any]:
        path, _, query = target.partition("?")
        sent = [("host", "localhost"), *headers]
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in sent],
            "server": ("localhost", None),
            "client": None,
        }


class _Call:
    """What an application hears of a call, and what it says."""

    def __init__(self, content: bytes) -> None:
        self._sent = content
        self.status = 0
        self.headers: dict[str, str] = {}
        self.content = bytearray()

    async def ask(self) -> Message:
        """Give the body, all at once."""
        return {"type": "http.request", "body": self._sent, "more_body": False}

    async def tell(self, message: Message) -> None:
        """Keep the head, or a part of the body."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {str(k, "latin-1"): str(v, "latin-1") for k, v in message["headers"]}
        else:
            self.content += message.get("body", b"")


def _finish(running: Running) -> None:
    """Run what never waits; no event loop is needed, nor disturbed."""
    try:
        running.send(None)
    except StopIteration:
        return
    running.close()
    raise RuntimeError("the control plane waits in a call that should not")


def _wait(running: Running) -> None:
    """Run what may wait, in a thread: an event loop of this one is neither needed nor touched."""
    done: Future[None] = Future()

    def run() -> None:
        try:
            done.set_result(asyncio.run(running))
        except BaseException as failed:  # noqa: BLE001 - it belongs to who called
            done.set_exception(failed)

    Thread(target=run, daemon=True).start()  # whoever is interrupted does not wait for its end
    done.result()
