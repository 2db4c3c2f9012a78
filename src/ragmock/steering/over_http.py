"""Calls over HTTP, by the standard library alone."""

from __future__ import annotations

from collections import deque
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from .transport import Answer, Unreachable

if TYPE_CHECKING:
    from http.client import HTTPConnection

_PATIENCE: Final = 30.0  # seconds until a server that should answer at once is given up
_FRESH: Final = 3.0  # seconds; the server closes a connection that is silent for five


class OverHttp:
    """Carries calls to a URL, from any thread. No proxy is asked; connections are kept open."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self._free: deque[tuple[HTTPConnection, float]] = deque()  # and since when
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url!r} is no URL of a server: write it as http://127.0.0.1:8765")
        self.url = url.rstrip("/")
        self._secure = parts.scheme == "https"
        self._host, self._port = parts.hostname, parts.port
        self._root = parts.path.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def send(self, method: str, target: str, content: bytes | None, waits: float) -> Answer:
        """Carry a call on a connection that nobody else has."""
        from http.client import HTTPException  # noqa: PLC0415 - 30 ms, for whoever calls

        json_sent = {} if content is None else {"Content-Type": "application/json"}
        connection = self._connection()
        done = False
        try:
            connection.timeout = _PATIENCE + waits
            if connection.sock:
                connection.sock.settimeout(connection.timeout)
            path = self._root + target
            connection.request(method, path, content, {**self._headers, **json_sent})
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            answer = Answer(response.status, headers, response.read())
            done = True
        except (OSError, HTTPException) as failed:
            raise Unreachable(f"no ragmock answers at {self.url}: {_why(failed)}") from failed
        finally:  # whatever ended it in between, the rest of an answer may be on its way
            if done and connection.sock:
                self._free.append((connection, monotonic()))
            else:
                connection.close()
        return answer

    def close(self) -> None:
        """Close the connections; the next call opens one."""
        while self._free:
            self._free.pop()[0].close()

    __del__ = close

    def _connection(self) -> HTTPConnection:
        """Take the connection that was used last, if it is still open, or make one."""
        from http.client import HTTPConnection, HTTPSConnection  # noqa: PLC0415

        while self._free:
            try:
                connection, since = self._free.pop()
            except IndexError:  # another thread took it
                break
            if monotonic() - since < _FRESH and _is_silent(connection.sock):
                return connection
            connection.close()
        made = HTTPSConnection if self._secure else HTTPConnection
        return made(self._host, self._port)


def _is_silent(sock: Any) -> bool:  # noqa: ANN401 - a socket, or one of ssl
    """Tell whether the other side has not closed a connection."""
    with DefaultSelector() as selector:
        selector.register(sock, EVENT_READ)
        return not selector.select(0)


def _why(failed: Exception) -> str:
    return getattr(failed, "strerror", None) or str(failed) or type(failed).__name__
