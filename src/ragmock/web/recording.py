"""Every request to the products is counted, and noted in the journal of its world, as it passes."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from ragmock.journal.redaction import MARGIN
from ragmock.journal.seen import Keeping, Seen
from ragmock.journal.tally import Asked
from ragmock.world import READ_ONLY, name_in

if TYPE_CHECKING:
    from ragmock.journal.pages import Journal
    from ragmock.web.answers import RawHeaders
    from ragmock.web.call import Call
    from ragmock.world import World
    from ragmock.worlds import Worlds


class Recording:
    """Count what is asked when its answer begins; note it when the last of its answer goes out.

    So whoever has the answer finds it counted and noted. Of each body the beginning is kept.
    """

    def __init__(self, worlds: Worlds) -> None:
        self.worlds = worlds
        self.tally = worlds.journals.tally
        self.most = worlds.journals.room.body + MARGIN  # bytes of each body
        self.prefixes = sorted({each.key_prefix for each in worlds.known.values()})
        self.keeping = Keeping(self.prefixes, READ_ONLY, worlds.journals.room.body)

    def begin(self, call: Call, status: int | None, headers: RawHeaders) -> None:
        """Count a request, and what it tried; its answer begins, or never does."""
        call.is_counted = True
        call.status, call.answer_headers = status, headers
        operation = call.operation.id if call.operation else ""
        self.tally.requests[Asked(call.provider.name, operation, status, call.refusal or "")] += 1
        if status is not None and not call.is_repeat:  # which tries nothing new
            tried = self.worlds.tried_in(call.world)
            self.worlds.coverage.note(tried, call, status, call.scope["query_string"])

    def finish(self, call: Call) -> None:
        """Note a request that was not answered to the end, or not at all."""
        if not call.is_counted:
            self.begin(call, None, [])
        self.note(call)

    def note(self, call: Call) -> None:
        """Note a request in the journal of its world, if there is one, and tell the log."""
        call.is_noted = True
        journal, log = self._journal_of(call.world), self.worlds.journals.log
        if journal is None and log is None:
            return
        seen = self._seen(call, 0 if journal is None else journal.next_id)
        if journal is not None:
            self.tally.dropped += journal.note(seen)
        if log:
            log(seen.told())

    def _journal_of(self, world: World | None) -> Journal | None:
        """Give the journal that keeps what is asked of a world, or of none."""
        journals = self.worlds.journals
        if not journals.room.entries:
            return None
        if world is None:
            return journals.of_none
        # one that was ended meanwhile has none any more
        return journals.of(world.name) if world.name in self.worlds.opened else None

    def _seen(self, call: Call, id_: int) -> Seen:
        world = call.world
        asked = call.asked
        passed = (
            world.name if world else self._named(call),
            call.at if world else self.worlds.clock.now(),
            perf_counter() - call.began,
            call.method,
            call.path,
            call.scope["query_string"],
            call.provider.name,
            call.scope["headers"],
            asked.kept if asked else b"",
            asked.size if asked else None,
            call.status,
            call.answer_headers,
            call.answered[: self.most],
            len(call.answered) if call.status else None,
            call.refusal,
            call.diagnosis,
            call.traceback,
        )
        return Seen(id_, passed, call.operation, call.nearest, call.written, self.keeping)

    def _named(self, call: Call) -> str | None:
        """Give the name of the world that the key of a request would open."""
        key = call.sent.get(b"authorization", b"").decode("latin-1").partition(" ")[2].strip()
        opened = (name_in(key, each) for each in self.prefixes)
        return next((each[0] for each in opened if each), None)
