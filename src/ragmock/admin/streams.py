"""Requests as they are answered, as server-sent events."""

from __future__ import annotations

import json
from time import monotonic
from typing import TYPE_CHECKING, Final

from ragmock.journal.refusals import JournalOff
from ragmock.journal.views import summary
from ragmock.provider import Streamed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ragmock.journal.feed import Feed, Happened
    from ragmock.journal.pages import Journals
    from ragmock.world import World
    from ragmock.worlds import Worlds

#: After so many seconds without an event a comment is sent, lest whoever is between hangs up.
HEARTBEAT: Final = 15.0
_AT_ONCE: Final = 100  # events, before the reader must have taken them
_AGAIN: Final = 1000  # milliseconds until a browser connects again


def stream_requests(
    worlds: Worlds,
    last_event_id: str,
    kept: bool,  # noqa: FBT001 - as the contract names it
    world: World | None = None,
    limit: int | None = None,
    unnamed: bool = False,  # noqa: FBT001, FBT002
) -> Streamed:
    """Answer `GET /__admin/requests/stream`."""
    journals = worlds.journals
    if not journals.room.entries:
        raise JournalOff
    since = 0 if kept else journals.feed.last
    if last_event_id:
        since = journals.feed.number_at(last_event_id)
    name = world.name if world else None
    if limit is not None:
        since = max(since, journals.before_the_last(limit, name, unnamed=unnamed))
    return Streamed(events(journals, since, name, unnamed=unnamed), "text/event-stream")


async def events(
    journals: Journals,
    since: int,
    world: str | None,
    heartbeat: float = HEARTBEAT,
    *,
    unnamed: bool = False,
) -> AsyncIterator[bytes]:
    """Give the events after a number of the feed, and what keeps the connection open.

    It begins with how far the reader is, so that whoever was told nothing yet can go on as well.
    The next are looked for when these were taken, so a slow reader makes nothing pile up.
    """
    feed = journals.feed
    yield f"retry: {_AGAIN}\nid: {feed.mark(since)}\n\n".encode()
    quiet_since = monotonic()
    while not feed.is_over:
        fresh = journals.after(since, world, _AT_ONCE, unnamed=unnamed)
        since = fresh[-1].number if fresh else feed.last
        left = quiet_since + heartbeat - monotonic()
        if fresh:
            yield b"".join(_event(feed, each) for each in fresh)
        elif left <= 0:
            yield b":\n\n"
        else:
            await feed.bell.heard(left)
            continue
        quiet_since = monotonic()


def _event(feed: Feed, happened: Happened) -> bytes:
    kind = "unmatched" if happened.is_unmatched else "request"
    data = json.dumps(summary(happened.entry))
    return f"id: {feed.mark(happened.number)}\nevent: {kind}\ndata: {data}\n\n".encode()
