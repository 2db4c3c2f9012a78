"""What is known of rows without a walk is what a walk finds, whatever was done and undone."""

from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.domain.chunks import Draft
from ragmock.domain.errors import NoSuchBatch, Refusal
from ragmock.domain.lifecycle import due
from ragmock.domain.progression import Progression
from ragmock.domain.tables import Table
from ragmock.domain.undoing import AllOrNothing
from ragmock.fake import Fake

from .filling import dataset, submit, upload

NAMES = ("a.txt", "A.txt", "ragmock-stuck", "ragmock-fail", "ragmock-fail-60")
BATCHES = ("one", "two")


def some_document(base, number):
    known = next(iter(base.state.datasets))
    rows = list(base.state.documents[known].values())
    return rows[number % len(rows)] if rows else submit(base, known)


def put(base, number):
    known = next(iter(base.state.datasets))
    submit(base, known, NAMES[number % 5], lines=number % 3)


def put_again(base, number):
    old = some_document(base, number)
    file = upload(base, NAMES[number % 4], number % 3)
    base.documents.resubmit(old.dataset_id, old.id, name=NAMES[number % 5], upload=file)


def mark(base, number):
    old = some_document(base, number)
    base.documents.change(replace(old, batch=BATCHES[number % 2], enabled=number % 3 > 0))


def add_chunk(base, number):
    base.chunks.add(some_document(base, number), [Draft("More words." * number)])


def delete(base, number):
    old = some_document(base, number)
    base.documents.delete(old.dataset_id, old.id)


def advance(base, number):
    base.documents.advance(some_document(base, number), number % 3)


def turn_clock(base, number):
    base.clock.advance(number / 4 - 1)  # back, too


def progress(base, number):
    base.settings.progression = list(Progression)[number % 3]


def new_dataset(base, number):
    dataset(base, NAMES[number % 5])


def rename_dataset(base, number):
    every = base.datasets.oldest()
    base.datasets.change(every[number % len(every)].id, name=NAMES[number % 5])


def move_dataset(base, number):
    every = base.datasets.oldest()
    base.datasets.move(every[number % len(every)].id, base.ids.uuid())


STEPS = (put, put_again, mark, add_chunk, delete, advance, turn_clock, progress)
STEPS += (new_dataset, rename_dataset, move_dataset)


def of_batch(base, known, batch):
    with suppress(NoSuchBatch):
        return base.documents.of_batch(known, batch)
    return []


def compare(base):
    state, documents = base.state, base.documents
    for known, rows in state.documents.items():
        every = list(rows.values())
        assert base.datasets.word_count(known) == sum(map(documents.word_count, every))
        assert base.datasets.chunk_count(known) == sum(len(base.chunks.of(one)) for one in every)
        for one in every:
            is_completed = partial(base.chunks.is_completed, one)
            assert base.chunks.completed(one) == list(filter(is_completed, base.chunks.of(one)))
        assert list(documents.newest(known)) == every[::-1]
        assert sorted(each.position for each in every) == [each.position for each in every]
        for name in NAMES:
            enabled = (each for each in every if each.name == name and each.enabled)
            assert documents.of_name(known, name) == next(enabled, None)
        for batch in BATCHES:
            found = [each for each in reversed(every) if each.batch == batch]
            assert of_batch(base, known, batch) == found
    for name in NAMES:
        alike = [one.id for one in state.datasets.values() if one.name.lower() == name.lower()]
        assert sorted(one.id for one in base.datasets.alike(name)) == sorted(alike)


@settings(max_examples=300, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(STEPS), st.integers(0, 9), st.sampled_from(["done", "fails"])),
        max_size=25,
    )
)
def test_what_is_known_without_a_walk_is_what_a_walk_finds(steps):
    world = Fake("empty").worlds.open("w")
    base = world.bases["dify"]
    base.clock.freeze()
    dataset(base, "First")
    compare(base)
    for step, number, end in steps:
        with suppress(Refusal, ZeroDivisionError), AllOrNothing():
            step(base, number)
            assert end == "done" or 1 / 0
        compare(base)
        tables = base.state.documents.values()
        runs = [due(one.run, base.now()) for rows in tables for one in rows.values()]
        assert world.due() == min((each for each in runs if each is not None), default=None)


@given(many=st.integers(0, 12), start=st.integers(-15, 15), stop=st.integers(-15, 15))
def test_rows_are_cut_from_either_end_as_a_list_is(many, start, stop):
    table = Table({str(number): number for number in range(many)})
    rows = list(reversed(table.values()))

    assert table.last_first()[start:stop] == rows[start:stop]
    assert table.last_first()[start:stop:2] == rows[start:stop:2]
    assert [table.last_first()[place] for place in range(-many, many)] == [*rows, *rows]


def test_there_is_no_row_behind_the_last():
    with pytest.raises(IndexError):
        Table(a=1).last_first()[1]


def test_a_new_document_is_behind_all_others_after_the_last_was_deleted():
    base = Fake("empty").worlds.open("w").bases["dify"]
    known = dataset(base)
    first, second = submit(base, known, "a"), submit(base, known, "b")
    base.documents.delete(known, second.id)
    third = submit(base, known, "c")

    assert (first.position, third.position) == (1, 2)
