"""A request goes through its steps, one after the other, until one of them has the answer.

The steps are plain functions of the call, not applications around applications: each layer of those
would cost as much as a step itself, once for the request and twice for its answer. Only what reads
a body, waits, or calls a handler is awaited. All that is refused on the way comes out here.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from ragmock.domain.errors import Refusal
from ragmock.web.answers import Answer, raw
from ragmock.web.call import Call
from ragmock.web.dribbling import dribbled
from ragmock.web.refusals import Refusals
from ragmock.web.routing import operation_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ragmock.contract import Contract
    from ragmock.faults.latency import Latency
    from ragmock.provider import Provider
    from ragmock.web.recording import Recording

    #: What answers a call, or has nothing to say and lets it go on; most give an `Answer`.
    Step = Callable[[Call], Answer | ASGIApp | None]
    #: What answers a call in the end.
    Last = Callable[[Call], Awaitable[Answer | ASGIApp]]


class Pipeline:
    """Answer every request to a contract."""

    def __init__(
        self,
        contract: Contract,
        providers: Mapping[str, Provider],
        steps: Sequence[Step],
        last: Last,
        recording: Recording | None = None,
        latency: Latency | None = None,
    ) -> None:
        self.contract = contract
        self.providers = providers
        self.steps = tuple(steps)
        self.last = last
        self.refusals = Refusals(contract)
        self.recording = recording
        self.latency = latency
        self.most = recording.most if recording else 0
        #: What is on every answer of a product.
        self.headers = {name: raw(each.headers) for name, each in providers.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        operation = operation_of(scope)
        name = operation.provider if operation else self.contract.provider_of(scope["path"])
        call = Call(scope, receive, self.providers[name], operation, self.most)
        try:
            answer = await self._answer(call)
            late = self.latency.draw() if self.latency else 0.0
            if late:
                await asyncio.sleep(late)
            if not isinstance(answer, Answer):
                await answer(scope, call.receive, send)
                return
            start, body = self._begin(call, answer)
            if call.dribble:
                await send(start)
                await dribbled(call.dribble, body, send, partial(self._told, call))
                return
            self._told(call, body, is_whole=True)
            await send(start)
            await send({"type": "http.response.body", "body": body})
        finally:
            if self.recording and not call.is_noted:  # the connection or the answer broke off
                self.recording.finish(call)

    async def _answer(self, call: Call) -> Answer | ASGIApp:
        try:
            for step in self.steps:
                answer = step(call)
                if answer is not None:
                    return answer
            return await self.last(call)
        except Refusal as refused:
            return self.refusals.answer(call, refused)
        except Exception as crash:  # noqa: BLE001 - whatever is wrong here is told, and logged
            return self.refusals.crashed(call, crash)

    def _begin(self, call: Call, answer: Answer) -> tuple[Message, bytes]:
        """Give the head of an answer, and the body that goes with it."""
        headers = answer.head(self.headers[call.provider.name])
        if call.headers:
            headers += raw(call.headers)
        if self.recording:
            self.recording.begin(call, answer.status, headers)
        start = {"type": "http.response.start", "status": answer.status, "headers": headers}
        return start, answer.body if call.method != "HEAD" else b""

    def _told(self, call: Call, body: bytes, *, is_whole: bool) -> None:
        """Note what is told of a body, before it goes out: who has it finds it in the journal."""
        call.answered = body
        if is_whole and self.recording:
            self.recording.note(call)
