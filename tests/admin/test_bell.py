"""Whoever waits is woken, from whichever thread the bell is rung."""

import asyncio
from threading import Timer
from time import monotonic

from ragmock.journal.bell import Bell


def test_it_wakes_all_who_wait_from_another_thread():
    bell = Bell()

    async def wait():
        await asyncio.gather(bell.heard(30), bell.heard(30))

    began = monotonic()
    Timer(0.05, bell.ring).start()
    asyncio.run(wait())

    assert monotonic() - began < 10


def test_it_lets_go_when_the_time_is_over():
    asyncio.run(Bell().heard(0.01))


def test_it_may_ring_when_nobody_waits():
    Bell().ring()


def test_who_went_away_does_not_keep_it_from_ringing():
    bell = Bell()
    loop = asyncio.new_event_loop()
    waiting = loop.create_task(bell.heard(30))
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    waiting._log_destroy_pending = False  # noqa: SLF001 - which is what is tried here
    bell.ring()

    assert not waiting.done()
