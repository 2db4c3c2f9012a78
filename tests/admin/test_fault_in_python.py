"""Faults that a test in Python makes itself, in a world whose clock it turns."""

import asyncio

import httpx
import pytest

from ragmock.domain.clock import Clock
from ragmock.fake import Fake
from ragmock.handle import Refused

CREATE = "dify.datasets.create_dataset"


@pytest.fixture
def fake():
    """Give a server of empty worlds, where time stands still unless it is moved."""
    made = Fake("empty")
    made.worlds.open("demo").clock = Clock(lambda: 1_745_000_000.0)
    return made


def ask(fake, *calls, world="demo"):
    """Make calls, one after the other; give the answers."""

    async def all_of_them():
        transport = httpx.ASGITransport(fake.app)
        headers = {"Authorization": f"Bearer dataset-{world}"}
        async with httpx.AsyncClient(
            transport=transport, base_url="http://localhost/v1", headers=headers
        ) as client:
            return [await client.request(method, path, **more) for method, path, more in calls]

    return asyncio.run(all_of_them())


def create(fake, name="New", **more):
    return ask(fake, ("POST", "/datasets", {"json": {"name": name}}), **more)[0]


def course(fake, *waits):
    """Tell which calls fail, with so many seconds before each."""
    told = ""
    for wait in waits:
        fake.worlds.open("demo").clock.advance(wait)
        told += "-+"[ask(fake, ("GET", "/datasets", {}))[0].is_success]
    return told


def test_a_fault_is_made_and_accounted_for(fake):
    made = fake.fail(CREATE, "dify.dataset_name_duplicate", times=2, match={"body": {"name": "a"}})
    statuses = [create(fake, name).status_code for name in "aba"]

    assert (made["id"], made["unmet"]) == ("fault-1", True)
    assert statuses == [409, 200, 409]
    assert fake.faults(unmet=True) == []
    assert [each["fired"] for each in fake.faults()] == [2]


def test_a_fault_is_for_the_world_that_is_named(fake):
    fake.fail("*", {"status": 503}, world="other")

    assert create(fake).status_code == 200
    assert create(fake, world="other").status_code == 503
    assert (fake.faults(), len(fake.faults(world="other"))) == ([], 1)


@pytest.mark.parametrize(
    ("operation", "fault", "how", "told"),
    [
        (CREATE, "dify.dataset_name", {}, "no refusal has the name"),
        ("dify.nothing", {"status": 503}, {}, "no operation of a world"),
        (CREATE, {"status": 99}, {}, "/fault: "),
        (CREATE, {"status": 503}, {"often": True}, "knows no field often"),
    ],
)
def test_what_can_be_no_fault_is_refused(fake, operation, fault, how, told):
    with pytest.raises(Refused, match=told):
        fake.fail(operation, fault, **how)
    assert fake.faults() == []


@pytest.mark.parametrize(
    ("how", "waits", "expected"),
    [
        ({"until": "30s"}, (0, 29, 1), "--+"),
        ({"until": "2025-04-18T18:13:50Z"}, (0, 29, 1), "--+"),
        ({"outage": "30s"}, (100, 29, 1, 100), "--++"),
        ({"quota": {"requests": 2, "per": "60s"}}, (0, 20, 20, 20, 0, 20), "++-+-+"),
    ],
)
def test_the_time_of_a_fault_is_that_of_the_world(fake, how, waits, expected):
    fake.fail("*", {"status": 503}, **how)

    assert course(fake, *waits) == expected


def test_a_client_that_waits_as_it_is_told_passes(fake):
    fake.fail("*", {"status": 429}, quota={"requests": 1, "per": "90s"})
    course(fake, 0, 30.5)
    told = ask(fake, ("GET", "/datasets", {}))[0].headers["Retry-After"]

    assert told == "60"
    assert course(fake, int(told)) == "+"


def test_an_answer_of_ones_own_may_say_itself_when_to_come_back(fake):
    answer = {"status": 429, "headers": {"retry-after": "7"}}
    fake.fail("*", answer, quota={"requests": 0, "per": "90s"})

    assert create(fake).headers.get_list("Retry-After") == ["7"]


def test_faults_do_not_change_the_ids_of_what_is_created():
    ids = []
    for count in (0, 3):
        fake = Fake("empty")
        for _ in range(count):
            fake.fail(CREATE, {"status": 503}, times=1)
        while not (answer := create(fake)).is_success:
            pass
        ids.append(answer.json()["id"])

    assert ids[0] == ids[1]
