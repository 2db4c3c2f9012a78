"""What is asked again while nothing changed is answered as before, and as it would be anew."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ragmock.handlers.dify import views

from ragmock.domain.clock import Clock
from ragmock.domain.undoing import note
from ragmock.web import repeats

from .moves import CALLS, make

NOON = 1_745_000_000.5
LIST = "/v1/datasets"
#: Seconds that pass by themselves, or what is done.
STEPS = st.lists(
    st.one_of(
        st.floats(0, 8),
        st.tuples(st.sampled_from(CALLS), st.integers(0, 99)),
        st.sampled_from(["time", "manual", "immediate"]),
    ),
    min_size=3,
    max_size=8,
)


@pytest.fixture
def made(monkeypatch):
    """Count the datasets that a handler shows."""
    counted = []
    show = views.dataset

    def counting(*given, **more):
        counted.append(given)
        return show(*given, **more)

    monkeypatch.setattr(views, "dataset", counting)
    return counted


@pytest.fixture
def server(inside):
    """Give a server whose world `repeats` is new."""
    server = inside("demo")
    server.fake.worlds.end("repeats")
    return server


def test_a_question_that_is_asked_again_asks_no_handler(server, made):
    client = server.client("dataset-repeats")
    client.get("/v1/datasets/metadata/built-in")  # the first that is tried in a world changes it
    first = client.get(LIST)
    shown = len(made)
    again = client.get(LIST)
    assert (again.content, again.headers) == (first.content, first.headers)
    assert len(made) == shown > 0
    assert client.head(LIST).headers == first.headers
    assert len(made) == shown


def test_another_question_is_another(server):
    client = server.client("dataset-repeats")
    asked = [LIST, f"{LIST}?limit=1", f"{LIST}?page=2&limit=1", "/v1/datasets/metadata/built-in"]
    first = [client.get(each).content for each in asked]
    assert len(set(first)) == len(asked)
    assert [client.get(each).content for each in asked] == first
    assert client.post(LIST, json={}).status_code == 400  # at the same path


def test_another_world_has_answers_of_its_own(server):
    server.fake.worlds.end("another")
    one, other = (server.client(f"dataset-{name}") for name in ("repeats", "another"))
    one.post(LIST, json={"name": "Mine"}).raise_for_status()
    for _ in range(3):
        assert one.get(LIST).json()["total"] == other.get(LIST).json()["total"] + 1


def test_a_world_that_is_made_anew_has_none(server, made):
    client = server.client("dataset-repeats")
    first = client.get(LIST).content
    client.post("/__admin/reset?world=repeats").raise_for_status()
    shown = len(made)
    assert client.get(LIST).content == first
    assert len(made) > shown


def test_a_repeat_is_in_the_journal_and_counts_as_a_request(server):
    client = server.client("dataset-repeats")
    for _ in range(3):
        client.get(LIST)
    noted = client.get("/__admin/requests?world=repeats").json()["data"]
    assert [each["operation"] for each in noted] == ["dify.datasets.list_datasets"] * 3


def test_a_coverage_that_was_forgotten_is_told_of_a_repeat(server):
    client = server.client("dataset-repeats")
    scope = {"world": "repeats"}
    client.get(LIST)
    before = client.get("/__admin/coverage", params=scope).json()
    client.delete("/__admin/coverage", params=scope).raise_for_status()
    client.get(LIST)
    assert client.get("/__admin/coverage", params=scope).json() == before


def test_what_was_asked_off_the_record_is_not_known_of_the_client(server):
    client = server.client("dataset-repeats")
    client.get("/__admin/worlds/repeats/v1/datasets").raise_for_status()
    client.get(LIST).raise_for_status()
    told = client.get("/__admin/coverage", params={"world": "repeats"}).json()
    (listed,) = (
        each for each in told["operations"] if each["operation"] == "dify.datasets.list_datasets"
    )
    assert listed["called"]


def test_a_fault_comes_before_what_is_known(server):
    client = server.client("dataset-repeats")
    client.get(LIST)
    fault = {"operation": "dify.datasets.list_datasets", "fault": {"status": 503}, "times": 1}
    client.post("/__admin/faults?world=repeats", json=fault).raise_for_status()
    assert [client.get(LIST).status_code for _ in range(2)] == [503, 200]


def test_what_is_known_is_bounded(server, made, monkeypatch):
    monkeypatch.setattr(repeats, "MOST", 2)
    client = server.client("dataset-repeats")
    for limit in (1, 2, 3):
        client.get(f"{LIST}?limit={limit}")
    shown = len(made)
    client.get(f"{LIST}?limit=3")
    assert len(made) == shown
    client.get(f"{LIST}?limit=1")
    assert len(made) == shown + 1
    monkeypatch.setattr(repeats, "LARGEST", 10)
    client.post(LIST, json={"name": "Another"}).raise_for_status()
    shown = len(made)
    for _ in range(2):
        client.get(f"{LIST}?limit=1")
    assert len(made) == shown + 2


@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(steps=STEPS)
def test_whatever_happens_a_repeat_is_what_would_be_answered_anew(inside, steps):
    server = inside("busy")
    server.fake.worlds.end("world")
    now = [NOON]
    server.fake.worlds.make("world", clock=Clock(lambda: now[0]))
    for step in ["time", *steps]:
        server.shown("world")  # and is known from here on
        if isinstance(step, float):
            now[0] += step
        elif isinstance(step, str):
            server.client().put("/__admin/worlds/world", json={"progression": step})
        else:
            make(server, "world", [step])
        repeated = server.shown("world")
        note(lambda: None)  # a change that nobody sees
        assert server.shown("world") == repeated
