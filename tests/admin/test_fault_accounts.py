"""How often a fault fires, what is told of it afterwards, and what can be no fault."""

import json
from datetime import datetime

import pytest

CREATE = "dify.datasets.create_dataset"
DOWN = {"status": 503}
PIECES = {"dribble": {"chunks": 2, "over": "1s"}}


def plan(world, **said):
    made = world.admin.post("/faults", json={"fault": DOWN, **said})
    assert made.status_code == 201, made.text
    return made.json()


def faults(world, **query):
    return world.admin.get("/faults", params=query).raise_for_status().json()["data"]


def fails(world, count):
    """Tell of so many requests which fail."""
    return "".join("-+"[world.dify.get("/datasets").is_success] for _ in range(count))


# ---------------------------------------------------------------------- how often
@pytest.mark.parametrize(
    ("said", "course"),
    [
        ({}, "-----"),
        ({"times": 2}, "--+++"),
        ({"succeed_first": 3}, "+++--"),
        ({"succeed_first": 1, "times": 2}, "+--++"),
        ({"probability": 1}, "-----"),
        ({"probability": 0}, "+++++"),
        ({"until": "1h"}, "-----"),
        ({"until": "2026-01-01T00:00:00Z", "times": 1}, "+++++"),
        ({"until": "9999-12-30T00:00:00+08:00"}, "-----"),
        ({"outage": "1h30m"}, "-----"),
        ({"outage": "0s"}, "-++++"),
        ({"quota": {"requests": 2, "per": "1h"}}, "++---"),
        ({"quota": {"requests": 0, "per": "1h"}, "times": 2}, "--+++"),
        ({"quota": {"requests": 1, "per": "1h"}, "succeed_first": 2}, "+++--"),
    ],
)
def test_a_fault_fires_as_often_as_is_said(world, said, course):
    plan(world, **said)

    assert fails(world, 5) == course
    assert faults(world)[0]["fired"] == course.count("-")


def test_a_seed_gives_the_same_draws_and_another_gives_others(world):
    courses = []
    for seed in (7, 7, 8):
        plan(world, probability=0.5, seed=seed)
        courses.append(fails(world, 30))
        world.admin.delete("/faults")

    assert courses[0] == courses[1] != courses[2]
    assert 5 < courses[0].count("-") < 25


def test_a_quota_says_when_a_request_passes_again(world):
    plan(world, quota={"requests": 1, "per": "90s"})
    passed, beyond = (world.dify.get("/datasets") for _ in range(2))

    assert "Retry-After" not in passed.headers
    assert 80 < int(beyond.headers["Retry-After"]) <= 90


# ---------------------------------------------------------------------- what is told
def test_a_fault_is_answered_and_listed_as_it_was_said(world):
    said = {
        "operation": CREATE,
        "fault": {"status": 503, "body": {"a": [None]}, "headers": {"X-A": "b c"}},
        "when": "after",
        "match": {"method": "POST", "path": "/v1/*", "query": {"a": "b"}, "body": {"c": {}}},
        "times": 3,
        "probability": 0.5,
        "seed": 9,
        "until": "2126-01-01T00:00:00Z",
        "succeed_first": 2,
        "outage": "10m",
        "quota": {"requests": 1, "per": "1m"},
    }
    made = plan(world, **said)

    assert made == said | {
        "id": "fault-1",
        "matched": 0,
        "fired": 0,
        "requests": [],
        "times_left": 3,
        "spent": False,
        "unmet": True,
    }
    assert faults(world) == [made]
    assert world.admin.get("/faults/fault-1").json() == made


def test_what_is_not_said_is_told_all_the_same(world):
    made = plan(world)

    assert (made["operation"], made["when"], made["match"]) == (None, "before", {})
    assert [made[each] for each in ("times", "probability", "until", "outage", "quota")] == (
        [None] * 5
    )


def test_a_fault_accounts_for_the_requests_that_met_it(world):
    plan(world, operation=CREATE, succeed_first=1, times=2)
    for number in range(4):
        world.dify.post("/datasets", json={"name": str(number)})
    (shown,) = faults(world)

    assert (shown["matched"], shown["fired"], shown["times_left"]) == (3, 2, 0)
    assert (shown["spent"], shown["unmet"]) == (True, False)
    assert [(each["method"], each["path"]) for each in shown["requests"]] == [
        ("POST", "/v1/datasets")
    ] * 2
    assert datetime.fromisoformat(shown["requests"][0]["at"]).tzinfo is not None


def test_the_last_twenty_requests_are_kept(world):
    plan(world)
    for number in range(25):
        world.dify.get(f"/datasets/11111111-1111-4111-8111-{number:012}/documents")
    (shown,) = faults(world)

    assert shown["fired"] == 25
    assert [int(each["path"].split("/")[3][-2:]) for each in shown["requests"]] == [*range(5, 25)]


def test_a_test_can_demand_that_every_fault_was_met(world):
    for status, times in ((501, 2), (502, 1), (503, None)):
        more = {"times": times} if times else {}
        plan(world, fault={"status": status}, operation=CREATE, **more)
    unmet = []
    for name in "abcde":
        unmet.append([each["id"] for each in faults(world, unmet="true")])
        world.dify.post("/datasets", json={"name": name})

    assert unmet == [
        ["fault-1", "fault-2", "fault-3"],
        ["fault-1", "fault-2", "fault-3"],
        ["fault-2", "fault-3"],
        ["fault-3"],
        [],
    ]
    assert len(faults(world)) == 3


# ---------------------------------------------------------------------- deleting
def test_a_fault_that_is_deleted_fires_no_more_and_its_id_is_not_given_again(world):
    plan(world)
    plan(world, fault={"status": 502})
    deleted = world.admin.delete("/faults/fault-1")

    assert deleted.json() == {"deleted": 1}
    assert world.dify.get("/datasets").status_code == 502
    assert world.admin.get("/faults/fault-1").status_code == 404
    assert world.admin.delete("/faults").json() == {"deleted": 1}
    assert fails(world, 1) == "+"
    assert plan(world)["id"] == "fault-3"


# ---------------------------------------------------------------------- no faults
MALFORMED = [
    {},
    {"fault": None},
    {"fault": ""},
    {"fault": 503},
    {"fault": {}},
    {"fault": {"status": 99}},
    {"fault": {"status": 503, "headers": {"X-A": "a\nb"}}},
    {"fault": {"status": 503, "words": "x"}},
    {"fault": {"delay": {}}},
    {"fault": {"delay": {"fixed": 1}}},
    {"fault": {"delay": {"fixed": "1s", "uniform": ["1s", "2s"]}}},
    {"fault": {"delay": {"uniform": ["1s"]}}},
    {"fault": {"delay": {"lognormal": {"median": "1s", "sigma": -1}}}},
    {"fault": {"delay": {"dribble": {"chunks": 0, "over": "1s"}}}},
    {"fault": {"status": 503, "refusal": "dify.internal_error"}},
    {"fault": {"connection": "SLOW"}},
    {"fault": DOWN, "when": "during"},
    {"fault": DOWN, "times": 0},
    {"fault": DOWN, "probability": 1.5},
    {"fault": DOWN, "seed": -1},
    {"fault": DOWN, "succeed_first": -1},
    {"fault": DOWN, "outage": "soon"},
    {"fault": DOWN, "quota": {"requests": 1}},
    {"fault": DOWN, "match": {"method": "BREW"}},
    {"fault": DOWN, "match": {"body": []}},
    {"fault": DOWN, "match": {"headers": {}}},
    {"fault": DOWN, "operation": ""},
]
IMPOSSIBLE = [
    ({"fault": "dify.dataset_name_duplicated"}, "dify.dataset_name_duplicate"),
    ({"fault": "nonsense of the kind"}, "no refusal"),
    ({"fault": DOWN, "operation": "dify.datasets.create_datasets"}, CREATE),
    ({"fault": DOWN, "operation": "admin.*"}, "no operation"),
    ({"fault": DOWN, "operation": "dify.workspace.get_health"}, "no operation"),
    ({"fault": "ragflow.server_error", "operation": CREATE}, "the product"),
    ({"fault": "dify.server_error", "operation": "ragflow.*"}, "ragflow.server_error"),
    ({"fault": "dify.internal_error", "operation": "ragflow.*"}, "the product"),
    ({"fault": DOWN, "until": "tomorrow"}, "tomorrow"),
    ({"fault": DOWN, "until": "2026-01-01T00:00:00"}, "no time"),
    ({"fault": DOWN, "until": "999999999d"}, "no time of a world"),
    ({"fault": DOWN, "until": "0001-01-01T00:00:00+08:00"}, "no time of a world"),
    ({"fault": DOWN, "until": "1969-12-31T23:59:59Z"}, "no time of a world"),
    ({"fault": DOWN, "until": "2026-02-31T00:00:00Z"}, "no time"),
    ({"fault": {"delay": {"uniform": ["2s", "1s"]}}}, "from 2s to 1s"),
    ({"fault": {"delay": {"fixed": "11m"}}}, "10 minutes"),
    ({"fault": {"delay": {"dribble": {"chunks": 2, "over": "1d"}}}}, "10 minutes"),
    ({"fault": {"refusal": "dify.nothing_at_all", "delay": {"fixed": "1s"}}}, "no refusal"),
    ({"fault": {"connection": "EMPTY_RESPONSE", "delay": PIECES}}, "in pieces"),
    ({"fault": "CONNECTION_RESET_BY_PER"}, "CONNECTION_RESET_BY_PEER"),
    ({"fault": {"status": 204, "body": "a"}}, "no body"),
    ({"fault": {"status": 503, "headers": {"Content-Length": "1"}}}, "Content-Length"),
    ({"fault": {"status": 503, "headers": {"a b": "1"}}}, "a b"),
]


@pytest.mark.parametrize("said", MALFORMED, ids=json.dumps)
def test_what_does_not_fit_makes_no_fault(world, said):
    refused = world.admin.post("/faults", json=said)

    assert (refused.status_code, refused.json()["code"]) == (400, "malformed")
    assert faults(world) == []


@pytest.mark.parametrize(("said", "told"), IMPOSSIBLE, ids=json.dumps)
def test_what_can_be_no_fault_is_refused_with_what_is_near(world, said, told):
    refused = world.admin.post("/faults", json=said)

    assert (refused.status_code, refused.json()["code"]) == (400, "impossible_fault")
    assert told in refused.json()["message"]
    assert faults(world) == []
    assert fails(world, 1) == "+"


def test_a_world_has_so_many_faults_and_no_more(world):
    for _ in range(1000):
        plan(world, operation=CREATE)

    assert world.admin.post("/faults", json={"fault": DOWN}).json()["code"] == "limit_reached"
    assert len(faults(world)) == 1000
