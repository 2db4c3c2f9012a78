"""A world in the hands of a test in this process: what the control plane does, without HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from ragmock.domain.turning import NEXT, turn

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from ragmock.domain.knowledge_base import Settings
    from ragmock.world import World
    from ragmock.worlds import Worlds


class Spec(TypedDict, total=False):
    """What a world may be made from, and set to."""

    fixture: str
    seed: str
    progression: str
    upload_limit: int  # bytes
    embedding_provider: str
    requests_per_minute: int | None


class SteeredClock:
    """The clock of a world. What it does not take is refused with `BadTime`."""

    def __init__(self, steered: SteeredWorld) -> None:
        self._steered = steered

    def now(self) -> float:
        """Seconds since 1970-01-01 UTC."""
        return self._world.clock.now()

    def next(self) -> float | None:
        """When a document next comes to another stage by itself; None when none does."""
        return self._world.due()

    def freeze(self, *, frozen: bool = True) -> None:
        """Stop it, or let it go on from where it stands."""
        self._turn("freeze", frozen)

    def speed(self, speed: float) -> None:
        """Let it go so many seconds in one."""
        self._turn("speed", speed)

    def set(self, moment: str | float | datetime) -> None:
        """Set it: to `2026-01-01T00:00:00Z`, to seconds since 1970-01-01 UTC, or a date."""
        self._turn("set", moment)

    def advance(self, by: str | float | timedelta = NEXT) -> None:
        """Move it by `30s`, `1h30m` or seconds, or to the `next` thing that is due."""
        self._turn("advance", by)

    @property
    def _world(self) -> World:
        return self._steered.world

    def _turn(self, what: str, value: object) -> None:
        turn(self._world.clock, {what: value}, self._world.due)
        self._steered.wake()


class SteeredWorld:
    """A world by its name, which the keys `dataset-NAME` and `ragflow-NAME` open too."""

    def __init__(self, worlds: Worlds, name: str) -> None:
        self._worlds = worlds
        self.name = name
        self.clock = SteeredClock(self)

    @property
    def world(self) -> World:
        """The world that has the name now; it is made when it is first asked for.

        Refuses with `NoRoomForWorld`.
        """
        return self._worlds.open(self.name)

    @property
    def settings(self) -> Settings:
        """What it is set to."""
        return self.world.settings

    def set(self, **spec: Unpack[Spec]) -> None:
        """Make it or change it, as `PUT /__admin/worlds/{name}` does.

        Refuses with `NoSuchFixture`, `FixtureTooLarge` or `NoRoomForWorld`; raises `TypeError` for
        another name, `ValueError` for a value that there is none of.
        """
        unknown = spec.keys() - Spec.__annotations__.keys()
        if unknown:
            raise TypeError(f"a world has no {', '.join(sorted(unknown))}")
        self._worlds.put(self.name, spec)

    def reset(self, *, clock: bool = False) -> None:
        """Take it back to what it was when it was made; the clock keeps its time unless asked."""
        self._worlds.reset(self.name, clock=clock)

    def save(self, snapshot: str) -> None:
        """Save it as it is now, as `PUT /__admin/snapshots/{name}` does.

        Refuses with `NoRoomForSnapshot`.
        """
        self._worlds.snapshots.put(snapshot, self.world.snapshot())

    def restore(self, snapshot: str) -> None:
        """Make it what it was when a snapshot was saved; refuses with `NoSuchSnapshot`."""
        self._worlds.restore(self.name, self._worlds.snapshots.find(snapshot))

    def fork(self, snapshot: str) -> None:
        """Make it anew from a snapshot, to which a reset goes back; refuses as `restore` does."""
        self._worlds.fork(self.name, self._worlds.snapshots.find(snapshot))

    def wake(self) -> None:
        """Wake those who wait for something in it."""
        self._worlds.ring(self.name)

    def end(self) -> None:
        """Forget it; the next call makes a fresh one."""
        self._worlds.end(self.name)
