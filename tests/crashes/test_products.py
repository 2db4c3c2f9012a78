"""A call that crashes, at whatever line, leaves its world as if it had never been made."""

from __future__ import annotations

import logging
from functools import wraps

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ragmock.domain.clock import Clock
from ragmock.domain.untimely import RateReached
from ragmock.fake import Fake
from ragmock.journal.views import whole
from ragmock.web import dispatch

from .breaking import Lines, Straight, everything
from .calls import OF_PRODUCTS, prepare

SETTINGS = settings(
    max_examples=200,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
NOON = 1_745_000_000.5
CALLS = st.sampled_from(OF_PRODUCTS)
#: A defect of ragmock, and a refusal, which comes late where it comes behind a write.
FAILURES = st.sampled_from([ZeroDivisionError("a defect"), RateReached(0, None, None)])
WORDS = {"dify": "dify.internal_error", "ragflow": "ragflow.server_error"}
WORDS |= {"data": "data.server_error"}


@pytest.fixture(autouse=True)
def quiet(caplog):
    """Let crashes be logged where nobody reads it."""
    caplog.set_level(logging.CRITICAL + 1, logger="ragmock")


class Site:
    """A server with worlds that are the same but for their names."""

    def __init__(self, *names):
        self.fake = Fake("demo")
        self.client = httpx.Client(base_url="http://localhost", transport=Straight(self.fake))
        for name in names:
            prepare(self.fake.worlds.make(name, clock=Clock(lambda: NOON), seed="same"))

    def __getitem__(self, name):
        return self.fake.worlds.opened[name]

    def reset(self):
        """Take all worlds back, and their indexes, which a reset leaves as they are."""
        for name in list(self.fake.worlds.opened):
            for base in self.fake.worlds.reset(name).bases.values():
                base.findable.clear()

    def send(self, name, call):
        """Make a call in a world."""
        product = self.fake.contract.operations[call.operation].provider
        key = f"{'dataset' if product == 'dify' else 'ragflow'}-{name}"
        sent = call.request(self.fake.contract, self[name])
        return self.client.request(**sent, headers={"Authorization": f"Bearer {key}"})


@pytest.fixture(scope="module")
def site():
    made = Site("failed", "never", "counted")
    yield made
    made.client.close()


def test_every_call_that_changes_a_world_is_tried():
    known = Fake("empty").contract.operations.values()

    assert {each.operation for each in OF_PRODUCTS} == {
        each.id for each in known if each.method != "GET" and each.canonical == each.id
    }


@pytest.mark.parametrize("call", OF_PRODUCTS, ids=str)
def test_each_of_them_changes_it(site, call):
    site.reset()
    before = everything(site["never"])
    answer = site.send("never", call)

    assert answer.is_success
    assert "X-Ragmock-Refusal" not in answer.headers
    assert everything(site["never"]) != before


@SETTINGS
@given(
    earlier=st.lists(CALLS, max_size=2),
    call=CALLS,
    at=st.integers(0, 10_000),
    failure=FAILURES,
    later=st.lists(CALLS, max_size=3),
)
def test_a_call_that_fails_was_never_made(site, earlier, call, at, failure, later):
    site.reset()
    for name in ("failed", "never", "counted"):
        for each in earlier:
            site.send(name, each)
    with Lines().watched() as counted:
        site.send("counted", call)
    with Lines(at % counted.count + 1, failure).watched():
        answer = site.send("failed", call)

    assert "X-Ragmock-Refusal" in answer.headers
    assert everything(site["failed"]) == everything(site["never"])
    for each in later:
        answers = [site.send(name, each) for name in ("failed", "never")]
        assert answers[0].content == answers[1].content
        assert answers[0].headers == answers[1].headers
    assert everything(site["failed"]) == everything(site["never"])


@pytest.fixture(scope="module")
def breaking():
    """Give a server whose answers are all against the contract."""
    patch = pytest.MonkeyPatch()
    resolve = dispatch.resolve

    def spoil(operation):
        function = resolve(operation)

        @wraps(function)
        def spoiled(**known):
            function(**known)
            return {"nobody": "declared this"}

        return spoiled

    patch.setattr(dispatch, "resolve", spoil)
    made = Site("broken")
    made.client.get("/v1/datasets")
    patch.undo()
    yield made
    made.client.close()


@pytest.mark.parametrize(
    "call",
    [each for each in OF_PRODUCTS if each.operation != "dify.datasets.delete_dataset"],
    ids=str,
)
def test_an_answer_against_the_contract_is_a_crash(breaking, call):
    breaking.reset()
    before = everything(breaking["broken"])
    answer = breaking.send("broken", call)
    noted = whole(next(breaking.fake.worlds.journals.of("broken").newest()))

    assert answer.status_code == 500 or call.operation.startswith("ragflow.")
    assert answer.headers["X-Ragmock-Refusal"] == WORDS[call.operation.partition(".")[0]]
    assert everything(breaking["broken"]) == before
    assert "BrokenAnswer" in noted["traceback"]
    assert noted["change_count"] == 0
