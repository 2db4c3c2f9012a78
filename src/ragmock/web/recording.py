"""Every request to the products is noted in the journal of its world, as it passes by."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from ragmock.journal.entry import Body, Entry, Message, Operation
from ragmock.journal.redaction import MARGIN, Redaction
from ragmock.web.call import Call
from ragmock.world import name_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Receive, Scope, Send
    from starlette.types import Message as Event

    from ragmock import contract
    from ragmock.worlds import Worlds


class Recording:
    """Note what is asked and answered; a body is copied while it is read, and cut."""

    def __init__(self, app: ASGIApp, *, worlds: Worlds) -> None:
        self.app = app
        self.worlds = worlds
        self.prefixes = sorted({each.key_prefix for each in worlds.known.values()})
        self._operations: dict[str, Operation] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note it when the last of its answer goes out."""
        room = self.worlds.journals.room
        if scope["type"] != "http" or not room.entries:
            await self.app(scope, receive, send)
            return
        began = perf_counter()
        asked, answered = _Stream(room.body), _Stream(room.body)
        status: int | None = None
        headers: Iterable[tuple[bytes, bytes]] = ()
        is_noted = False

        async def hear() -> Event:
            event = await receive()
            if event["type"] == "http.request":
                asked.add(event.get("body", b""))
            return event

        async def tell(event: Event) -> None:
            nonlocal status, headers, is_noted
            if event["type"] == "http.response.start":
                status, headers = event["status"], event["headers"]
            elif event["type"] == "http.response.body":
                answered.add(event.get("body", b""))
                # before it goes out: whoever has the answer is to find it in the journal
                if not event.get("more_body", False) and not is_noted:
                    is_noted = True
                    self._note(scope, began, asked, status, headers, answered)
            await send(event)

        try:
            await self.app(scope, hear, tell)
        finally:
            if not is_noted:  # the answer broke off
                self._note(scope, began, asked, status, headers, answered)

    def _note(
        self,
        scope: Scope,
        began: float,
        asked: _Stream,
        status: int | None,
        headers: Iterable[tuple[bytes, bytes]],
        answered: _Stream,
    ) -> None:
        call, journals = Call.of(scope), self.worlds.journals
        if call.world and call.world.name not in self.worlds.opened:
            return  # it was ended meanwhile, and its journal with it
        journal = journals.of(call.world.name) if call.world else journals.of_none
        clock = call.world.clock if call.world else self.worlds.clock
        secrets = Redaction(_texts(scope["headers"]), self.prefixes)
        journals.tally.dropped += journal.note(
            Entry(
                id=journal.next_id,
                world=call.world.name if call.world else self._named(scope),
                answered_at=clock.now(),
                seconds=perf_counter() - began,
                method=scope["method"],
                path=secrets.of_text(scope["path"]),
                query=secrets.of_query(scope["query_string"].decode("latin-1")),
                provider=call.provider.name,
                operation=self._operation(call.operation),
                nearest=self._operation(call.nearest),
                request=Message(secrets.headers, asked.body(secrets)),
                status=status,
                answer=Message(secrets.of_headers(_texts(headers)), answered.body(secrets)),
                refusal=call.refusal,
                diagnosis=call.diagnosis and secrets.of_text(call.diagnosis),
                traceback=call.traceback and secrets.of_text(call.traceback),
                written=call.written,
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


class _Stream:
    """The beginning of what streams past."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._parts: list[bytes] = []
        self._kept = 0
        self._size: int | None = None

    def add(self, part: bytes) -> None:
        """Look at a part, which may be empty."""
        left = self._most + MARGIN - self._kept
        if part and left > 0:
            kept = bytes(part[:left])
            self._parts.append(kept)
            self._kept += len(kept)
        self._size = (self._size or 0) + len(part)

    def body(self, secrets: Redaction) -> Body | None:
        """Give what was kept without its secrets; None where nobody looked."""
        if self._size is None:
            return None
        return Body(secrets.of_bytes(b"".join(self._parts))[: self._most], self._size)


def _texts(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[str, str]]:
    return [(str(name, "latin-1").lower(), str(value, "latin-1")) for name, value in headers]
