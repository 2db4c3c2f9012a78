"""Whatever is held is counted as it is written, and goes to its limit and not beyond."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ragmock.domain.chunks import Draft
from ragmock.domain.errors import Refusal
from ragmock.domain.limits import (
    Limits,
    NoRoom,
    NoRoomForChunks,
    NoRoomForDataset,
    NoRoomForDocument,
    NoRoomForField,
    NoRoomForWorld,
)
from ragmock.domain.model import Cut, Form, Kind, Mode, Rules, Technique, Upload
from ragmock.domain.state import State
from ragmock.fake import Fake
from ragmock.fixture import BrokenFixture

SMALL = Limits(worlds=2, datasets=3, documents=3, chunks=20, fields=1)
LINES = Rules(Mode.CUSTOM, cut=Cut("\n", 100))
FAMILIES = Rules(Mode.PARENT_CHILD, cut=Cut("\n", 100), child_cut=Cut("|", 50))
COUNTS = st.integers(0, 6)
PICK = st.integers(0, 99)


def walked(state):
    """Count what a knowledge base holds, one by one."""
    documents = [each for rows in state.documents.values() for each in rows.values()]
    chunks = [chunk for each in documents for chunk in each.chunks.values()]
    children = [child for chunk in chunks for child in chunk.children]
    fields = [field for rows in state.fields.values() for field in rows]
    return len(documents), len(chunks) + len(children), len(fields)


def counted(state):
    return state.document_count, state.chunk_count, state.field_count


def upload(base, name, lines):
    content = "\n".join(f"Line {line}|of {name}" for line in range(lines)).encode()
    return Upload(base.ids.uuid(), name, "txt", "text/plain", content, base.now(), is_text=True)


def submit(base, dataset_id, name="a.txt", lines=1):
    return base.documents.submit(
        base.datasets.get(dataset_id),
        upload(base, name, lines),
        LINES,
        technique=Technique.KEYWORDS,
    )


def dataset(base, name="Handbook"):
    return base.datasets.create(base.ids.uuid(), name).id


class Machine(RuleBasedStateMachine):
    """Whatever may be called, on what happens to be there."""

    def __init__(self):
        super().__init__()
        self.worlds = Fake("empty", limits=SMALL).worlds
        self.refused = Counter()
        known = dataset(self.base)
        submit(self.base, known, lines=3)
        self.base.metadata.create(known, "size", Kind.TEXT)
        self.worlds.open("w").keep()

    @property
    def base(self):
        return self.worlds.open("w").bases["dify"]

    def chosen(self, pick):
        """Give a dataset, a document, a chunk, a child and a field, those that there are."""

        def one(things):
            return things[pick % len(things)] if things else None

        state = self.base.state
        documents = [each for rows in state.documents.values() for each in rows.values()]
        document = one(documents)
        chunk = one(list(document.chunks.values())) if document else None
        fields = [(known, field) for known, rows in state.fields.items() for field in rows]
        child = one(chunk.children) if chunk else None
        return one(list(state.datasets)), document, chunk, child, one(fields)

    def attempt(self, call):
        """Call, and see that a refusal changes nothing."""
        before = self.base.state.copy()
        try:
            call()
        except Refusal as refused:
            self.refused[type(refused)] += 1
            assert self.base.state == before

    @rule()
    def create_dataset(self):
        self.attempt(lambda: dataset(self.base))

    @rule(pick=PICK, name=st.sampled_from("abcdef"), lines=COUNTS, families=st.booleans())
    def submit(self, pick, name, lines, families):
        known, *_ = self.chosen(pick)
        if known:
            rules, form = (FAMILIES, Form.PARENT_CHILD) if families else (LINES, Form.PARAGRAPHS)
            file = upload(self.base, name, lines)
            found = self.base.datasets.get(known)
            self.attempt(
                lambda: self.base.documents.submit(
                    found, file, rules, technique=Technique.KEYWORDS, form=form
                )
            )

    @rule(pick=PICK, lines=COUNTS)
    def resubmit(self, pick, lines):
        _, document, *_ = self.chosen(pick)
        if document:
            file = upload(self.base, document.name, lines)
            self.attempt(
                lambda: self.base.documents.resubmit(document.dataset_id, document.id, upload=file)
            )

    @rule(pick=PICK, count=COUNTS)
    def add_chunks(self, pick, count):
        _, document, *_ = self.chosen(pick)
        if document:
            drafts = [Draft(f"Draft {number}") for number in range(count)]
            self.attempt(lambda: self.base.chunks.add(document, drafts))

    @rule(pick=PICK, more=st.booleans())
    def add_or_delete_a_child(self, pick, more):
        _, document, chunk, child, _ = self.chosen(pick)
        if chunk and more:
            self.attempt(lambda: self.base.chunks.add_child(document, chunk, "A child."))
        elif child:
            self.attempt(lambda: self.base.chunks.delete_child(document, chunk, child))

    @rule(pick=PICK, name=st.sampled_from("abcdef"))
    def create_field(self, pick, name):
        known, *_ = self.chosen(pick)
        if known:
            self.attempt(lambda: self.base.metadata.create(known, name, Kind.TEXT))

    @rule(pick=PICK)
    def change(self, pick):
        known, document, chunk, *_ = self.chosen(pick)
        if chunk:
            self.attempt(lambda: self.base.chunks.change(document, chunk, Draft("Changed.")))
        if document:
            self.attempt(lambda: self.base.documents.reindex(document.dataset_id))
        if known:
            self.attempt(lambda: self.base.datasets.move(known, self.base.ids.uuid()))

    @rule(pick=PICK)
    def delete_dataset(self, pick):
        known, *_ = self.chosen(pick)
        if known:
            self.attempt(lambda: self.base.datasets.delete(known))

    @rule(pick=PICK, what=st.sampled_from(["document", "chunk", "field"]))
    def delete(self, pick, what):
        _, document, chunk, _, field = self.chosen(pick)
        if what == "document" and document:
            self.attempt(lambda: self.base.documents.delete(document.dataset_id, document.id))
        elif what == "chunk" and chunk:
            self.attempt(lambda: self.base.chunks.delete(document, chunk))
        elif what == "field" and field:
            self.attempt(lambda: self.base.metadata.delete(*field))

    @rule()
    def keep(self):
        self.worlds.open("w").keep()

    @rule()
    def reset(self):
        self.worlds.reset("w")

    @invariant()
    def counts_are_those_of_a_walk(self):
        state = self.base.state
        assert counted(state) == walked(state)

    @invariant()
    def no_limit_is_passed(self):
        documents, chunks, fields = walked(self.base.state)
        assert documents <= SMALL.documents
        assert chunks <= SMALL.chunks
        assert fields <= SMALL.fields
        assert len(self.base.state.datasets) <= SMALL.datasets


def test_whatever_is_done_the_counts_are_those_of_a_walk():
    refused = Counter()

    class Counting(Machine):
        def teardown(self):
            refused.update(self.refused)

    run_state_machine_as_test(
        Counting,
        settings=settings(
            max_examples=150,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert {kind for kind in refused if issubclass(kind, NoRoom)} == {
        NoRoomForChunks,
        NoRoomForDataset,
        NoRoomForDocument,
        NoRoomForField,
    }


# ---------------------------------------------------------------------- one by one
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
    fake = Fake("empty", limits=SMALL)
    first, second, third = (fake.world(name) for name in ("a", "b", "c"))
    assert [each.world.name for each in (first, second, first)] == ["a", "b", "a"]

    with pytest.raises(NoRoomForWorld) as refused:
        third.set(progression="manual")
    first.end()

    assert "room for 2 worlds in this server" in refused.value.why()

    assert third.world.name == "c"


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
