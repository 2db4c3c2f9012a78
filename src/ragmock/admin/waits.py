"""Waiting: until requests have come, or a document is where it is wanted, without asking again.

Others are answered meanwhile; whoever waits is woken by the journal, by every call for the world,
and at the moment that is foreseen.
"""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from ragmock.domain.lifecycle import WORKING, Stage, foreseen
from ragmock.journal.refusals import JournalOff, NeedsACall, NotInTime, WorldEnded
from ragmock.journal.views import summary

from .documents import find, show
from .requests import filter_of

if TYPE_CHECKING:
    from ragmock.domain.knowledge_base import KnowledgeBase
    from ragmock.domain.model import Document
    from ragmock.journal.pages import Journal
    from ragmock.world import World
    from ragmock.worlds import Worlds

Json = dict[str, Any]
_MOST_SHOWN: Final = 100
_SHORTEST: Final = 0.001  # seconds; the two clocks may differ by less


async def wait_for_requests(worlds: Worlds, world: World, body: Json) -> Json:
    """Answer `POST /__admin/wait`."""
    journal = worlds.journals.of(world.name)
    if not journal.room.entries:
        raise JournalOff
    count, timeout = body.get("count", 1), body.get("timeout", 10)
    until = monotonic() + timeout
    asked = filter_of(body)
    wanted = asked if asked.since is not None else replace(asked, since=journal.last_id)
    found: list[Json] = []
    come = 0
    while True:
        fresh = [summary(each) for each in wanted.among(journal.newest())]
        wanted = replace(wanted, since=max(journal.last_id, wanted.since or 0))
        come += len(fresh)
        found = [*fresh, *found][:_MOST_SHOWN]
        if come >= count:
            return {"count": come, "data": found}
        left = until - monotonic()
        if left <= 0:
            raise NotInTime(timeout, f"{come} of {count} requests have come")
        await _heard(worlds, world.name, journal, left)


async def wait_for_document(worlds: Worlds, world: World, body: Json) -> Json:
    """Answer `POST /__admin/wait-for-document`."""
    journal = worlds.journals.of(world.name)
    wanted, timeout = Stage(body.get("status", Stage.COMPLETED)), body.get("timeout", 10)
    until = monotonic() + timeout
    while True:
        now = worlds.open(world.name)  # which a reset may have put in the place of the other
        base, document = find(now, body["document"])
        if base.documents.entered(document, wanted) is not None:
            return show(base, document)
        at = base.documents.stage(document)
        moment = foreseen(document.run, wanted)
        by_itself = None if moment is None else now.clock.seconds_to(moment)
        if by_itself is None:
            raise NeedsACall(at.value, wanted.value, _missing(base, document, wanted))
        left = until - monotonic()
        if left <= 0:
            raise NotInTime(timeout, f"the document is at {at.value}, not yet at {wanted.value}")
        await _heard(worlds, world.name, journal, min(left, max(by_itself, _SHORTEST)))


async def _heard(worlds: Worlds, name: str, journal: Journal, seconds: float) -> None:
    """Wait until something happens in a world, so long at most; refuses with `WorldEnded`.

    A world that is ended takes its journal along, and nothing rings in that any more.
    """
    await journal.bell.heard(seconds)
    if worlds.journals.of_worlds.get(name) is not journal:
        raise WorldEnded(name)


def _missing(base: KnowledgeBase, document: Document, wanted: Stage) -> str:
    """Say which call brings a document to where it is wanted."""
    run, path = document.run, f"/__admin/documents/{document.id}"
    if foreseen(run, wanted) is not None:
        return "its clock must go on: it stands still"
    if run.told is not None and foreseen(replace(run, told=None), wanted) is not None:
        steps = (*WORKING, Stage.COMPLETED)
        failing = run.failure and wanted is Stage.ERROR and steps.index(run.failure.stage) + 1
        goal = Stage.INDEXING if wanted is Stage.PAUSED else wanted
        count = (failing or steps.index(goal)) - len(run.told)
        return f'tell it to go on: POST {path}/advance {{"stages": {count}}}'
    reason = base.documents.error(document)
    why = f"it failed ({reason})" if reason else "it does not come there"
    return f'{why}; index it again: POST {path}/preset {{"stage": "{wanted.value}"}}'
