"""What is deleted is gone from memory too: the short form of benchmarks/memory.py."""

import asyncio
import gc
import sqlite3
import tracemalloc
from collections import Counter

import pytest
from benchmarks.calling import call
from benchmarks.memory import LOOPS, Client, lines_of, measure

from ragmock.fake import Fake
from ragmock.text.likeness import vector

ROUNDS = 20  # so many requests are kept of a fault


def ours():
    """Count what there is of each class of ours, and of indexes."""
    gc.collect()
    kinds = [type(each) for each in gc.get_objects()]
    return Counter(
        kind
        for kind in kinds
        if str(kind.__module__).startswith("ragmock") or kind is sqlite3.Connection
    )


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_leaves_nothing_behind(name):
    client, (loop, _) = Client(Fake("empty", journal=10)), LOOPS[name]

    async def go_on(begin):
        for number in range(begin, begin + ROUNDS):
            await loop(client, number)
        return ours()

    before, after = asyncio.run(go_on(0)), asyncio.run(go_on(ROUNDS))

    assert after == before


def test_the_benchmark_tells_how_much_memory_there_is():
    steps = asyncio.run(measure("rows", 200, Fake("empty")))

    assert [each.calls >= due for each, due in zip(steps, range(20, 201, 20), strict=True)] == (
        [True] * 10
    )
    assert all(each.blocks > 0 for each in steps)
    assert len(list(lines_of("rows", steps))) == 10


def test_a_request_that_outlives_its_world_leaves_no_journal_behind():
    fake = Fake("empty")

    class Ending(bytes):
        """A body; when it comes, the world has ended."""

        def __len__(self):
            fake.world("demo").end()
            return super().__len__()

    status, _ = asyncio.run(call(fake, "POST", "/v1/datasets", Ending(b'{"name": "Late"}')))

    assert status == 200
    assert (fake.worlds.opened, fake.worlds.journals.of_worlds) == ({}, {})


def test_long_words_are_forgotten():
    vector("warm")
    tracemalloc.start()
    for number in range(100, 200):
        vector(f"{number}" * 500)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert kept < 50_000  # bytes; the words have three times as many
