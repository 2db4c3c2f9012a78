"""States that a fixture defines by a sentence, brought about as Pact's verifiers ask."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from ..conftest import serve  # noqa: TID252 - tests are no package

FIXTURE = """
about: For Pact.
dify:
  datasets: [{name: Own}]
states:
  "the dataset ${name} is there":
    dify: {datasets: [{name: "${name}"}]}
  "the dataset ${name} is there too":
    keep: true
    params: {name: Other}
    dify: {datasets: [{name: "${name}"}]}
  "${count} requests a minute":
    params: {count: 7}
    settings: {requests_per_minute: "${count}"}
  "nothing at New Year":
    fixture: empty
    clock: [{freeze: true}, {set: "2026-01-01T00:00:00Z"}]
  "uploads fail, and then creating":
    presets: [{name: "*", stage: error, reason: told to}]
    faults: [{operation: "dify.datasets.create_*", fault: dify.dataset_name_duplicate}]
  "half of it is wrong":
    clock: [{set: "2026-01-01T00:00:00Z"}]
    dify: {datasets: [{name: New}]}
    faults: [{fault: dify.no}]
  "a preset is wrong":
    presets: [{name: a}]
  "a clock is wrong":
    clock: [{freeze: 1}]
"""


@pytest.fixture(scope="module")
def pact(tmp_path_factory):
    room = tmp_path_factory.mktemp("pact")
    (room / "pact.yaml").write_text(FIXTURE, encoding="utf-8")
    with serve(str(room / "pact.yaml"), room) as server:
        yield server


@pytest.fixture
def world(pact, request):
    return pact.world(request.node.name.partition("[")[0][:50])


def ask(world, state, **more):
    return world.admin.post("/provider-states", json={"state": state, **more})


def names(world):
    return [each["name"] for each in world.dify.get("/datasets").json()["data"]]


def test_a_state_begins_from_what_the_world_was_made_from(world):
    world.dify.post("/datasets", json={"name": "Mine"}).raise_for_status()
    ask(world, "the dataset ${name} is there", params={"name": "A"}).raise_for_status()

    assert names(world) == ["A", "Own"]


def test_a_state_that_keeps_what_is_there_adds_to_it(world):
    ask(world, "the dataset ${name} is there", params={"name": "A"}).raise_for_status()
    ask(world, "the dataset ${name} is there too").raise_for_status()

    assert names(world) == ["Other", "A", "Own"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/load", {"dify": {"datasets": [{"name": "Other"}]}}),
        ("/provider-states", {"state": "the dataset ${name} is there too"}),
    ],
)
def test_what_is_added_to_a_world_costs_no_request_that_is_under_way(world, path, said):
    slow = {"fault": {"delay": {"fixed": "200ms"}}, "times": 1}
    world.admin.post("/faults", json=slow).raise_for_status()
    with ThreadPoolExecutor() as pool:
        under_way = pool.submit(world.dify.post, "/datasets", json={"name": "Mine"})
        while not world.admin.get("/faults").json()["data"][0]["fired"]:
            pass
        world.admin.post(path, json=said).raise_for_status()

    assert under_way.result().status_code == 200
    assert names(world) == ["Mine", "Other", "Own"]


def test_the_answer_has_what_is_injected(world):
    answer = ask(world, "the dataset ${name} is there too", params={"name": "B", "other": 1})

    assert answer.json() == {
        "name": "B",
        "other": 1,
        "world": world.name,
        "dify_key": world.dify_key,
        "ragflow_key": world.ragflow_key,
    }


def test_a_parameter_keeps_its_type(world):
    ask(world, "${count} requests a minute").raise_for_status()
    default = world.admin.get(f"/worlds/{world.name}").json()["requests_per_minute"]
    ask(world, "${count} requests a minute", params={"count": 3}).raise_for_status()

    assert default == 7
    assert world.admin.get(f"/worlds/{world.name}").json()["requests_per_minute"] == 3


def test_a_state_may_name_a_fixture_and_turn_the_clock(world):
    ask(world, "nothing at New Year").raise_for_status()
    clock = world.admin.get("/clock").json()

    assert names(world) == []
    assert (clock["now"], clock["frozen"]) == ("2026-01-01T00:00:00Z", True)


def test_a_state_plans_presets_and_faults(world):
    ask(world, "uploads fail, and then creating").raise_for_status()
    refused = world.dify.post("/datasets", json={"name": "New"})

    assert refused.json()["code"] == "dataset_name_duplicate"
    assert world.admin.get("/presets").json()["data"][0]["reason"] == "told to"


@pytest.mark.parametrize("state", ["", "the dataset ${name} is there too"])
def test_no_state_and_a_teardown_are_the_world_as_it_was_made(world, state):
    ask(world, "nothing at New Year").raise_for_status()
    answer = ask(world, state, **({"action": "teardown"} if state else {}))

    assert answer.status_code == 200
    assert names(world) == ["Own"]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("half of it is wrong", "no refusal has the name 'dify.no'"),
        ("a preset is wrong", "presets/stage: is required"),
        ("a clock is wrong", "clock/freeze: must be of type boolean"),
        ("the dataset ${name} is there", "the parameter name is missing"),
    ],
)
def test_a_state_that_cannot_be_leaves_the_world_as_it_was(world, state, told):
    world.dify.post("/datasets", json={"name": "Mine"}).raise_for_status()
    world.admin.post("/clock", json={"freeze": True}).raise_for_status()
    before = world.admin.get("/clock").json(), names(world)
    refused = ask(world, state)

    assert (refused.status_code, refused.json()["code"]) == (400, "bad_state")
    assert told in refused.headers["X-Ragmock-Diagnosis"]
    assert (world.admin.get("/clock").json(), names(world)) == before


def test_an_unknown_state_is_told_the_nearest(world):
    refused = ask(world, "nothing at new year")

    assert (refused.status_code, refused.json()["code"]) == (404, "no_such_state")
    assert refused.headers["X-Ragmock-Diagnosis"].endswith("did you mean 'nothing at New Year'?")


def test_what_else_a_verifier_says_is_not_looked_at(world):
    assert ask(world, "nothing at New Year", consumer="app", states=["x"]).status_code == 200


def test_the_states_of_the_world_s_own_fixture_are_known(world):
    world.admin.put(f"/worlds/{world.name}", json={"fixture": "demo"}).raise_for_status()
    ask(world, "no datasets").raise_for_status()

    assert names(world) == []
