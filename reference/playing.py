"""The printed calls, made: each in the same world, as it was at the start."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import httpx
import yaml

from ragmock.fake import Fake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ragmock.contract import Operation
    from ragmock.schemas import Json
    from ragmock.steering.world import SteeredWorld

HERE: Final = Path(__file__).parent
_WORLD: Final = "reference"
_NOW: Final = "2025-03-01T09:00:00Z"
_BLANK: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Call:
    """A call as it is printed: with `{dataset_id}` where a value of the reader's own belongs."""

    method: str
    target: str  # the path with its query
    json: Json | None = None
    form: Json | None = None

    @classmethod
    def of(cls, operation: Operation, said: Json) -> Call:
        """Make the call of an operation from what `pages.yaml` says of its request."""
        path = operation.path
        for name, value in said.get("path", {}).items():
            path = path.replace(f"{{{name}}}", value)
        query = "&".join(f"{name}={value}" for name, value in said.get("query", {}).items())
        target = f"{path}?{query}" if query else path
        return cls(operation.method, target, said.get("json"), said.get("form"))


@dataclass(frozen=True)
class Answer:
    """What the fake answered; `body` is None where there is none."""

    status: int
    body: Any


class Stage:
    """A world in which the calls of a page are made."""

    def __init__(
        self,
        client: httpx.Client,
        world: SteeredWorld,
        page: Json,
        operations: Mapping[str, Operation],
    ) -> None:
        self._client = client
        self._world = world
        self._page = page
        self._operations = operations

    def play(self, name: str) -> Answer:
        """Make the call of an operation in the world of the start; it must succeed."""
        self._world.restore("start")
        if before := self._said(name).get("after"):
            self._make(before)
        answer = self._make(name)
        shown = self._said(name).get("shown", {})
        return Answer(answer.status, {**answer.body, **shown}) if shown else answer

    def _said(self, name: str) -> Json:
        said: Json = self._page["requests"].get(name, {})
        return said

    def _make(self, name: str) -> Answer:
        operation = self._operations[name]
        call = Call.of(operation, self._said(name))
        headers = {"Authorization": f"Bearer {self._page['key']}"} if operation.secured else {}
        form = call.form or {}
        files = {
            part: (value["name"], value["content"].encode())
            if part == "file"
            else (None, json.dumps(self._filled(value)))
            for part, value in form.items()
        }
        body = {"json": self._filled(call.json)} if call.json is not None else {}
        answer = self._client.request(
            call.method, self._filled(call.target), headers=headers, files=files or None, **body
        )
        if not answer.is_success or (answer.content and answer.json().get("code", 0) != 0):
            raise RuntimeError(f"{name} is refused: {answer.text} {dict(answer.headers)}")
        return Answer(answer.status_code, answer.json() if answer.content else None)

    def _filled(self, value: Any) -> Any:  # noqa: ANN401 - any JSON
        """Put values in place of the placeholders, which other calls answer."""
        text = json.dumps(value)
        for name in dict.fromkeys(_BLANK.findall(text)):
            if name in self._page["placeholders"]:
                text = text.replace(f"{{{name}}}", self._found(name))
        return json.loads(text)

    def _found(self, name: str) -> str:
        source = self._page["placeholders"][name]
        found = self._make(source["of"]).body
        for part in source["at"].split("/"):
            found = found[int(part) if part.isdecimal() else part]
        return str(found)


@contextmanager
def stage(page: Json, operations: Mapping[str, Operation]) -> Iterator[Stage]:
    """Serve a world for the length of a block; its clock stands still."""
    with Fake("empty").serve() as server, httpx.Client(base_url=server.url) as client:
        world = server.world(_WORLD)
        world.clock.freeze()
        world.clock.set(_NOW)
        world.load(yaml.safe_load((HERE / "world.yaml").read_text(encoding="utf-8")))
        world.save("start")
        yield Stage(client, world, page, operations)
