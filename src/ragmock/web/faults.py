"""What is to go wrong with a request is done to it, behind the key, before all else is looked at.

A request meets a fault at most once, when it arrives: nothing is awaited between the count and the
choice. With `when: after` the call goes its way first; what it answers, refused or not, is lost.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

import orjson

from ragmock.contract import JSON, MULTIPART
from ragmock.domain.errors import Refusal
from ragmock.faults.delay import Dribble
from ragmock.faults.matching import Request
from ragmock.journal.tally import Fired
from ragmock.web import bodies
from ragmock.web.answers import Answer, raw
from ragmock.web.connections import break_off, transport_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ragmock.contract import Contract, Operation
    from ragmock.faults import effect
    from ragmock.faults.effect import Connection
    from ragmock.faults.script import Firing
    from ragmock.journal.tally import Tally
    from ragmock.web.call import Call
    from ragmock.web.pipeline import Last
    from ragmock.world import World

    Done = Callable[[], Awaitable[Answer | ASGIApp]]

_TEXT: Final = "text/plain; charset=utf-8"


class Faults:
    """Let requests meet the faults of their world."""

    def __init__(self, contract: Contract, tally: Tally, last: Last) -> None:
        self.contract = contract
        self.tally = tally
        self.last = last

    def __call__(self, call: Call) -> Awaitable[Answer | ASGIApp]:
        """Ask the faults of the world, and do as the first says that fires."""
        world, operation = call.world, call.operation
        if world is None or operation is None or not world.faults.faults:
            return self.last(call)
        return self._meet(call, operation, world)

    async def _meet(self, call: Call, operation: Operation, world: World) -> Answer | ASGIApp:
        request = _request(call, operation, await _body(call, operation, world))
        firing = world.faults.meet(request, call.at)
        if firing is None:
            return await self.last(call)
        self.tally.faults[Fired(operation.id, firing.effect.name)] += 1
        return await self._fail(firing, call)

    async def _fail(self, firing: Firing, call: Call) -> Answer | ASGIApp:
        done: Done = partial(self.last, call)
        if firing.fault.plan.after:
            done = await _kept(done)
        given = self._answer(firing, call)
        await asyncio.sleep(firing.delay)
        call.headers = _headers(firing)
        if isinstance(firing.effect.delay, Dribble):
            call.dribble = firing.effect.delay
        if given is None:
            return await done()
        call.refusal = firing.effect.refusal
        call.diagnosis = call.headers["X-Ragmock-Diagnosis"]
        return given

    def _answer(self, firing: Firing, call: Call) -> Answer | ASGIApp | None:
        """Give what the fault has in place of the answer; None where it has nothing."""
        answer, name = firing.effect.answer, firing.effect.refusal
        if firing.effect.connection is not None:
            return _broken(firing.effect.connection, call)
        if name is not None:
            wording = self.contract.wordings[name]
            headers = raw({"X-Ragmock-Refusal": name})
            return Answer(wording.status, orjson.dumps(wording.say()), JSON, headers)
        return _given(answer) if answer else None


def _given(answer: effect.Answer) -> Answer:
    """Make an answer of a test's own words; its headers go before ours."""
    own = {each.lower() for each in answer.headers}
    media_type = _TEXT if isinstance(answer.body, str) else JSON
    is_typed = answer.body is not None and "content-type" not in own
    return Answer(
        answer.status,
        _content(answer.body),
        media_type if is_typed else "",
        raw(answer.headers),
        is_sized="content-length" not in own,
    )


async def _kept(done: Done) -> Done:
    """Do a call, and keep its answer; give what answers so."""
    try:
        answer = await done()
    except Refusal as kept:
        refused = kept

        async def refuse() -> Answer:
            raise refused

        return refuse

    async def again() -> Answer | ASGIApp:
        return answer

    return again


def _broken(how: Connection, call: Call) -> Answer | ASGIApp:
    """Let the connection end, or say that there is none."""
    transport = transport_of(call.scope)
    if transport is None:
        told = f"the fault {how.value} needs a socket, and this request came without one"
        return Answer(500, told.encode(), _TEXT)

    async def broken(_: Scope, __: Receive, ___: Send) -> None:
        await break_off(transport, how, call)

    return broken


def _headers(firing: Firing) -> dict[str, str]:
    """Say which fault it was, what it did, and when the quota lets a request pass."""
    effect = firing.effect
    headers = {"X-Ragmock-Fault": firing.fault.id}
    if effect.refusal or effect.answer or effect.connection:
        after = firing.fault.plan.after
        done = "the call was done and its answer lost" if after else "nothing was done"
        headers["X-Ragmock-Diagnosis"] = f"{firing.fault.id} of this world fired; {done}"
    own = {each.lower() for each in effect.answer.headers} if effect.answer else set()
    if firing.retry_after is not None and "retry-after" not in own:
        headers["Retry-After"] = str(firing.retry_after)
    return headers


def _content(body: object) -> bytes:
    if body is None:
        return b""
    return body.encode() if isinstance(body, str) else orjson.dumps(body)


def _request(call: Call, operation: Operation, body: object) -> Request:
    query = parse_qsl(call.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return Request(operation.canonical, call.method, call.path, query, body)


# ---------------------------------------------------------------------- bodies
async def _body(call: Call, operation: Operation, world: World) -> Any:  # noqa: ANN401 - any JSON
    """Read what a fault wants to know of the body; the call can receive the body again.

    What cannot be read is none: it is refused where it always is.
    """
    if operation.body is None or not world.faults.looks_at_bodies:
        return None
    sent = await _peek(call, world.settings.upload_limit + bodies.ROOM)
    if sent is None:
        return None
    try:
        if operation.body.media_type == MULTIPART:
            form = await bodies.parse_form(call, sent)
            files = {each.part: each.name for each in form.files}
            return {**files, **{name: _field(text) for name, text in form.fields.items()}}
        return bodies.parse_json(sent)
    except Refusal:
        return None


async def _peek(call: Call, limit: int) -> bytes | None:
    """Read a body of at most `limit` bytes, and keep it for whoever reads it next."""
    kept: deque[Message] = deque()
    size = 0
    while size <= limit:
        message = await call.receive()
        kept.append(message)
        size += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            break
    complete = kept[-1]["type"] == "http.request" and size <= limit
    call.put_back = kept
    return b"".join(each.get("body", b"") for each in kept) if complete else None


def _field(text: str) -> object:
    """Give a field of a form: an object or a list where it is one in JSON, else its text."""
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return parsed if isinstance(parsed, dict | list) else text
