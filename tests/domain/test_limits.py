"""Worlds, and what is in them, go to their limits and not beyond."""

from __future__ import annotations

import pytest

from ragmock.domain.limits import (
    Limits,
    NoRoomForChunks,
    NoRoomForDocument,
    NoRoomForWorld,
)
from ragmock.domain.model import Kind
from ragmock.domain.state import State
from ragmock.fake import Fake
from ragmock.fixture.refusals import BrokenFixture
from ragmock.snapshots.reading import from_json
from ragmock.snapshots.writing import to_json

from .filling import SMALL, counted, dataset, submit, walked


@pytest.fixture
def base():
    return Fake("empty", limits=SMALL).worlds.open("w").bases["dify"]


def test_a_world_is_filled_to_the_limit_and_what_is_deleted_makes_room(base):
    known = dataset(base)
    documents = [submit(base, known, f"{number}.txt") for number in range(3)]

    with pytest.raises(NoRoomForDocument):
        submit(base, known, "4.txt")
    base.documents.delete(known, documents[0].id)
    submit(base, known, "4.txt")

    assert base.state.document_count == 3


def test_a_document_that_takes_the_place_of_another_needs_no_room(base):
    known = dataset(base)
    submit(base, known, "a.txt", lines=20)

    submit(base, known, "a.txt", lines=20)

    with pytest.raises(NoRoomForChunks):
        submit(base, known, "a.txt", lines=21)
    assert counted(base.state) == (1, 20, 0)


def test_a_document_is_refused_before_its_dataset_is_changed(base):
    known = dataset(base)

    with pytest.raises(NoRoomForChunks):
        submit(base, known, lines=21)

    assert base.datasets.get(known).technique is None
    assert base.state.documents[known] == {}


def test_each_product_of_a_world_has_room_of_its_own():
    bases = Fake("empty", limits=Limits(datasets=1)).worlds.open("w").bases.values()

    assert [dataset(base) != "" for base in bases] == [True, True, True]


class Unwalkable(dict):
    """Rows that nobody may go through."""

    def _refuse(self, *_):
        raise AssertionError("walked")

    __iter__ = items = values = keys = _refuse


def test_writing_goes_through_no_rows(base):
    known = dataset(base)
    one, other = submit(base, known, lines=3), submit(base, known, "b.txt")
    field = base.metadata.create(known, "color", Kind.TEXT)
    state = State(
        documents=Unwalkable({known: Unwalkable({one.id: one})}),
        fields=Unwalkable({known: Unwalkable()}),
        document_count=1,
        chunk_count=3,
    )

    state.put(one)
    state.put(other)
    state.put_field(known, field)
    full = counted(state)
    state.drop(one)
    state.drop_field(known, field.id)

    assert (full, counted(state)) == ((2, 4, 1), (1, 1, 0))


# ---------------------------------------------------------------------- worlds and fixtures
def test_a_server_has_so_many_worlds_and_the_one_that_ends_makes_room():
    worlds = Fake("empty", limits=SMALL).worlds
    assert [worlds.open(name).name for name in "aba"] == ["a", "b", "a"]

    with pytest.raises(NoRoomForWorld) as refused:
        worlds.put("c", {"progression": "manual"})
    worlds.end("a")

    assert "room for 2 worlds in this server" in refused.value.why()

    assert worlds.open("c").name == "c"


def test_a_world_that_is_refused_leaves_nothing_behind():
    worlds = Fake("empty", limits=Limits(worlds=0)).worlds

    for number in range(3):
        with pytest.raises(NoRoomForWorld):
            worlds.put(f"w{number}", {})

    assert (worlds.opened, worlds.journals.of_worlds) == ({}, {})


def test_a_world_that_is_made_anew_needs_no_room():
    worlds = Fake("empty", limits=Limits(worlds=1)).worlds
    worlds.open("w")

    worlds.put("w", {"fixture": "demo"})
    worlds.reset("w")

    assert list(worlds.opened) == ["w"]


def test_a_fixture_beyond_the_limits_is_refused_where_it_is_named():
    with pytest.raises(BrokenFixture, match=r"demo\.yaml:\d+: there is room for 1 documents"):
        Fake("demo", limits=Limits(documents=1))


def test_a_fixture_fills_a_world_to_its_limits():
    state = Fake("demo").worlds.open("w").bases["dify"].state
    held = Limits(
        datasets=len(state.datasets),
        documents=state.document_count,
        chunks=state.chunk_count,
        fields=state.field_count,
    )

    again = Fake("demo", limits=held).worlds.open("w").bases["dify"].state

    assert counted(again) == walked(again) == counted(state)


def test_what_a_snapshot_holds_is_counted_when_it_is_read():
    fake = Fake("demo")
    written = to_json(fake.worlds.open("w").snapshot())

    read = from_json(written, fake.contract).content.states["dify"]

    assert counted(read) == walked(read) == counted(fake.worlds.open("w").bases["dify"].state)


def test_a_fork_is_a_world_and_needs_room():
    worlds = Fake("empty", limits=Limits(worlds=1)).worlds
    taken = worlds.open("w").snapshot()

    with pytest.raises(NoRoomForWorld):
        worlds.fork("other", taken)

    assert worlds.fork("w", taken).bases["dify"].limits.worlds == 1


def test_a_snapshot_needs_room_for_what_it_holds():
    snapshot = Fake("busy").worlds.open("w").snapshot()
    worlds = Fake("empty", limits=Limits(documents=1)).worlds
    before = worlds.open("w")

    for restore in (worlds.restore, worlds.fork):
        with pytest.raises(NoRoomForDocument):
            restore("w", snapshot)

    assert worlds.open("w") is before
