"""Answers that come late, or in pieces. Only that they come no earlier is held to the clock."""

import socket
import time
from urllib.parse import urlsplit

import pytest

CREATE = "dify.datasets.create_dataset"


@pytest.fixture
def timed_call(world):
    """Give a function that creates a dataset under a fault; it gives the answer and the seconds."""

    def call(fault, name="New", **more):
        made = world.admin.post("/faults", json={"operation": CREATE, "fault": fault, **more})
        assert made.status_code == 201, made.text
        began = time.monotonic()
        answer = world.dify.post("/datasets", json={"name": name})
        return answer, time.monotonic() - began

    return call


def names(world):
    return [each["name"] for each in world.dify.get("/datasets").json()["data"]]


DELAYS = [
    ({"fixed": "200ms"}, 0.2),
    ({"uniform": ["150ms", "200ms"]}, 0.15),
    ({"lognormal": {"median": "200ms", "sigma": 0}}, 0.2),
    ({"dribble": {"chunks": 4, "over": "200ms"}}, 0.2),
]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("delay", "least"), DELAYS)
def test_a_delay_alone_leaves_the_answer_as_it_is(world, timed_call, delay, least, when):
    answer, seconds = timed_call({"delay": delay}, when=when)

    assert (answer.status_code, answer.json()["name"]) == (200, "New")
    assert answer.headers["X-Ragmock-Fault"] == "fault-1"
    assert "X-Ragmock-Diagnosis" not in answer.headers
    assert seconds >= least
    assert names(world) == ["New"]


@pytest.mark.parametrize(("delay", "least"), DELAYS)
def test_a_refusal_may_be_late(world, timed_call, delay, least):
    fault = {"refusal": "dify.dataset_name_duplicate", "delay": delay}
    answer, seconds = timed_call(fault)

    assert (answer.status_code, answer.json()["code"]) == (409, "dataset_name_duplicate")
    assert seconds >= least
    assert names(world) == []


def test_an_answer_of_ones_own_may_be_late(timed_call):
    answer, seconds = timed_call({"status": 503, "body": "a", "delay": {"fixed": "100ms"}})

    assert (answer.status_code, answer.text) == (503, "a")
    assert seconds >= 0.1


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("delay", "least"), DELAYS)
def test_what_the_product_refuses_is_late_too(world, timed_call, delay, least, when):
    world.dify.post("/datasets", json={"name": "New"})
    answer, seconds = timed_call({"delay": delay}, when=when)

    assert (answer.status_code, answer.json()["code"]) == (409, "dataset_name_duplicate")
    assert answer.headers["X-Ragmock-Fault"] == "fault-1"
    assert seconds >= least


def test_others_do_not_wait(world):
    delay = {"delay": {"fixed": "5s"}}
    world.admin.post("/faults", json={"operation": "ragflow.*", "fault": delay})
    host, port = urlsplit(world.server.url).hostname, urlsplit(world.server.url).port
    with socket.create_connection((host, port), timeout=10) as waiting:
        head = (
            f"GET /api/v1/dataset HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {world.ragflow_key}"
        )
        waiting.sendall(f"{head}\r\n\r\n".encode())
        fired = []
        while not any(fired):
            fired = [each["fired"] for each in world.admin.get("/faults").json()["data"]]
        answer = world.dify.get("/datasets")
        waiting.settimeout(0.001)

        assert answer.status_code == 200
        with pytest.raises(TimeoutError):
            waiting.recv(1)


def test_a_dribbled_answer_comes_in_pieces(world):
    world.admin.post("/faults", json={"fault": {"delay": {"dribble": {"chunks": 5, "over": "1s"}}}})
    with world.dify.stream("GET", "/datasets") as answer:
        head = answer.headers
        pieces = list(answer.iter_raw())

    assert 1 < len(pieces) <= 5
    assert sum(map(len, pieces)) == int(head["Content-Length"])


def test_an_answer_without_a_body_has_no_pieces(world):
    world.admin.post(
        "/faults", json={"fault": {"delay": {"dribble": {"chunks": 3, "over": "90ms"}}}}
    )

    assert world.dify.head("/datasets").status_code == 200
