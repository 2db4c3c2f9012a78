"""What worlds hold from the start."""

import re

import pytest
import yaml

from ragmock import contract
from ragmock.domain.clock import Clock
from ragmock.domain.lifecycle import Stage
from ragmock.domain.progression import Progression
from ragmock.fixture.reading import load
from ragmock.fixture.shipped import FOLDER, names
from ragmock.world import World, providers

KNOWN = providers(contract.load().providers)
NOON = Clock(lambda: 1_700_000_000.0)

in_demo, in_busy, in_limits, in_no_model, in_recorded, in_empty = (
    pytest.mark.parametrize("world", [name], indirect=True)
    for name in ("demo", "busy", "limits", "no-model", "recorded", "empty")
)


def filled(loaded, name="world"):
    """Make a world at noon, and fill it."""
    world = World.empty(name, KNOWN, NOON)
    loaded.fill(world)
    return world


def states(world):
    return {name: base.state for name, base in world.bases.items()}


def datasets(world):
    return {each["name"]: each for each in world.dify.get("/datasets").json()["data"]}


def documents(world, dataset):
    listed = world.dify.get(f"/datasets/{datasets(world)[dataset]['id']}/documents?limit=100")
    return {each["name"]: each for each in listed.json()["data"]}


def refused(answer):
    return answer.status_code, answer.json()["code"]


# ---------------------------------------------------------------------- those that are shipped
def test_the_readme_lists_the_fixtures_that_are_shipped():
    told = re.findall(
        r"^\| `([a-z-]+)` \|", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE
    )

    assert sorted(told) == names()


@pytest.mark.parametrize("name", names())
def test_a_shipped_fixture_fills_a_world(name):
    loaded = load(name)

    world = filled(loaded)

    assert world.bases.keys() == {"dify", "ragflow", "data"}
    assert loaded.name == name


@pytest.mark.parametrize("name", names())
def test_a_fixture_fills_worlds_of_one_name_with_the_same_ids(name):
    loaded = load(name)

    assert states(filled(loaded, "one")) == states(filled(load(name), "one"))


def test_worlds_of_two_names_have_other_ids():
    loaded = load("demo")

    one, other = (
        {
            id_
            for each in filled(loaded, name).bases["dify"].state.documents.values()
            for id_ in each
        }
        for name in ("one", "other")
    )
    assert len(one) == len(other) == 3
    assert one & other == set()


def test_no_two_worlds_of_a_fixture_share_state():
    loaded = load("demo")
    one, other, untouched = filled(loaded), filled(loaded), filled(loaded)

    base = one.bases["dify"]
    for dataset in list(base.state.datasets):
        for document in base.documents.newest(dataset):
            for chunk in base.chunks.of(document):
                base.chunks.delete(base.documents.get(dataset, document.id), chunk)
        for field in base.metadata.fields(dataset):
            base.metadata.delete(dataset, field.id)
        base.datasets.change(dataset, name="changed")
    for each in ("ragflow", "data"):
        for dataset in list(one.bases[each].state.datasets):
            one.bases[each].datasets.delete(dataset)
    one.settings.upload_limit = 0

    assert states(one) != states(untouched)
    assert states(other) == states(untouched)
    assert other.settings == untouched.settings
    assert other.ids.drawn == untouched.ids.drawn


@in_demo
def test_no_two_keys_of_a_server_share_a_fixture(world):
    other = world.server.world()
    before = datasets(other)

    for each in datasets(world).values():
        world.dify.delete(f"/datasets/{each['id']}")

    assert datasets(world) == {}
    assert datasets(other) == before != {}


# ---------------------------------------------------------------------- what they hold
@in_demo
def test_demo_holds_a_little_of_everything(world):
    held = datasets(world)

    techniques = {name: each["indexing_technique"] for name, each in held.items()}
    counts = {name: each["document_count"] for name, each in held.items()}
    states_ = {each["indexing_status"] for name in held for each in documents(world, name).values()}
    assert techniques == {"Handbook": "economy", "Research": "high_quality", "Empty": None}
    assert counts == {"Handbook": 2, "Research": 1, "Empty": 0}
    assert states_ == {"completed"}


@in_demo
def test_demo_holds_metadata_and_a_segment_with_keywords_of_its_own(world):
    path = f"/datasets/{datasets(world)['Handbook']['id']}"
    fields = world.dify.get(f"{path}/metadata").json()["doc_metadata"]
    faq = documents(world, "Handbook")["faq.txt"]["id"]
    segments = world.dify.get(f"{path}/documents/{faq}/segments").json()["data"]

    assert {each["name"]: each["count"] for each in fields} == {"author": 1, "year": 1}
    assert [len(segments), segments[-1]["keywords"]] == [4, ["birds", "sky"]]


@in_demo
@pytest.mark.parametrize(
    ("dataset", "query", "found"),
    [
        ("Handbook", "carnivorous mammals", "Cats are small carnivorous mammals."),
        ("Handbook", "知识库", "知识库可以上传文档，然后检索。"),
        ("Research", "hybrid search", "Hybrid search weighs both."),
    ],
)
def test_demo_can_be_searched(world, dataset, query, found):
    path = f"/datasets/{datasets(world)[dataset]['id']}/retrieve"

    records = world.dify.post(path, json={"query": query}).json()["records"]

    assert found in records[0]["segment"]["content"]


@in_demo
def test_demo_holds_datasets_of_ragflow_and_the_item_that_a_document_prints(world):
    listed = world.ragflow.get("/dataset").json()["data"]
    item = world.data.get("/data", params={"id": 123}).json()["data"]
    next_item = world.data.post("/data", json={"name": "next"}).json()["data"]

    assert [each["name"] for each in listed] == ["kb1", "dataset3"]
    assert item == {"id": 123, "name": "Example Data", "description": "This is a sample response."}
    assert next_item["id"] == 124


@in_busy
def test_busy_holds_a_document_at_every_stage_one_failed_one_archived_and_one_disabled(world):
    held = documents(world, "Busy")

    statuses = {name.removesuffix(".txt"): each["indexing_status"] for name, each in held.items()}
    at_a_stage = {each.value for each in Stage} - {"error"}
    others = {"failed": "error", "archived": "completed", "disabled": "completed"}
    assert statuses == {each: each for each in at_a_stage} | others
    assert [name for name, each in held.items() if each["archived"]] == ["archived.txt"]
    assert [name for name, each in held.items() if not each["enabled"]] == ["disabled.txt"]
    assert held["failed.txt"]["error"] == "failed.txt: the file is damaged"


@in_busy
def test_busy_holds_a_dataset_never_indexed(world):
    path = f"/datasets/{datasets(world)['Never indexed']['id']}/retrieve"

    assert refused(world.dify.post(path, json={"query": "x"})) == (400, "dataset_not_initialized")


@in_busy
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("archived.txt", (403, "archived_document_immutable")),
        ("waiting.txt", (400, "document_indexing")),
        ("paused.txt", (400, "document_indexing")),
    ],
)
def test_busy_refuses_edits(world, name, expected):
    document = documents(world, "Busy")[name]["id"]
    path = f"/datasets/{datasets(world)['Busy']['id']}/documents/{document}"

    assert refused(world.dify.delete(path)) == expected


def of_high_quality(world):
    body = {"name": "High", "indexing_technique": "high_quality"}
    return refused(world.dify.post("/datasets", json=body))


def upload(world, size):
    dataset = datasets(world)["Keywords"]["id"]
    return world.dify.post(
        f"/datasets/{dataset}/document/create-by-file",
        files={"file": ("a.txt", b"a" * size)},
        data={"data": '{"indexing_technique": "economy"}'},
    )


@in_limits
def test_limits_has_the_quota_used_up_and_takes_files_of_1_kb(world):
    assert of_high_quality(world) == (400, "provider_quota_exceeded")
    assert upload(world, 1024).status_code == 200
    assert refused(upload(world, 1025)) == (413, "file_too_large")


def test_limits_has_no_provider_at_all_in_the_world_off(server_for):
    world = server_for("limits").world("off")

    assert of_high_quality(world) == (400, "provider_not_initialize")
    assert refused(upload(world, 1025)) == (413, "file_too_large")


@in_no_model
def test_no_model_has_the_provider_off(world):
    assert of_high_quality(world) == (400, "provider_not_initialize")


@in_recorded
def test_recorded_is_empty_and_has_the_provider_off(world):
    assert datasets(world) == {}
    assert world.ragflow.get("/dataset").json()["data"] == []
    assert of_high_quality(world) == (400, "provider_not_initialize")


@in_empty
def test_empty_holds_nothing_and_has_the_provider_on(world):
    body = {"name": "High", "indexing_technique": "high_quality"}

    assert datasets(world) == {}
    assert world.ragflow.get("/dataset").json()["data"] == []
    assert world.data.get("/data", params={"id": 123}).status_code == 404
    assert world.dify.post("/datasets", json=body).status_code == 200


def test_the_documents_of_a_fixture_are_indexed_whatever_the_progression():
    world = World.empty("world", KNOWN, NOON)

    load("demo").fill(world, Progression.TIME)

    base = world.bases["dify"]
    held = [each for rows in base.state.documents.values() for each in rows.values()]
    assert {base.documents.stage(each) for each in held} == {Stage.COMPLETED}
    assert world.settings.progression is Progression.TIME


def test_the_schema_of_fixtures_describes_every_setting_that_a_shipped_one_makes():
    known = yaml.safe_load((FOLDER / "schema.yaml").read_text("utf-8"))["properties"]["settings"]

    made = {key for name in names() for key in load(name).content.get("settings", {})}
    assert made <= known["properties"].keys()


def test_a_document_may_have_failed_when_a_share_of_it_was_indexed(tmp_path):
    lines = "".join(f"          {'x' * 49}{number}\n" for number in range(10))
    path = tmp_path / "failed.yaml"
    path.write_text(
        "about: x\ndify:\n  datasets:\n    - name: A\n      documents:\n"
        "      - name: a.txt\n        stage: error\n        share: 0.6\n"
        '        cut: {size: 50, separator: "\\n"}\n'
        f"        text: |\n{lines}",
        encoding="utf-8",
    )

    base = filled(load(str(path))).bases["dify"]

    (dataset,) = base.datasets.newest()
    (document,) = base.documents.newest(dataset.id)
    chunks = base.chunks.of(document)
    assert base.documents.stage(document) is Stage.ERROR
    assert [base.chunks.is_completed(document, each) for each in chunks] == [True] * 6 + [False] * 4
    assert base.documents.error(document) == "a.txt: failed when 60 % was indexed"


def test_a_fixture_may_say_how_many_requests_a_world_takes(tmp_path):
    file = tmp_path / "limited.yaml"
    file.write_text("about: a test\nsettings: {requests_per_minute: 3}\n")

    assert filled(load(str(file))).settings.requests_per_minute == 3
