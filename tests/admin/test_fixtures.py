"""Fixtures are listed, loaded into a world that runs, and written from what it holds."""

import pytest
import yaml

from ragmock.fixture.shipped import names as shipped

HANDBOOK = {
    "name": "Handbook",
    "technique": "keywords",
    "documents": [{"name": "faq.txt", "text": "Cats are small."}],
}


@pytest.fixture
def load(world):
    """Give a function that loads something into the world."""
    return lambda **said: world.admin.post("/load", json=said)


def names(world):
    return [each["name"] for each in world.dify.get("/datasets").json()["data"]]


def export(world):
    answer = world.admin.get("/export").raise_for_status()

    assert answer.headers["Content-Type"] == "application/yaml"

    return yaml.safe_load(answer.text)


# ---------------------------------------------------------------------- listing and loading
def test_the_fixtures_are_listed_the_server_s_own_first(world):
    listed = world.admin.get("/fixtures").json()["data"]

    assert listed[0]["name"] == "empty"
    assert sorted(each["name"] for each in listed) == shipped()
    assert {each["name"]: each["states"] for each in listed}["demo"][0] == "no datasets"
    assert all(each["about"] for each in listed)


def test_a_fixture_is_added_to_what_is_there(world, load):
    world.dify.post("/datasets", json={"name": "Mine"}).raise_for_status()
    shown = load(fixture="busy").raise_for_status().json()

    assert names(world)[-1] == "Mine"
    assert len(names(world)) > 1
    assert shown["documents"] > 0


def load_yaml(world, text):
    return world.admin.post("/load", content=text, headers={"Content-Type": "application/yaml"})


def test_what_a_world_holds_is_loaded_into_another_as_it_was_written(world, load):
    load(fixture="demo").raise_for_status()
    other = world.server.world("other")
    load_yaml(other, world.admin.get("/export").content).raise_for_status()

    assert names(other) == names(world)
    assert export(other)["dify"] == export(world)["dify"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("dify: [1\nragflow: 2", "line 2: while parsing a flow sequence"),
        ("dify: {}\ndify: {}", "line 2: the key dify stands here a second time"),
        ("1: {}", "line 1: only a text can be a key"),
        ("about: !!binary aGk=", "not as plain as JSON"),
        ("about: !!timestamp soon", "not as plain as JSON"),
        ("about: !!python/none x", "line 1: could not determine a constructor"),
        ("about: &a [*a]", ""),
        ("settings: {stage_seconds: .nan}", "not JSON compliant"),
        ("about: \x01", "control characters are not allowed"),
        ("about: \udce9".encode("utf-8", "surrogateescape"), "it is not UTF-8"),
    ],
)
def test_yaml_that_says_no_fixture_is_refused_with_its_place(world, text, why):
    refused = load_yaml(world, text)

    assert refused.status_code == 400
    assert refused.json()["code"] in ("unreadable_body", "malformed")
    assert why in refused.json()["message"]


@pytest.mark.parametrize(
    "text",
    [
        "a0: &a0 [1]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 64)),
        f"a: &a {'x' * 500_000}\nb: [{'*a, ' * 100}]",
    ],
    ids=["lists", "texts"],
)
def test_yaml_that_unfolds_to_too_much_is_refused(world, text):
    refused = load_yaml(world, text)

    assert refused.json()["message"] == "The body cannot be read: its aliases unfold to too much."


def test_yaml_is_taken_up_to_a_megabyte(world):
    refused = load_yaml(world, "about: " + "x" * 1024 * 1024)

    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")


def test_a_fixture_is_said_in_the_call(world, load):
    load(dify={"datasets": [HANDBOOK]}, data={"items": [{"id": 5, "name": "a"}]}).raise_for_status()
    document = world.admin.get("/documents").json()["data"][0]

    assert names(world) == ["Handbook"]
    assert (document["name"], document["stage"]) == ("faq.txt", "completed")
    assert world.data.get("/data", params={"id": 5}).json()["data"]["name"] == "a"


def test_what_is_loaded_is_indexed_at_once_and_what_comes_later_as_the_world_is_set(world, load):
    world.admin.put(f"/worlds/{world.name}", json={"progression": "manual"}).raise_for_status()
    world.admin.post("/presets", json={"name": "*", "stage": "waiting"}).raise_for_status()
    shown = load(dify={"datasets": [HANDBOOK]}).raise_for_status().json()

    assert world.admin.get("/documents").json()["data"][0]["stage"] == "completed"
    assert shown["progression"] == "manual"
    assert len(world.admin.get("/presets").json()["data"]) == 1


def test_settings_are_taken_where_there_are_some(world, load):
    before = world.admin.put(f"/worlds/{world.name}", json={"upload_limit": 9}).json()
    after = load(settings={"embedding_provider": "off"}).raise_for_status().json()
    changed = {name for name in after if after[name] != before[name]} - {"clock"}

    assert changed == {"embedding_provider"}


def test_a_reset_still_goes_back_to_what_the_world_was_made_from(world, load):
    load(dify={"datasets": [HANDBOOK]}).raise_for_status()
    world.admin.post("/reset").raise_for_status()

    assert names(world) == []


def test_faults_and_counted_requests_stay(world, load):
    world.admin.post("/faults", json={"fault": {"status": 503}}).raise_for_status()
    load(dify={"datasets": [HANDBOOK]}).raise_for_status()

    assert world.dify.get("/datasets").status_code == 503


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"dify": {"datasets": [{}]}}, "dify/datasets/0/name: is required"),
        ({"dify": {"datasets": [HANDBOOK, HANDBOOK]}}, "dify/datasets/1: "),
        ({"dify": {"datasets": [{**HANDBOOK, "colour": 1}]}}, "dify/datasets/0/colour: knows no"),
        ({"settings": {"progression": "never"}}, "settings/progression: must be one of"),
        ({"data": {"items": [{"id": 0, "name": "a"}]}}, "data/items/0/id: minimum is 1"),
        (
            {"dify": {"datasets": [{"name": "A", "documents": [{"name": "a", "base64": "&"}]}]}},
            "dify/datasets/0/documents/0/base64: ",
        ),
    ],
)
def test_what_cannot_be_added_is_refused_with_its_place_and_nothing_is_loaded(
    world, load, said, told
):
    before = load(ragmock="x").status_code, names(world)
    refused = load(**{"ragflow": {"datasets": [{"name": "kb"}]}, **said})

    assert before == (400, [])
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_fixture")
    assert refused.headers["X-Ragmock-Diagnosis"].startswith(told)
    assert (names(world), world.ragflow.get("/dataset").json()["data"]) == ([], [])


def test_an_unknown_fixture_is_refused_with_those_that_there_are(load):
    refused = load(fixture="/etc/passwd")

    assert refused.json()["code"] == "no_such_fixture"
    assert "busy" in refused.headers["X-Ragmock-Diagnosis"]


# ---------------------------------------------------------------------- writing
def test_a_world_is_written_as_a_fixture_for_people(world, load):
    load(dify={"datasets": [HANDBOOK]}).raise_for_status()
    dataset = world.dify.get("/datasets").json()["data"][0]["id"]

    assert export(world) == {
        "about": f"What the world {world.name} held.",
        "settings": {
            "embedding_provider": "on",
            "progression": "immediate",
            "upload_limit": 15728640,
        },
        "dify": {
            "datasets": [{"id": dataset, "description": None, "permission": "only_me", **HANDBOOK}]
        },
    }


def test_lines_of_a_text_are_lines_of_the_fixture(world, load):
    document = {"name": "a.txt", "text": "one\ntwo\n"}
    load(dify={"datasets": [{"name": "A", "documents": [document]}]}).raise_for_status()
    text = world.admin.get("/export").text

    assert "      text: |\n        one\n        two\n" in text


@pytest.mark.parametrize("name", shipped())
def test_what_is_written_of_a_shipped_fixture_makes_the_same_again(world, name):
    world.admin.put(f"/worlds/{world.name}", json={"fixture": name}).raise_for_status()
    written = export(world)
    world.admin.put(f"/worlds/{world.name}", json={"fixture": "empty"}).raise_for_status()
    world.admin.post("/load", json=written).raise_for_status()

    assert export(world) == written
