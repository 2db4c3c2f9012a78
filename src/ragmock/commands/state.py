"""What `serve --state` does: the worlds are taken up at the start, and saved at the end."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ragmock.domain.errors import Refusal
from ragmock.snapshots import saved

from .ending import MISUSED, fail, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ragmock.fake import Fake


def take_up(fake: Fake, path: Path) -> int:
    """Make the worlds that were saved; tell how many. What cannot be ends the command."""
    snapshots = []
    try:
        snapshots = saved.read(path)
    except saved.UnusableState as refused:
        fail(str(refused))
    for each in snapshots:
        try:
            fake.worlds.take_up(each)
        except Refusal as refused:
            fail(f"{path}: the world {each.world!r}: {refused.why()}")
    return len(snapshots)


def put_away(fake: Fake, path: Path, say: Callable[[str], None]) -> int:
    """Save all worlds as they are now, and say so; give the exit code of the command."""
    worlds = fake.worlds.opened.values()
    try:
        saved.write(path, [each.snapshot() for each in worlds])
    except saved.UnusableState as refused:
        told(str(refused))
        return MISUSED
    with suppress(OSError):  # nobody listens any more
        say(f"Worlds saved in {path}: {len(worlds)}")
    return 0
