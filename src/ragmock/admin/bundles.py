"""Bundles: what was done to a world since it began, to be done again by `ragmock replay`."""

from typing import Any

from ragmock import __version__
from ragmock.journal.refusals import JournalOff
from ragmock.provider import Readable
from ragmock.story.bundle import written
from ragmock.world import World
from ragmock.worlds import Worlds

Json = dict[str, Any]


def get_bundle(worlds: Worlds, world: World) -> Readable:
    """Answer `GET /__admin/bundle`."""
    journal, story = worlds.journals.of(world.name), world.story
    if not journal.room.entries or story is None:  # which every world has that is open
        raise JournalOff
    lost = [
        each
        for each in worlds.journals.of_none.newest()
        if each.is_unmatched and each.world == world.name
    ]
    bundle = written(
        story,
        journal,
        lost[::-1],
        limits=worlds.limits,
        version=__version__,
        by_words=worlds.library.by_words,
    )
    return Readable(bundle)
