"""A reset takes a world back to what it was when it was made."""

import pytest


@pytest.fixture
def put(world):
    """Give a function that makes or changes the world."""

    def put(**spec):
        return world.admin.put(f"/worlds/{world.name}", json=spec).raise_for_status().json()

    return put


def reset(world, **body):
    return world.admin.post("/reset", json=body).raise_for_status().json()


def names(world):
    return [each["name"] for each in world.dify.get("/datasets").json()["data"]]


def test_what_was_made_is_gone_and_what_was_there_is_back(world, put):
    put(fixture="demo")
    documents = world.admin.get("/documents").json()
    before = names(world)
    dataset = world.dify.get("/datasets").json()["data"][0]["id"]
    world.dify.delete(f"/datasets/{dataset}").raise_for_status()
    world.dify.post("/datasets", json={"name": "Made"}).raise_for_status()
    answer = reset(world)

    assert names(world) == before
    assert world.admin.get("/documents").json() == documents
    assert answer == world.admin.get(f"/worlds/{world.name}").json() | {"clock": answer["clock"]}


def test_the_same_ids_are_given_again(world, put):
    put(fixture="demo")
    made = []
    for _ in range(2):
        made.append(world.dify.post("/datasets", json={"name": "a"}).json()["id"])
        reset(world)

    assert made[0] == made[1]


def test_settings_are_as_they_were_when_the_world_was_made(world, put):
    made = put(progression="manual", upload_limit=5)
    put(progression="time", upload_limit=6, embedding_provider="off", requests_per_minute=0)
    world.admin.post("/presets", json={"name": "*", "stage": "waiting"})
    after = reset(world)
    del made["clock"], after["clock"]

    assert after == made
    assert world.admin.get("/presets").json()["data"] == []


def test_what_a_world_was_made_anew_from_is_what_a_reset_goes_back_to(world, put):
    put(fixture="demo")
    put(fixture="empty", seed="other", progression="time")
    world.dify.post("/datasets", json={"name": "Made"})
    after = reset(world)

    assert (after["fixture"], after["seed"], after["progression"]) == ("empty", "other", "time")
    assert names(world) == []


def test_canned_answers_are_gone(world, put):
    put(fixture="demo")
    dataset = world.dify.get("/datasets").json()["data"][0]["id"]
    path = f"/datasets/{dataset}/answers"
    world.admin.post(path, json={"chunks": []}).raise_for_status()
    reset(world)

    assert world.admin.get(path).json() == {"data": []}


def test_requests_are_counted_from_the_start(world, put):
    put(requests_per_minute=1)
    codes = []
    for _ in range(2):
        codes.append(world.dify.post("/datasets", json={"name": "a"}).status_code)
        codes.append(world.dify.post("/datasets", json={"name": "b"}).status_code)
        reset(world)

    assert codes == [200, 403, 200, 403]


def test_the_clock_keeps_its_time_unless_it_is_to_be_real_again(world):
    world.admin.post("/clock", json={"freeze": True})
    world.admin.post("/clock", json={"speed": 10})
    told = world.admin.post("/clock", json={"set": "2020-01-01T00:00:00Z"}).json()
    kept, real = reset(world)["clock"], reset(world, clock=True)["clock"]

    assert kept == told
    assert (real["frozen"], real["speed"]) == (False, 1)
    assert real["seconds"] > kept["seconds"]


def test_a_reset_without_a_body_is_one(world):
    world.dify.post("/datasets", json={"name": "Made"})

    assert world.admin.post("/reset").status_code == 200
    assert names(world) == []


def test_other_worlds_stay_as_they_are(world):
    other = world.server.world("other")
    other.dify.post("/datasets", json={"name": "Theirs"})
    reset(world)

    assert names(other) == ["Theirs"]


def test_a_world_that_nobody_opened_can_be_reset(world):
    assert reset(world)["name"] == world.name
