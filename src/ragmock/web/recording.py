"""Every request to the products is counted, and noted in the journal of its world, as it passes."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from ragmock.journal.entry import Operation
from ragmock.journal.redaction import MARGIN
from ragmock.journal.seen import Seen, Stream
from ragmock.journal.tally import Asked
from ragmock.web.answers import header
from ragmock.web.call import Call
from ragmock.world import name_in

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send
    from starlette.types import Message as Event

    from ragmock import contract
    from ragmock.web.answers import RawHeaders
    from ragmock.worlds import Worlds


class Recording:
    """Count what is asked when its answer begins; note it when the last of its answer goes out.

    So whoever has the answer finds it counted and noted. Of each body the beginning is kept.
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
        passing = _Passing(self, scope, receive, send)
        try:
            await self.app(scope, passing.hear, passing.tell)
        finally:
            if not passing.is_counted:  # the connection broke
                self.count(Call.of(scope), None)
            if not passing.is_noted:  # the answer broke off
                self.note(passing)

    def count(self, call: Call, status: int | None) -> None:
        """Count a request."""
        operation = call.operation.id if call.operation else ""
        self.tally.requests[Asked(call.provider.name, operation, status, call.refusal or "")] += 1

    def note(self, passing: _Passing) -> None:
        """Note a request in the journal of its world, if there is one."""
        scope, journals = passing.scope, self.worlds.journals
        call = Call.of(scope)
        world = call.world
        if world and world.name not in self.worlds.opened:
            return  # it was ended meanwhile, and its journal with it
        if not journals.room.entries:
            return
        journal = journals.of(world.name) if world else journals.of_none
        self.tally.dropped += journal.note(
            Seen(
                journal.next_id,
                world.name if world else self._named(scope),
                call.at if world else self.worlds.clock.now(),
                perf_counter() - passing.began,
                scope["method"],
                scope["path"],
                scope["query_string"],
                call.provider.name,
                self._operation(call.operation),
                self._operation(call.nearest),
                scope["headers"],
                passing.asked,
                passing.status,
                passing.headers,
                passing.answered,
                call.refusal,
                call.diagnosis,
                call.traceback,
                call.written,
                call.read_only,
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
        key = header(scope, b"authorization").decode("latin-1").partition(" ")[2].strip()
        opened = (name_in(key, each) for each in self.prefixes)
        return next((each[0] for each in opened if each), None)


class _Passing:
    """A request and its answer while they pass by."""

    __slots__ = (
        *("answered", "asked", "began", "headers", "is_counted", "is_noted"),
        *("receive", "recording", "scope", "send", "status"),
    )

    def __init__(self, recording: Recording, scope: Scope, receive: Receive, send: Send) -> None:
        most = recording.worlds.journals.room.body + MARGIN
        self.recording, self.scope = recording, scope
        self.receive, self.send = receive, send
        self.began = perf_counter()
        self.asked, self.answered = Stream(most), Stream(most)
        self.status: int | None = None
        self.headers: RawHeaders = []
        self.is_counted = self.is_noted = False

    async def hear(self) -> Event:
        """Pass on a part of the request."""
        event = await self.receive()
        if event["type"] == "http.request":
            self.asked.add(event.get("body", b""))
        return event

    async def tell(self, event: Event) -> None:
        """Pass on a part of the answer."""
        if event["type"] == "http.response.start":
            self.status, self.headers = event["status"], list(event["headers"])
        elif event["type"] == "http.response.body":
            self.answered.add(event.get("body", b""))
            # before it goes out: whoever has the answer is to find it in the journal
            if not event.get("more_body", False) and not self.is_noted:
                self.is_noted = True
                self.recording.note(self)
        if not self.is_counted:
            self.is_counted = True
            self.recording.count(Call.of(self.scope), self.status)
        await self.send(event)
