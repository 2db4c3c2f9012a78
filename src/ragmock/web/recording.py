"""Every request to the products is counted, and noted in the journal of its world, as it passes."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from ragmock.journal.entry import Operation
from ragmock.journal.redaction import MARGIN
from ragmock.journal.seen import RawHeaders, Seen, Stream
from ragmock.journal.tally import Asked
from ragmock.web.call import Call
from ragmock.world import name_in

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send
    from starlette.types import Message as Event

    from ragmock import contract
    from ragmock.worlds import Worlds


class Recording:
    """Count what is asked when its answer begins, so that whoever has the answer finds it counted.

    Note it when the last of its answer goes out; of a body the beginning is kept.
    """

    def __init__(self, app: ASGIApp, *, worlds: Worlds) -> None:
        self.app = app
        self.worlds = worlds
        self.tally = worlds.journals.tally
        self.prefixes = sorted({each.key_prefix for each in worlds.known.values()})
        self._operations: dict[str, Operation] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, count it once, and note it once."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = perf_counter()
        most = self.worlds.journals.room.body + MARGIN
        asked, answered = Stream(most), Stream(most)
        status: int | None = None
        headers: RawHeaders = []
        is_counted = is_noted = False

        async def hear() -> Event:
            event = await receive()
            if event["type"] == "http.request":
                asked.add(event.get("body", b""))
            return event

        async def tell(event: Event) -> None:
            nonlocal status, headers, is_counted, is_noted
            if event["type"] == "http.response.start":
                status, headers = event["status"], list(event["headers"])
            elif event["type"] == "http.response.body":
                answered.add(event.get("body", b""))
                # before it goes out: whoever has the answer is to find it in the journal
                if not event.get("more_body", False) and not is_noted:
                    is_noted = True
                    self._note(scope, began, asked, status, headers, answered)
            if not is_counted:
                is_counted = True
                self._count(Call.of(scope), status)
            await send(event)

        try:
            await self.app(scope, hear, tell)
        finally:
            if not is_counted:  # the connection broke
                self._count(Call.of(scope), None)
            if not is_noted:  # the answer broke off
                self._note(scope, began, asked, status, headers, answered)

    def _count(self, call: Call, status: int | None) -> None:
        operation = call.operation.id if call.operation else ""
        self.tally.requests[Asked(call.provider.name, operation, status, call.refusal or "")] += 1

    def _note(
        self,
        scope: Scope,
        began: float,
        asked: Stream,
        status: int | None,
        headers: RawHeaders,
        answered: Stream,
    ) -> None:
        call, journals = Call.of(scope), self.worlds.journals
        if not journals.room.entries:
            return
        world = call.world
        if world and world.name not in self.worlds.opened:
            return  # it was ended meanwhile, and its journal with it
        journal = journals.of(world.name) if world else journals.of_none
        self.tally.dropped += journal.note(
            Seen(
                journal.next_id,
                world.name if world else self._named(scope),
                (world or self.worlds).clock.now(),
                perf_counter() - began,
                scope["method"],
                scope["path"],
                scope["query_string"],
                call.provider.name,
                self._operation(call.operation),
                self._operation(call.nearest),
                scope["headers"],
                asked,
                status,
                headers,
                answered,
                call.refusal,
                call.diagnosis,
                call.traceback,
                call.written,
                self.prefixes,
                journals.room.body,
            )
        )

    def _operation(self, told: contract.Operation | None) -> Operation | None:
        """Give the names of an operation, which all requests to it share."""
        if told is None:
            return None
        if told.id not in self._operations:
            names = Operation(told.id, told.canonical, told.method, told.path)
            self._operations[told.id] = names
        return self._operations[told.id]

    def _named(self, scope: Scope) -> str | None:
        """Give the name of the world that the key of a request would open."""
        sent = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
        key = sent.decode("latin-1").partition(" ")[2].strip()
        opened = (name_in(key, each) for each in self.prefixes)
        return next((each[0] for each in opened if each), None)
