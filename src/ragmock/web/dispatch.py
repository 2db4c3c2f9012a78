"""The end of the pipeline: the handler is called, and its answer held to the contract."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from datetime import UTC, datetime, time
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

import orjson
from starlette.datastructures import Headers

from ragmock.contract import JSON
from ragmock.domain.changes import Changes
from ragmock.domain.undoing import AllOrNothing
from ragmock.provider import Created, Noted, Readable, Text
from ragmock.story.story import Step
from ragmock.web.answers import Answer, raw

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ragmock.contract import Contract, Operation
    from ragmock.web.answers import RawHeaders
    from ragmock.web.call import Call
    from ragmock.worlds import Worlds


_INDENTED: Final = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
#: What a handler may want besides the parameters of its operation.
_GIVEN: Final[dict[str, Callable[[Call], Any]]] = {
    "arguments": attrgetter("arguments"),  # for what takes them as they come
    "body": attrgetter("body"),
    "form": attrgetter("form"),
    "world": attrgetter("world"),
    "base": attrgetter("base"),
}


class BrokenAnswer(Exception):  # noqa: N818 - named after what happened
    """A handler answered what the contract does not have: a defect of ragmock."""


@dataclass(frozen=True)
class Handler:
    """A function of handlers/ or admin/, and what follows from its signature and operation."""

    operation: Operation
    function: Callable[..., Any]
    parameters: tuple[str, ...]  # of the operation, that it wants
    given: tuple[tuple[str, Callable[[Call], Any]], ...]  # what else it wants, and where that is
    wants_worlds: bool
    wants_accept: bool
    waits: bool
    steers: bool  # whether it changes a world in its place
    headers: RawHeaders

    @classmethod
    def of(cls, operation: Operation, function: Callable[..., Any]) -> Handler:
        """Read off a handler's signature what it wants."""
        wants = tuple(inspect.signature(function).parameters)
        return cls(
            operation,
            function,
            tuple(each.name for each in operation.parameters if each.name in wants),
            tuple((name, _GIVEN[name]) for name in wants if name in _GIVEN),
            "worlds" in wants,
            "accept" in wants,
            inspect.iscoroutinefunction(function),
            "world" in wants and "worlds" not in wants and not operation.reads,
            raw(_headers(operation)),
        )


def resolve(operation: Operation) -> Callable[..., Any]:
    """Find the function of an operation."""
    module, _, name = operation.function.rpartition(".")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


class Dispatch:
    """Call the handler of each request.

    Nothing is awaited between the first read and the last write, so every request is atomic; and
    one that is refused, or crashes, or is answered against the contract leaves no trace.
    """

    def __init__(self, contract: Contract, worlds: Worlds) -> None:
        self.worlds = worlds
        self.handlers = {
            each.id: Handler.of(each, resolve(each)) for each in contract.operations.values()
        }

    async def __call__(self, call: Call, operation: Operation) -> Answer:
        """Do a call, up to its answer."""
        handler = self.handlers[operation.id]
        changes = call.base.changes if call.base else Changes()
        changes.begin()
        clock = call.world.clock if call.world and not handler.waits else None
        try:
            with AllOrNothing():
                if clock:
                    clock.hold(call.at)
                answer = handler.function(**self._wanted(handler, call))
                if handler.waits:  # the control plane waits for others to write
                    answer = await answer
                response = _response(handler, call, answer)
                if handler.steers:
                    self._tell(call)
        finally:
            if clock:
                clock.hold(None)
            written = changes.end()
            if call.world:  # whatever was called may be what somebody waits for
                self.worlds.ring(call.world.name)
        call.written = written
        return response

    def _tell(self, call: Call) -> None:
        """Note in the story of a world that it was steered."""
        world = call.world
        if world and world.story:
            journal = self.worlds.journals.of(world.name)
            query = call.scope["query_string"].decode("latin-1")
            told = (call.method, call.path, query, call.body)
            world.story.note(Step(journal.last_id, call.at, *told))

    def _wanted(self, handler: Handler, call: Call) -> dict[str, Any]:
        sent = call.arguments
        wanted = {name: sent[name] for name in handler.parameters if name in sent}
        for name, of in handler.given:
            wanted[name] = of(call)
        if handler.wants_worlds:
            wanted["worlds"] = self.worlds
        if handler.wants_accept:
            wanted["accept"] = ",".join(Headers(scope=call.scope).getlist("accept"))
        return wanted


def _response(handler: Handler, call: Call, answer: object) -> Answer:
    """Make the answer of what a handler gave; raises `BrokenAnswer`."""
    plain = answer.answer if isinstance(answer, Created) else answer
    noted = plain if isinstance(plain, Noted) else None
    status = 201 if isinstance(answer, Created) else handler.operation.success
    call.answer = noted.answer if noted else plain
    body, media_type = _written(handler, status, call.answer)
    notes = _notes(call, noted.notes if noted else ())
    headers = [*handler.headers, *raw(notes)] if notes else handler.headers
    return Answer(status, body, media_type, headers)


def _written(handler: Handler, status: int, answer: object) -> tuple[bytes, str]:
    """Give an answer as it is sent, and its media type."""
    if isinstance(answer, Text):
        return answer.content, answer.media_type
    if isinstance(answer, Readable):
        return _dump(handler, status, answer.answer, _INDENTED), JSON
    return _dump(handler, status, answer), JSON


def _dump(handler: Handler, status: int, answer: object, how: int | None = None) -> bytes:
    schema = handler.operation.answers[status]
    if schema is None:
        return b""
    problems = schema.problems(answer)
    if problems:
        told = "; ".join(map(str, problems[:3]))
        raise BrokenAnswer(f"{handler.operation.id} answered against its contract: {told}")
    return orjson.dumps(answer, option=how)


def _headers(operation: Operation) -> dict[str, str]:
    """Say what is odd about an operation: RFC 9745 dates a deprecation."""
    headers = {}
    if operation.deprecated_since:
        since = datetime.combine(operation.deprecated_since, time(), UTC)
        headers["Deprecation"] = f"@{int(since.timestamp())}"
    return headers


def _notes(call: Call, more: Sequence[str]) -> dict[str, str]:
    """Say what a released server would answer otherwise, and what is approximated."""
    operation = call.operation
    if operation is None or not (more or operation.note or operation.body):
        return {}
    notes = [operation.note] if operation.note else []
    if operation.body and operation.body.notes:
        notes += [note for name, note in operation.body.notes.items() if name in call.body]
    return {"X-Ragmock-Note": "; ".join([*notes, *more])} if notes or more else {}
