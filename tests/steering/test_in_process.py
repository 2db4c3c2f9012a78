"""Steering an application in the process of the test, where event loops run or do not."""

import asyncio

import httpx
import pytest

from ragmock import Fake
from ragmock.handle import Refused

from .conftest import TOKEN


@pytest.fixture(scope="module")
def fake():
    return Fake("empty")


def client_for(fake, world):
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(fake.app),
        base_url=world.dify.url,
        headers=world.dify.headers,
    )


def test_a_world_is_steered_inside_of_an_event_loop(fake):
    async def test():
        world = fake.world("inside")
        world.fail("*", {"status": 503}, times=1)
        async with client_for(fake, world) as client:
            statuses = [(await client.get("/datasets")).status_code for _ in range(2)]
        return statuses, world.faults(unmet=True), world.wait(2, since=0, timeout=0)["count"]

    assert asyncio.run(test()) == ([503, 200], [], 2)


def test_waiting_in_vain_inside_of_an_event_loop_is_refused(fake):
    async def test():
        with pytest.raises(Refused) as refused:
            fake.world("vain").wait(timeout=0.01)
        return refused.value.code

    assert asyncio.run(test()) == "not_in_time"


def test_an_async_test_waits_beside_its_client(fake):
    async def test():
        world = fake.world("beside")
        waiting = asyncio.create_task(asyncio.to_thread(world.wait, since=0, timeout=30))
        async with client_for(fake, world) as client:
            await client.post("/datasets", json={"name": "A"})
        return (await waiting)["data"][0]["operation"]

    assert asyncio.run(test()) == "dify.datasets.create_dataset"


def test_steering_leaves_the_event_loop_of_the_thread_alone(fake):
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        world = fake.world("loop")
        world.set(seed="a")
        with pytest.raises(Refused):
            world.wait(timeout=0)
        assert asyncio.get_event_loop() is loop
    finally:
        asyncio.set_event_loop(None)
        loop.close()


def test_a_token_is_not_asked_of_the_process_that_has_it():
    fake = Fake("empty", admin_token=TOKEN)

    assert fake.world("a").set(seed="b")["seed"] == "b"
