"""The worlds of a server: opened, reset, saved, forked, ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from ragmock.domain.clock import Clock
from ragmock.domain.errors import NoSuchFixture, NoSuchWorld
from ragmock.domain.limits import Limits, NoRoomForWorld
from ragmock.domain.tables import Table
from ragmock.faults.latency import Latency
from ragmock.journal.pages import Journals
from ragmock.snapshots.refusals import BadSnapshot
from ragmock.snapshots.shelf import Snapshots
from ragmock.text.library import Library
from ragmock.world import World, is_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ragmock.coverage.coverage import Coverage, Tried
    from ragmock.provider import Provider
    from ragmock.snapshots.snapshot import Content, Snapshot


class State(Protocol):
    """A state that a fixture defines by a sentence."""

    @property
    def fixture(self) -> str | None:
        """What the world begins anew from; without one, from what it was made of."""
        ...

    @property
    def keeps(self) -> bool:
        """Whether it adds to what the world holds."""
        ...

    @property
    def params(self) -> Mapping[str, Any]:
        """What its blanks were filled with."""
        ...

    def bring_about(self, world: World) -> None:
        """Do it to a world."""
        ...


class Fixtures(Protocol):
    """What the worlds of a server may be filled from."""

    def fill(self, world: World) -> None:
        """Fill a new world from the fixture that it names; refuses with `NoSuchFixture`."""
        ...

    def list(self) -> Sequence[Mapping[str, Any]]:
        """Tell of each fixture its `name`, what it is `about`, and which `states` it defines."""
        ...

    def add(self, world: World, said: dict[str, Any]) -> None:
        """Add to a world; refuses with `NoSuchFixture` or `BadFixture`."""
        ...

    def export(self, world: World) -> str:
        """Write what a world holds as a fixture."""
        ...

    def state(self, fixture: str, name: str, params: Mapping[str, Any]) -> State:
        """Give a state that a fixture defines; refuses with `NoSuchState` or `BadState`."""
        ...


@dataclass
class Worlds:
    """The worlds of a server, each opened by the first call with its key.

    A world is never made anew in place: another takes its name, and a request that began in the old
    one ends in it.
    """

    known: Mapping[str, Provider]
    fixtures: Fixtures
    coverage: Coverage
    library: Library = field(default_factory=Library)
    fixture: str = ""  # that a world is filled from which names none
    journals: Journals = field(default_factory=Journals)
    limits: Limits = field(default_factory=Limits)
    opened: Table[World] = field(default_factory=Table)
    snapshots: Snapshots = field(default_factory=Snapshots)
    clock: Clock = field(default_factory=Clock)  # of what is of no world
    latency: Latency = field(default_factory=Latency)  # of all answers, of whatever world

    def open(self, name: str) -> World:
        """Give the world of a name, made from the server's fixture if it is new.

        Refuses with `NoRoomForWorld`.
        """
        return self.opened.get(name) or self.make(name)

    def get(self, name: str) -> World:
        """Give the world of a name; refuses with `NoSuchWorld`."""
        if name not in self.opened:
            raise NoSuchWorld(name)
        return self.opened[name]

    def make(
        self,
        name: str,
        *,
        clock: Clock | None = None,
        fixture: str | None = None,
        seed: str | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> World:
        """Make a world, in the place of the one that has the name.

        Refuses with `NoRoomForWorld`, `NoSuchFixture` or `FixtureTooLarge`.
        """
        self._require_room(name)
        world = self._made(name, clock, fixture, seed)
        world.set(settings or {})
        world.keep()
        return self._put(world, world.pristine)

    def put(self, name: str, spec: Mapping[str, Any]) -> World:
        """Make a world or change it: another `fixture` or `seed` makes it anew, settings do not.

        What is not named stays as it is; made anew, a world keeps its clock, and is set as the
        fixture has it but for what is named. Refuses as `make` does.
        """
        self.ring(name)
        old = self.opened.get(name)
        if old is None:
            named = {each: spec.get(each) for each in ("fixture", "seed")}
            return self.make(name, **named, settings=spec)
        fixture, seed = spec.get("fixture", old.fixture), spec.get("seed", old.ids.seed)
        if (fixture, seed) != (old.fixture, old.ids.seed):
            return self.make(name, clock=old.clock, fixture=fixture, seed=seed, settings=spec)
        old.set(spec)
        self.begin_story(old)
        return old

    def begin_again(self, fixture: str) -> int:
        """Make the worlds of a fixture anew, which has changed; tell how many there are."""
        old = [each for each in self.opened.values() if each.fixture == fixture]
        for each in old:
            self.make(each.name, clock=each.clock, fixture=fixture, seed=each.ids.seed)
        return len(old)

    def reset(self, name: str, *, clock: bool = False) -> World:
        """Put a world as it was made in its place, and forget what was asked in it.

        Its clock keeps the time, or is a real one.
        """
        old = self.open(name)
        self.journals.of(name).forget()
        return self._put(old.as_made(Clock() if clock else old.clock), old.pristine)

    def load(self, name: str, said: dict[str, Any]) -> World:
        """Add to a world what a fixture holds; what is under way in it goes on in the same.

        Refuses with `NoSuchFixture` or `BadFixture`, and takes nothing back itself.
        """
        world = self.open(name)
        self.fixtures.add(world, said)
        self.begin_story(world)
        return world

    def begin(self, name: str, state: State) -> World:
        """Bring about a state in a world, or in another that takes its place.

        Refuses with `BadState`, and takes nothing back itself.
        """
        old = self.open(name)
        if state.keeps:
            state.bring_about(old)
            self.begin_story(old)
            return old
        clock = old.clock.going_on(old.clock.read())  # requests under way keep the old one
        if state.fixture:
            world = self._made(name, clock, state.fixture, old.ids.seed)
            world.pristine = old.pristine
        else:
            world = old.as_made(clock)
        state.bring_about(world)
        return self._put(world)

    def restore(self, name: str, snapshot: Snapshot) -> World:
        """Put a world as a snapshot has it in the place of a world, whose journal goes on.

        A reset still goes back to what the world was made from. Refuses with `NoRoomForDocument`
        and the like.
        """
        self._require_room_for(snapshot)
        old = self.open(name)
        world = old.holding(snapshot.content, old.clock.going_on(snapshot.clock))
        world.faults, world.requests = snapshot.faults.copy(), snapshot.requests.copy()
        return self._put(world, snapshot.content)

    def fork(self, name: str, snapshot: Snapshot) -> World:
        """Make a world as a snapshot has it, which is what a reset of it goes back to.

        Refuses with `NoRoomForWorld`, and as `restore` does.
        """
        self._require_room(name)
        self._require_room_for(snapshot)
        self.end(name)
        self.opened[name] = World.empty(name, self.known, library=self.library, limits=self.limits)
        world = self.restore(name, snapshot)
        world.keep()
        return world

    def take_up(self, snapshot: Snapshot) -> World:
        """Make a world that was saved when a server ended, so that it goes on.

        A reset goes back to its fixture, or to the snapshot if that fixture is not here. Refuses
        with `BadSnapshot`, as `make` and as `restore` do.
        """
        name, content = snapshot.world, snapshot.content
        if not is_name(name) or name in self.opened:
            raise BadSnapshot("world", f"no other world can have the name {name!r}")
        try:
            self.make(name, fixture=content.fixture, seed=content.seed)
        except NoSuchFixture:
            return self.fork(name, snapshot)
        return self.restore(name, snapshot)

    def end(self, name: str) -> bool:
        """Forget a world, if there is one; the next call with its key makes a fresh one."""
        self.ring(name)
        self.coverage.end(name)
        self.journals.of_worlds.pop(name, None)
        return self.opened.pop(name, None) is not None

    def tried_in(self, world: World | None) -> Tried:
        """Give the record of what is tried in a world, which may have ended; or in none."""
        if world is None:
            return self.coverage.of_none
        known = world.name in self.opened
        return self.coverage.of(world.name) if known else self.coverage.of_ended

    def _made(self, name: str, clock: Clock | None, fixture: str | None, seed: str | None) -> World:
        world = World.empty(name, self.known, clock, self.library, seed, self.limits)
        world.fixture = fixture or self.fixture
        self.fixtures.fill(world)
        return world

    def begin_story(self, world: World, content: Content | None = None) -> None:
        """Let the story of a world begin here; `content` is what it holds, where that is known."""
        journal = self.journals.of_worlds.get(world.name)
        since = 0 if journal is None else journal.last_id
        world.begin(since, self.journals.room.entries, content)

    def _put(self, world: World, content: Content | None = None) -> World:
        """Put a world in the place of the one that has its name; its story begins."""
        self.begin_story(world, content)
        self.opened[world.name] = world
        self.ring(world.name)
        return world

    def _require_room_for(self, snapshot: Snapshot) -> None:
        for state in snapshot.content.states.values():
            state.require_room(self.limits)

    def _require_room(self, name: str) -> None:
        if name not in self.opened and len(self.opened) >= self.limits.worlds:
            raise NoRoomForWorld(self.limits.worlds)

    def ring(self, name: str) -> None:
        """Wake those who wait for something in a world; nobody does who has not asked for it."""
        if name in self.journals.of_worlds:
            self.journals.of_worlds[name].bell.ring()
