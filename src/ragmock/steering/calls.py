"""A call from Python to the control plane, in JSON, and what it answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from .transport import Refused, Unreachable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .transport import Answer, Transport

Json = dict[str, Any]
_ROOT: Final = "/__admin"
_LEAST_REFUSAL: Final = 400


def part(name: object) -> str:
    """Write a name as one part of a path."""
    return quote(str(name), safe="")


def said(**maybe: Any) -> Json:  # noqa: ANN401 - any JSON
    """Leave out what was not said."""
    return {name: value for name, value in maybe.items() if value is not None}


class Calls:
    """Calls the control plane, about one world or about the whole server; paths from `/__admin`.

    Each gives the JSON of the answer, and fails with `Refused` or `Unreachable`.
    """

    def __init__(self, transport: Transport, world: str | None = None) -> None:
        self._transport = transport
        self._about = said(world=world)

    def get(self, path: str, query: Json | None = None) -> Json:
        """Ask."""
        return self._read(self.send("GET", path, query))

    def put(self, path: str, body: Mapping[str, Any] | None = None) -> Json:
        """Make something of a name."""
        return self._read(self.send("PUT", path, content=_written(body)))

    def post(self, path: str, body: Mapping[str, Any] | None = None, *, waits: float = 0) -> Json:
        """Have something done; it may take so many seconds."""
        return self._read(self.send("POST", path, content=_written(body), waits=waits))

    def delete(self, path: str, query: Json | None = None) -> int:
        """Delete something; tell how many there were."""
        return int(self._read(self.send("DELETE", path, query))["deleted"])

    def rows(self, path: str, query: Json | None = None) -> list[Json]:
        """List something."""
        return list(self.get(path, query)["data"])

    def send(
        self,
        method: str,
        path: str,
        query: Json | None = None,
        *,
        content: bytes | None = None,
        waits: float = 0,
    ) -> bytes:
        """Call, and give the answer as it came."""
        asked = urlencode(
            {name: _text(value) for name, value in {**self._about, **(query or {})}.items()}
        )
        target = f"{_ROOT}{path}?{asked}" if asked else f"{_ROOT}{path}"
        answer = self._transport.send(method, target, content, waits)
        if answer.status >= _LEAST_REFUSAL:
            raise self._refused(answer)
        return answer.content

    def _read(self, content: bytes) -> Json:
        try:
            answer: Json = json.loads(content)
        except ValueError:
            raise self._foreign("it is no JSON") from None
        return answer

    def _refused(self, answer: Answer) -> Exception:
        if "x-ragmock-refusal" not in answer.headers:
            return self._foreign(f"status {answer.status}")
        told, diagnosis = json.loads(answer.content), answer.headers["x-ragmock-diagnosis"]
        return Refused(answer.status, told["code"], told["message"], diagnosis)

    def _foreign(self, told: str) -> Unreachable:
        return Unreachable(
            f"what answers at {self._transport.url} is no control plane of ragmock: {told}"
        )


def _written(body: Mapping[str, Any] | None) -> bytes | None:
    return None if body is None else json.dumps(body).encode()


def _text(value: object) -> str:
    return json.dumps(value) if isinstance(value, bool) else str(value)
