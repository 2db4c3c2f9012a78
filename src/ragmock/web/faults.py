"""What is to go wrong with a request is done to it, behind the key, before all else is looked at.

A request meets a fault at most once, when it arrives: nothing is awaited between the count and the
choice. With `when: after` the call goes its way first; what it answers, refused or not, is lost.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson
from starlette.responses import PlainTextResponse, Response

from ragmock.contract import MULTIPART
from ragmock.domain.errors import Refusal
from ragmock.faults.delay import Dribble
from ragmock.faults.matching import Request
from ragmock.journal.tally import Fired
from ragmock.web import bodies
from ragmock.web.call import Call
from ragmock.web.connections import Received, break_off, transport_of
from ragmock.web.dribbling import Dribbling

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ragmock.contract import Contract, Operation
    from ragmock.faults.effect import Connection
    from ragmock.faults.script import Firing
    from ragmock.journal.tally import Tally
    from ragmock.world import World


class Faults:
    """Let requests meet the faults of their world."""

    def __init__(self, app: ASGIApp, *, contract: Contract, tally: Tally) -> None:
        self.app = app
        self.contract = contract
        self.tally = tally

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the faults of the world, and do as the first says that fires."""
        call = Call.of(scope) if scope["type"] == "http" else None
        if not (call and call.operation and call.world and call.world.faults.faults):
            await self.app(scope, receive, send)
            return
        body, receive = await _body(scope, receive, call.operation, call.world)
        request = _request(scope, call.operation, body)
        firing = call.world.faults.meet(request, call.at)
        if firing is None:
            await self.app(scope, receive, send)
        else:
            self.tally.faults[Fired(call.operation.id, firing.effect.name)] += 1
            await self._fail(firing, call, scope, receive, send)

    async def _fail(
        self, firing: Firing, call: Call, scope: Scope, receive: Receive, send: Send
    ) -> None:
        received = Received(receive)
        real = await self._done(scope, received) if firing.fault.plan.after else self.app
        given = self._answer(firing, received)
        await asyncio.sleep(firing.delay)
        call.headers = _headers(firing)
        if given:
            call.refusal = firing.effect.refusal
            call.diagnosis = call.headers["X-Ragmock-Diagnosis"]
        if isinstance(firing.effect.delay, Dribble):
            call.dribbling = Dribbling(firing.effect.delay)
        await (given or real)(scope, received, send)

    async def _done(self, scope: Scope, receive: Receive) -> ASGIApp:
        """Do a call, and keep its answer; give what answers so."""
        kept: list[Message] = []
        refused: list[Refusal] = []

        async def keep(message: Message) -> None:
            kept.append(message)

        try:
            await self.app(scope, receive, keep)
        except Refusal as refusal:
            refused.append(refusal)

        async def answer(_: Scope, __: Receive, send: Send) -> None:
            for refusal in refused:
                raise refusal
            for message in kept:
                await send(message)

        return answer

    def _answer(self, firing: Firing, received: Received) -> ASGIApp | None:
        """Give what the fault has in place of the answer; None where it has nothing."""
        answer, name = firing.effect.answer, firing.effect.refusal
        if firing.effect.connection is not None:
            return partial(_break, firing.effect.connection, received)
        if name is not None:
            wording = self.contract.wordings[name]
            headers = {"X-Ragmock-Refusal": name}
            said = orjson.dumps(wording.say())
            return Response(said, wording.status, headers, "application/json")
        if answer is None:
            return None
        media_type = "text/plain" if isinstance(answer.body, str) else "application/json"
        own = {each.lower() for each in answer.headers}
        return Response(
            _content(answer.body),
            answer.status,
            dict(answer.headers),
            None if "content-type" in own or answer.body is None else media_type,
        )


async def _break(
    how: Connection, received: Received, scope: Scope, receive: Receive, send: Send
) -> None:
    """Let the connection end, or say that there is none."""
    transport = transport_of(scope)
    if transport is None:
        told = f"the fault {how.value} needs a socket, and this request came without one"
        await PlainTextResponse(told, 500)(scope, receive, send)
    else:
        await break_off(transport, how, received)


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


def _request(scope: Scope, operation: Operation, body: object) -> Request:
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return Request(operation.canonical, scope["method"], scope["path"], query, body)


# ---------------------------------------------------------------------- bodies
async def _body(
    scope: Scope, receive: Receive, operation: Operation, world: World
) -> tuple[Any, Receive]:
    """Read what a fault wants to know of the body; give it, and what receives the body again.

    What cannot be read is none: it is refused where it always is.
    """
    if operation.body is None or not world.faults.looks_at_bodies:
        return None, receive
    raw, receive = await _peek(receive, world.settings.upload_limit + bodies.ROOM)
    if raw is None:
        return None, receive
    try:
        if operation.body.media_type == MULTIPART:
            form = await bodies.parse_form(scope, raw)
            files = {each.part: each.name for each in form.files}
            return {**files, **{name: _field(text) for name, text in form.fields.items()}}, receive
        return bodies.parse_json(raw), receive
    except Refusal:
        return None, receive


async def _peek(receive: Receive, limit: int) -> tuple[bytes | None, Receive]:
    """Read a body of at most `limit` bytes, and keep it for whoever reads it next."""
    kept: deque[Message] = deque()
    size = 0
    while size <= limit:
        message = await receive()
        kept.append(message)
        size += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            break

    async def again() -> Message:
        return kept.popleft() if kept else await receive()

    complete = kept[-1]["type"] == "http.request" and size <= limit
    return b"".join(each.get("body", b"") for each in kept) if complete else None, again


def _field(text: str) -> object:
    """Give a field of a form: an object or a list where it is one in JSON, else its text."""
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return parsed if isinstance(parsed, dict | list) else text
