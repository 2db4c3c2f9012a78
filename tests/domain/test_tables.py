"""A table is as it was when a call fails: its rows, and their order."""

from contextlib import contextmanager, suppress
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragmock.domain.tables import Table
from ragmock.domain.undoing import AllOrNothing, Kept, settle

KEYS = st.sampled_from("abcdefgh")
#: What is done to a table, and the key and the other key that it is done to.
WRITES = st.lists(st.tuples(st.sampled_from(["put", "delete", "rename"]), KEYS, KEYS), max_size=12)


class Thing(Kept):
    """Something with an attribute."""

    def __init__(self):
        self.value = 1


@contextmanager
def call_that_fails():
    """Do what the block does, and fail behind it."""
    with suppress(ZeroDivisionError), AllOrNothing():
        yield
        raise ZeroDivisionError


def write(table, writes, numbers):
    """Write to a table, or to a dictionary as slowly as that does it."""
    for what, key, other in writes:
        if what == "put":
            table[key] = next(numbers)
        elif what == "delete" and key in table:
            del table[key]
        elif what == "rename" and key in table and other not in table:
            if isinstance(table, Table):
                table.rename(key, other, next(numbers))
            else:
                number = next(numbers)
                rows = [(other, number) if k == key else (k, row) for k, row in table.items()]
                table.clear()
                table.update(rows)


@given(before=WRITES, failing=WRITES, after=WRITES)
def test_a_call_that_fails_leaves_a_table_as_it_was(before, failing, after):
    table, model, numbers, same = Table(), {}, count(1), count(1)
    write(table, before, numbers)
    write(model, before, same)
    with call_that_fails():
        write(table, failing, count(1000))
    as_before = list(table.items())
    write(table, after, numbers)

    assert as_before == list(model.items())
    write(model, after, same)
    assert list(table.items()) == list(model.items())


@given(before=WRITES, done=WRITES)
def test_a_call_that_is_done_leaves_what_it_wrote(before, done):
    table, model, numbers, same = Table(), {}, count(1), count(1)
    with AllOrNothing():
        write(table, before, numbers)
    write(table, done, numbers)
    write(model, [*before, *done], same)

    assert list(table.items()) == list(model.items())


@given(before=WRITES, since=WRITES)
def test_a_copy_goes_its_own_way(before, since):
    table = Table()
    write(table, before, count(1))
    copied, kept = table.copy(), list(table.items())
    write(copied, since, count(1000))

    assert list(table.items()) == kept


@pytest.mark.parametrize(
    "write_past",
    [
        lambda table: table.clear(),
        lambda table: table.update(a=2),
        lambda table: table.setdefault("b", 2),
        lambda table: table.popitem(),
        lambda table: table.__ior__({"a": 2}),
    ],
    ids=["clear", "update", "setdefault", "popitem", "|="],
)
def test_nothing_writes_past_the_steps(write_past):
    table = Table(a=1)
    with pytest.raises(TypeError):
        write_past(table)

    assert table == {"a": 1}


def test_what_is_popped_is_given_or_else_what_is_to_be_given():
    table = Table(a=1)

    assert (table.pop("a"), table.pop("a"), table.pop("a", 2)) == (1, None, 2)


def test_an_attribute_goes_back_however_often_it_was_set():
    thing = Thing()
    with call_that_fails():
        thing.value = 2
        thing.value = 3

    assert thing.value == 1


def test_what_a_call_did_before_it_waits_stays():
    thing = Thing()
    with call_that_fails():
        thing.value = 2
        settle()
        thing.value = 3

    assert thing.value == 2


def test_what_is_done_outside_of_a_call_stays():
    thing = Thing()
    thing.value = 2
    with call_that_fails():
        pass

    assert thing.value == 2
