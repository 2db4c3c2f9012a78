"""The end of the pipeline: the handler is called, and its answer held to the contract."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from datetime import UTC, datetime, time
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import orjson
from starlette.datastructures import Headers
from starlette.responses import StreamingResponse

from ragmock.contract import JSON
from ragmock.domain.changes import Changes
from ragmock.domain.undoing import AllOrNothing
from ragmock.provider import Created, Noted, Readable, Streamed, Text
from ragmock.story.story import Step
from ragmock.web.answers import Answer, raw

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from ragmock.contract import Contract, Operation
    from ragmock.web.answers import RawHeaders
    from ragmock.web.call import Call
    from ragmock.worlds import Worlds


_INDENTED: Final = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
#: What a handler may want of the call besides the parameters of its operation; `arguments` are all
#: of these, as they come.
_GIVEN: Final = ("arguments", "body", "form", "world", "base")
#: The headers that a handler may want, as it calls them.
_HEADERS: Final = ("accept", "last_event_id")
#: On an answer that goes on: nobody is to keep it, nor to hold it back until it is whole.
_STREAMED: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class BrokenAnswer(Exception):  # noqa: N818 - named after what happened
    """A handler answered what the contract does not have: a defect of ragmock."""


@dataclass(frozen=True)
class Handler:
    """A function of handlers/ or admin/, and what follows from its signature and operation."""

    operation: Operation
    function: Callable[..., Any]
    parameters: tuple[str, ...]  # of the operation, that it wants
    given: tuple[str, ...]  # of the call
    wants_worlds: bool
    wanted_headers: tuple[str, ...]
    waits: bool
    steers: bool  # whether it changes a world in its place
    headers: RawHeaders
    is_noted: bool  # whether there is anything to say about some requests, or all

    @classmethod
    def of(cls, operation: Operation, function: Callable[..., Any]) -> Handler:
        """Read off a handler's signature what it wants."""
        wants = tuple(inspect.signature(function).parameters)
        return cls(
            operation,
            function,
            tuple(each.name for each in operation.parameters if each.name in wants),
            tuple(name for name in wants if name in _GIVEN),
            "worlds" in wants,
            tuple(name for name in wants if name in _HEADERS),
            inspect.iscoroutinefunction(function),
            "world" in wants and "worlds" not in wants and not operation.reads,
            raw(_headers(operation)),
            bool(operation.note or (operation.body and operation.body.notes)),
        )

    def notes(self, call: Call) -> list[str]:
        """Say what a released server would answer otherwise, and what is approximated."""
        if not self.is_noted:
            return []
        said = self.operation.body.notes if self.operation.body else {}
        of_fields = [note for name, note in said.items() if name in call.body]
        return [self.operation.note, *of_fields] if self.operation.note else of_fields


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

    async def __call__(self, call: Call, operation: Operation) -> Answer | ASGIApp:
        """Do a call, up to its answer."""
        handler = self.handlers[operation.id]
        changes = call.base.changes if call.base else Changes()
        changes.begin()
        clock = call.world.clock if call.world and not handler.waits else None
        whole = AllOrNothing()
        try:
            with whole:
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
        if whole.wrote:
            call.wrote = True
        return response

    def _tell(self, call: Call) -> None:
        """Note in the story of a world that it was steered."""
        world = call.world
        if world and world.story:
            journal = self.worlds.journals.of(world.name)
            query = call.scope["query_string"].decode("latin-1")
            body = orjson.dumps(call.body) if call.body else b""
            told = (call.method, call.path, query, body)
            world.story.note(Step(journal.last_id, call.at, *told))

    def _wanted(self, handler: Handler, call: Call) -> dict[str, Any]:
        sent = call.arguments
        wanted = {name: sent[name] for name in handler.parameters if name in sent}
        for name in handler.given:
            wanted[name] = getattr(call, name)
        if handler.wants_worlds:
            wanted["worlds"] = self.worlds
        for name in handler.wanted_headers:
            sent_so = Headers(scope=call.scope).getlist(name.replace("_", "-"))
            wanted[name] = ",".join(sent_so)
        return wanted


def _response(handler: Handler, call: Call, answer: object) -> Answer | ASGIApp:
    """Make the answer of what a handler gave; raises `BrokenAnswer`."""
    status, notes, how = handler.operation.success, handler.notes(call), None
    if isinstance(answer, Created):
        status, answer = 201, answer.answer
    if isinstance(answer, Noted):
        notes, answer = [*notes, *answer.notes], answer.answer
    call.answer = answer
    headers = [*handler.headers, *raw({"X-Ragmock-Note": "; ".join(notes)})] if notes else None
    if isinstance(answer, Text):
        return Answer(status, answer.content, answer.media_type, headers or handler.headers)
    if isinstance(answer, Streamed):
        return _streamed(answer, status, call.method)
    if isinstance(answer, Readable):
        how, answer = _INDENTED, answer.answer
    return Answer(status, _dump(handler, status, answer, how), JSON, headers or handler.headers)


def _streamed(answer: Streamed, status: int, method: str) -> Answer | ASGIApp:
    if method == "HEAD":
        return Answer(status, b"", answer.media_type, raw(_STREAMED), is_sized=False)
    return StreamingResponse(answer.parts, status, _STREAMED, answer.media_type)


def _dump(handler: Handler, status: int, answer: object, how: int | None) -> bytes:
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
