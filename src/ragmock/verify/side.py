"""One of two servers that are asked the same: what is known of it, and what it answers."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from .pointers import NOTHING, filled, value_at

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from .scenario import Step

NO_BODY: Final = "no body"
_HIDDEN: Final = "<key>"
_WRONG_KEY: Final = "no-such-key"
_DEEPEST: Final = 100  # values within values
_FIRST_PAUSE: Final = 0.2  # seconds between two looks at a document that is indexed
_LONGEST_PAUSE: Final = 2.0


class NoAnswer(Exception):  # noqa: N818 - named after what happened
    """A server did not answer; the text says why."""


@dataclass(frozen=True)
class Answer:
    """A status, the media type without its parameters, and a body: JSON, else text, else None."""

    status: int
    media_type: str
    body: Any
    diagnosis: str = ""  # what was wrong with the request, in the fake's words

    @property
    def form(self) -> str:
        """The media type, or that there is no body."""
        return NO_BODY if self.body is None else self.media_type

    @property
    def told(self) -> str:
        """The answer in one line."""
        body = self.body
        text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        return str(self.status) if body is None else f"{self.status} {' '.join(text.split())}"


@dataclass
class Side:
    """A server, and what is known of it.

    `bare` says that the key is sent without `Bearer`. The key never shows in an answer.
    """

    client: httpx.AsyncClient  # whose base URL ends before `/v1`
    key: str
    known: dict[str, Any]
    bare: bool = False
    patience: float = 120.0  # seconds in which a call may be repeated until it shows what it should
    #: Is told of each repetition: after how many seconds, and what is there.
    waits: Callable[[float, Any], None] = lambda *_: None

    async def take(self, step: Step) -> Answer:
        """Make a step, as often as it says, and keep what it says.

        Nothing is kept of what does not come to the end that it should. Fails with NoAnswer.
        """
        began, pause = time.monotonic(), _FIRST_PAUSE
        while True:
            answer = await self._send(step)
            if step.until is None or step.until.is_reached(answer.body):
                break
            found, waited = value_at(answer.body, step.until.at), time.monotonic() - began
            if found is NOTHING or waited >= self.patience:
                return answer
            self.waits(waited, found)
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, _LONGEST_PAUSE)
        for name, pointer in step.keeps.items():
            if (value := value_at(answer.body, pointer)) is not NOTHING:
                self.known[name] = value
        return answer

    def described(self, step: Step) -> str:
        """Say in one line what is sent."""
        query = urlencode(filled(step.query, self.known))
        sent = step.form if step.file else step.body
        text = json.dumps(filled(sent, self.known), ensure_ascii=False) if sent else step.raw or ""
        file = f"file {step.file['name']}, data" if step.file else ""
        target = self._path(step) + (query and f"?{query}")
        words = (step.method or step.operation.method, target, file, text)
        return " ".join(filter(None, words))

    async def _send(self, step: Step) -> Answer:
        import httpx  # noqa: PLC0415 - not for `ragmock --help`

        try:
            response = await self.client.send(self._request(step))
        except httpx.RequestError as failed:
            why = f"{type(failed).__name__}: {failed}".rstrip(": ").replace(self.key, _HIDDEN)
            raise NoAnswer(why) from None
        content = response.content.replace(self.key.encode(), _HIDDEN.encode())
        return Answer(
            status=response.status_code,
            media_type=response.headers.get("content-type", "").partition(";")[0].strip().lower(),
            body=_read(content),
            diagnosis=response.headers.get("x-ragmock-diagnosis", ""),
        )

    def _request(self, step: Step) -> httpx.Request:
        sent: dict[str, Any] = {}
        headers = {} if step.key == "none" else {"Authorization": self._authorization(step.key)}
        if step.raw is not None:
            sent["content"] = filled(step.raw, self.known)
            headers["Content-Type"] = "application/json"
        elif step.file:
            data = json.dumps(filled(step.form or {}, self.known))
            sent["files"] = {
                "data": (None, data, "text/plain"),
                "file": (step.file["name"], step.file["text"].encode(), "text/plain"),
            }
        elif step.body is not None:
            sent["json"] = filled(step.body, self.known)
        return self.client.build_request(
            step.method or step.operation.method,
            self._path(step),
            params=filled(step.query, self.known) or None,
            headers=headers,
            **sent,
        )

    def _path(self, step: Step) -> str:
        """Fill in what a server has named, whatever it is, as one part of the path each."""
        named = {**self.known, **filled(dict(step.path), self.known)}
        parts = {name: quote(str(each), safe="") for name, each in named.items()}
        return str(filled(step.operation.path, parts))

    def _authorization(self, which: str) -> str:
        key = _WRONG_KEY if which == "wrong" else self.key
        return key if self.bare else f"Bearer {key}"


def _read(content: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Read JSON; what is none, or is nested deeper than can be compared, is text."""
    import orjson  # noqa: PLC0415 - not for `ragmock --help`

    if not content:
        return None
    try:
        value = orjson.loads(content)  # which takes no NaN, and no half of a surrogate pair
    except ValueError:
        return content.decode(errors="replace")
    return content.decode() if _is_deep(value) else value


def _is_deep(value: Any) -> bool:  # noqa: ANN401 - any JSON
    level = [value]
    for _ in range(_DEEPEST):
        holders = [each for each in level if isinstance(each, dict | list)]
        level = [
            inner
            for each in holders
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
    return bool(level)
