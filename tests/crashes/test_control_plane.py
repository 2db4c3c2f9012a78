"""What holds for the calls of the products holds for those of the control plane."""

from __future__ import annotations

import asyncio
import logging

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ragmock.admin import waits
from ragmock.contract import load_admin
from ragmock.domain.clock import Clock
from ragmock.domain.errors import NoSuchDataset
from ragmock.domain.planned import Plan
from ragmock.domain.progression import Ending
from ragmock.fake import Fake
from ragmock.snapshots.shelf import Snapshots

from .breaking import Lines, Straight, everything
from .calls import OF_ADMIN, prepare

SETTINGS = settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
ADMIN = load_admin()
FAILURES = st.sampled_from([ZeroDivisionError("a defect"), NoSuchDataset("none")])


@pytest.fixture(autouse=True)
def quiet(caplog):
    """Let crashes be logged where nobody reads it."""
    caplog.set_level(logging.CRITICAL + 1, logger="ragmock")


class Site:
    """A server with the worlds `world` and `bystander`."""

    def __init__(self):
        self.fake = Fake("demo")
        self.client = httpx.Client(base_url="http://localhost", transport=Straight(self.fake))
        self.begin()

    def begin(self):
        """Make both worlds again, with something to change, a fault, and journals."""
        worlds = self.fake.worlds
        worlds.journals.of_none.forget(lambda _: True)
        for name in list(worlds.opened):
            worlds.end(name)
        worlds.coverage.forget()
        worlds.snapshots = Snapshots()
        worlds.latency.set(None)
        for name in ("world", "bystander"):
            prepare(worlds.make(name, clock=Clock(lambda: 1_745_000_000.5)))
            self.fake.fail("data.items.*", {"status": 503}, world=name, times=1)
            key = {"Authorization": f"Bearer dataset-{name}"}
            self.client.get("/v1/datasets", headers=key)
        worlds.snapshots.put("saved", worlds.opened["bystander"].snapshot())
        self.client.get("/v1/datasetz", headers={"Authorization": "Bearer dataset-world"})

    def send(self, call):
        """Make a call for the world `world`."""
        sent = call.request(ADMIN, self.fake.worlds.opened["world"])
        return self.client.request(**{**sent, "params": {"world": "world"}})


@pytest.fixture(scope="module")
def site():
    made = Site()
    yield made
    made.client.close()


def test_every_call_of_the_control_plane_is_tried():
    assert {each.operation for each in OF_ADMIN} == {
        each.id for each in ADMIN.operations.values() if each.method != "GET"
    }


@pytest.mark.parametrize("call", OF_ADMIN, ids=str)
def test_each_of_them_changes_something_but_those_that_only_look(site, call):
    site.begin()
    before = everything(site.fake.worlds)
    site.send(call).raise_for_status()

    assert (everything(site.fake.worlds) == before) == ADMIN.operations[call.operation].reads


@SETTINGS
@given(call=st.sampled_from(OF_ADMIN), at=st.integers(0, 10_000), failure=FAILURES)
def test_a_call_that_fails_changes_nothing(site, call, at, failure):
    site.begin()
    with Lines().watched() as counted:
        site.send(call)
    site.begin()
    before = everything(site.fake.worlds)
    with Lines(at % counted.count + 1, failure).watched():
        answer = site.send(call)

    assert not answer.is_success
    assert everything(site.fake.worlds) == before


# ---------------------------------------------------------------------- calls that wait
async def together(fake, *requests):
    """Make requests, each begun a moment behind the other; give the answers."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(fake.app), base_url="http://localhost"
    ) as client:
        begun = []
        for method, path, body in requests:
            headers = {"Authorization": "Bearer dataset-demo"}
            sent = client.request(method, path, json=body, headers=headers)
            begun.append(asyncio.create_task(sent))
            await asyncio.sleep(0.01)
        return await asyncio.gather(*begun)


def test_who_waits_in_vain_takes_nothing_back_of_what_others_did():
    fake = Fake("empty")
    before = fake.worlds.open("demo").ids.drawn
    wait = ("POST", "/__admin/wait", {"count": 2, "timeout": 0.05})
    late, made = asyncio.run(together(fake, wait, ("POST", "/v1/datasets", {"name": "A"})))
    base = fake.worlds.open("demo").bases["dify"]

    assert (late.status_code, made.status_code) == (408, 200)
    assert [each.name for each in base.datasets.oldest()] == ["A"]
    assert fake.worlds.open("demo").ids.drawn > before


def test_a_call_that_crashes_behind_a_wait_takes_back_what_it_did_behind_it(monkeypatch):
    async def crash(worlds, world, body):
        world.settings.plans = (Plan("before the wait", Ending()),)
        await worlds.journals.of(world.name).bell.heard(body["timeout"])
        world.settings.plans = ()
        world.bases["dify"].datasets.create(world.ids.uuid(), "behind the wait")
        raise ZeroDivisionError

    monkeypatch.setattr(waits, "wait_for_requests", crash)
    fake = Fake("empty")
    (answer,) = asyncio.run(together(fake, ("POST", "/__admin/wait", {"timeout": 0.01})))
    world, fresh = (each.worlds.open("demo") for each in (fake, Fake("empty")))

    assert answer.status_code == 500
    assert [each.name for each in world.settings.plans] == ["before the wait"]
    assert world.ids.drawn == fresh.ids.drawn
    assert everything(world.bases["dify"].state) == everything(fresh.bases["dify"].state)
