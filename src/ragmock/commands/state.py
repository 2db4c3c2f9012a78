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

    from .progress import Progress


def take_up(fake: Fake, path: Path, progress: Progress) -> int:
    """Make the worlds that were saved; tell how many. What cannot be ends the command."""
    try:
        with progress:
            return _taken_up(fake, path, progress)
    except saved.UnusableState as refused:
        fail(str(refused))


def _taken_up(fake: Fake, path: Path, progress: Progress) -> int:
    snapshots = saved.read(path, progress.step)
    for number, each in enumerate(snapshots, 1):
        try:
            fake.worlds.take_up(each)
        except Refusal as refused:
            told = f"{path}: the world {each.world!r}: {refused.why()}"
            raise saved.UnusableState(told) from None
        progress.step(number, len(snapshots), f"worlds of {path.name}")
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
