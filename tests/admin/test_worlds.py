"""Worlds are made, shown, changed and ended."""

import pytest

from ragmock.fake import Fake

from .inside import client_of

SHOWN = {
    "fixture": "empty",
    "progression": "immediate",
    "upload_limit": 15 * 1024 * 1024,
    "embedding_provider": "on",
    "requests_per_minute": None,
    "datasets": 0,
    "documents": 0,
    "chunks": 0,
}


@pytest.fixture
def put(world):
    """Give a function that makes or changes the world."""

    def put(**spec):
        return world.admin.put(f"/worlds/{world.name}", json=spec)

    return put


@pytest.fixture
def shown(world):
    """Give a function that shows the world without its clock."""

    def shown():
        told = world.admin.get(f"/worlds/{world.name}").raise_for_status().json()
        return {name: value for name, value in told.items() if name != "clock"}

    return shown


def ids(world):
    return [each["id"] for each in world.admin.get("/documents").json()["data"]]


# ---------------------------------------------------------------------- making and showing
def test_a_world_is_made_once_and_then_changed(world, put, shown):
    made, changed = put(progression="manual"), put(upload_limit=7)

    assert (made.status_code, changed.status_code) == (201, 200)
    assert shown() == SHOWN | {
        "name": world.name,
        "seed": world.name,
        "progression": "manual",
        "upload_limit": 7,
    }


def test_a_world_that_its_key_opened_is_there(world, put):
    world.dify.get("/datasets").raise_for_status()

    assert put().status_code == 200


def test_nobody_has_opened_a_world_by_asking_for_it(world):
    assert world.admin.get(f"/worlds/{world.name}").status_code == 404


def test_a_world_counts_what_it_holds(world, put, shown):
    put(fixture="busy")
    documents = world.admin.get("/documents").json()["data"]

    assert shown()["documents"] == len(documents) > 0
    assert shown()["chunks"] == sum(each["total_chunks"] for each in documents) > 0
    assert shown()["datasets"] >= len(world.dify.get("/datasets").json()["data"]) > 0


def test_the_worlds_are_listed_page_by_page():
    fake = Fake("empty")
    for name in "abc":
        fake.worlds.open(name)
    with client_of(fake) as client:
        pages = [
            client.get("/__admin/worlds", params={"limit": 2, "page": page}).json()
            for page in (1, 2, 3)
        ]

    assert [[each["name"] for each in page["data"]] for page in pages] == [["a", "b"], ["c"], []]
    assert [page["has_more"] for page in pages] == [True, False, False]
    assert {page["total"] for page in pages} == {3}


def test_the_worlds_are_listed(world, put):
    made = put().json()
    listed = world.admin.get("/worlds").json()["data"]
    names = [each["name"] for each in listed]

    assert made["name"] in names
    assert len(names) == len(set(names))
    assert listed[names.index(world.name)].keys() == made.keys()


def test_a_world_shows_its_clock(world, put):
    world.admin.post("/clock", json={"freeze": True})

    assert put().json()["clock"] == world.admin.get("/clock").json()


# ---------------------------------------------------------------------- changing
def test_settings_change_a_world_as_it_is(world, put):
    put(fixture="busy")
    before = ids(world)
    put(progression="manual", embedding_provider="off", requests_per_minute=1)
    refused = [world.dify.post("/datasets", json={"name": name}) for name in "ab"]

    assert ids(world) == before
    assert [each.status_code for each in refused] == [200, 403]
    assert refused[1].headers["X-Ragmock-Refusal"] == "dify.rate_limit_reached"


def test_a_limit_is_taken_away(world, put):
    put(requests_per_minute=0)
    put(requests_per_minute=None)

    assert world.dify.post("/datasets", json={"name": "a"}).status_code == 200


def test_the_minute_of_a_limit_is_that_of_the_worlds_clock(world, put):
    put(requests_per_minute=1)
    world.admin.post("/clock", json={"freeze": True})
    codes = []
    for wait in ("0s", "59s", "59s", "61s"):
        world.admin.post("/clock", json={"advance": wait})
        codes.append(world.ragflow.post("/dataset", json={"name": "a"}).json()["code"])
        assert world.ragflow.get("/dataset").json()["code"] == 0

    assert codes == [0, 103, 103, 0]  # a refused one counts


def test_an_upload_limit_is_heeded(world, put):
    dataset = world.dify.post("/datasets", json={"name": "a"}).json()["id"]
    put(upload_limit=3)
    files = {"file": ("a.txt", b"text"), "data": (None, '{"indexing_technique": "economy"}')}
    refused = world.dify.post(f"/datasets/{dataset}/document/create-by-file", files=files)

    assert refused.status_code == 413


@pytest.mark.parametrize("provider", ["off", "used_up"])
def test_an_embedding_provider_is_switched_off(world, put, provider):
    put(embedding_provider=provider)
    made = {"name": "a", "indexing_technique": "high_quality"}

    assert world.dify.post("/datasets", json=made).status_code == 400


def test_another_fixture_makes_a_world_anew_at_the_time_of_its_clock(world, put, shown):
    world.admin.post("/clock", json={"freeze": True})
    now = world.admin.post("/clock", json={"set": "2026-01-01T00:00:00Z"}).json()
    world.dify.post("/datasets", json={"name": "Gone"})
    put(progression="manual")
    anew = put(fixture="demo")
    names = [each["name"] for each in world.dify.get("/datasets").json()["data"]]

    assert anew.status_code == 200
    assert "Gone" not in names
    assert (shown()["fixture"], shown()["progression"]) == ("demo", "immediate")
    assert world.admin.get("/clock").json()["now"] == now["now"]
    assert world.dify.get("/datasets").json()["data"][0]["created_at"] == 1_767_225_600


def test_the_same_fixture_and_seed_change_nothing(world, put):
    put(fixture="demo", seed="s")
    world.dify.post("/datasets", json={"name": "Stays"})
    put(fixture="demo", seed="s", progression="time")

    assert world.dify.get("/datasets").json()["data"][0]["name"] == "Stays"


def test_the_same_seed_and_the_same_calls_give_the_same_ids(world, put):
    made = []
    for seed in ("one", "two", "one"):
        put(fixture="demo", seed=seed)
        made.append((ids(world), world.dify.post("/datasets", json={"name": "a"}).json()["id"]))
    other = world.server.world("other")
    other.admin.put(f"/worlds/{other.name}", json={"fixture": "demo", "seed": "one"})

    assert made[0] == made[2]
    assert set(made[0][0]).isdisjoint(made[1][0])
    assert ids(other) == made[0][0]


def test_with_a_frozen_clock_the_same_seed_and_calls_give_the_same_bytes(world):
    said = []
    for each in (world, world.server.world("other")):
        each.admin.post("/clock", json={"freeze": True})
        each.admin.post("/clock", json={"set": "2026-01-01T00:00:00Z"})
        spec = {"fixture": "demo", "seed": "one", "progression": "time"}
        each.admin.put(f"/worlds/{each.name}", json=spec)
        dataset = each.dify.get("/datasets").json()["data"][0]["id"]
        text = {"name": "a.txt", "text": "A text.", "indexing_technique": "economy"}
        answers = [each.dify.post(f"/datasets/{dataset}/document/create-by-text", json=text)]
        each.admin.post("/clock", json={"advance": "next"})
        answers += [
            each.dify.get("/datasets"),
            each.dify.get(f"/datasets/{dataset}/documents"),
            each.ragflow.post("/dataset", json={"name": "kb"}),
            each.ragflow.get("/dataset"),
            each.admin.get("/documents"),
        ]
        said.append([answer.raise_for_status().content for answer in answers])

    assert said[0] == said[1]


def test_an_unknown_fixture_changes_nothing_and_names_those_there_are(world, put, shown):
    put(fixture="busy")
    before, held = shown(), ids(world)
    refused = put(fixture="full", progression="manual", seed="other")

    assert refused.json()["message"].startswith("There is no fixture full; there are empty, busy, ")
    assert (shown(), ids(world)) == (before, held)


def test_the_fixture_of_the_server_is_known_by_its_name(manual):
    world = manual.world
    other = world.admin.put(f"/worlds/{world.name}", json={"fixture": "demo"}).json()
    back = world.admin.put(f"/worlds/{world.name}", json={"fixture": "manual"}).json()

    assert (other["fixture"], other["progression"]) == ("demo", "immediate")
    assert (back["fixture"], back["progression"]) == ("manual", "manual")


def test_a_file_of_a_shipped_name_goes_before_what_ships(tmp_path):
    own = tmp_path / "busy.yaml"
    own.write_text("about: not that one")
    fake = Fake(str(own))
    world = fake.worlds.put("a", {"fixture": "busy"})

    assert [base.state.document_count for base in world.bases.values()] == [0, 0, 0]


# ---------------------------------------------------------------------- ending
def test_a_world_ends_and_its_key_makes_a_fresh_one(world, put):
    put(fixture="busy", seed="other")
    world.admin.post("/presets", json={"name": "*", "stage": "waiting"})
    ended = [world.admin.delete(f"/worlds/{world.name}").json() for _ in range(2)]

    assert ended == [{"deleted": 1}, {"deleted": 0}]
    assert world.admin.get(f"/worlds/{world.name}").status_code == 404
    assert world.dify.get("/datasets").json()["data"] == []
    assert world.admin.get("/presets").json()["data"] == []
    assert world.admin.get(f"/worlds/{world.name}").json()["seed"] == world.name
