"""A key opens a private world: which keys do, and what they share."""

from __future__ import annotations

import pytest

from ragmock.domain.clock import Clock
from ragmock.fake import Fake
from ragmock.world import World

LONGEST = "w" * 64

#: What is sent as Authorization to Dify, and the world that it opens.
OPENING = [
    ("Bearer dataset-forms", "forms"),
    ("bearer dataset-forms", "forms"),
    ("BEARER dataset-forms", "forms"),
    ("Bearer  dataset-forms", "forms"),
    ("Bearer dataset-forms  ", "forms"),
    ("Bearer dataset-forms.ro", "forms"),
    ("Bearer dataset-FORMS", "FORMS"),
    ("Bearer dataset-a", "a"),
    ("Bearer dataset-7", "7"),
    ("Bearer dataset-_-_", "_-_"),
    ("Bearer dataset--", "-"),
    ("Bearer dataset-dataset-a", "dataset-a"),
    (f"Bearer dataset-{LONGEST}", LONGEST),
    (f"Bearer dataset-{LONGEST}.ro", LONGEST),
]
REFUSED = [
    (f"Bearer dataset-{LONGEST}w", "dify.unknown_key"),
    (f"Bearer dataset-{LONGEST}w.ro", "dify.unknown_key"),
    ("Bearer dataset-", "dify.unknown_key"),
    ("Bearer dataset-.ro", "dify.unknown_key"),
    ("Bearer dataset-a.b", "dify.unknown_key"),
    ("Bearer dataset-a.rw", "dify.unknown_key"),
    ("Bearer dataset-a.RO", "dify.unknown_key"),
    ("Bearer dataset-a.ro.ro", "dify.unknown_key"),
    ("Bearer dataset-a b", "dify.unknown_key"),
    ("Bearer dataset- a", "dify.unknown_key"),
    ("Bearer dataset-a/b", "dify.unknown_key"),
    ("Bearer dataset-\xe9", "dify.unknown_key"),
    ("Bearer Dataset-a", "dify.unknown_key"),
    ("Bearer datasets-a", "dify.unknown_key"),
    ("Bearer ragflow-a", "dify.unknown_key"),
    ("Bearer a", "dify.unknown_key"),
    ("Bearer Bearer dataset-a", "dify.unknown_key"),
    ("Bearer dataset-a, Bearer dataset-b", "dify.unknown_key"),
    ("Bearer: dataset-a", "dify.wrong_scheme"),
    ("Basic dataset-a", "dify.wrong_scheme"),
    ("Bearer", "dify.no_authorization"),
    ("Bearer ", "dify.no_authorization"),
    ("Bearer\tdataset-a", "dify.no_authorization"),
    ("dataset-a", "dify.no_authorization"),
    ("", "dify.no_authorization"),
]


# ---------------------------------------------------------------------------- keys
@pytest.mark.parametrize(("authorization", "world"), OPENING)
def test_a_key_opens_the_world_that_it_names(inside, authorization, world):
    server = inside("empty")

    response = server.client(Authorization=authorization).get("/v1/datasets")

    assert response.status_code == 200
    assert world in server.fake.worlds.opened


@pytest.mark.parametrize(("authorization", "refusal"), REFUSED)
def test_another_key_opens_no_world(inside, authorization, refusal):
    server = inside("empty")
    before = set(server.fake.worlds.opened)
    header = {"Authorization": authorization.encode("latin-1")}

    response = server.client().get("/v1/datasets", headers=header)

    assert response.headers["X-Ragmock-Refusal"] == refusal
    assert set(server.fake.worlds.opened) == before


@pytest.mark.parametrize("path", ["/api/v1/dataset", "/v1/data?id=123"])
@pytest.mark.parametrize(
    ("key", "is_opened"),
    [("ragflow-forms", True), ("ragflow-forms.ro", True), ("dataset-forms", False)],
)
def test_ragflow_and_data_have_keys_of_their_own(inside, path, key, is_opened):
    response = inside("demo").client(Authorization=f"Bearer {key}").get(path)

    assert ("X-Ragmock-Refusal" not in response.headers) == is_opened


def test_of_two_keys_the_first_counts(inside):
    server = inside("empty")
    headers = [("Authorization", "Bearer dataset-one"), ("Authorization", "Bearer dataset-two")]
    client = server.client()

    client.post("/v1/datasets", json={"name": "Mine"}, headers=headers).raise_for_status()

    assert names(server, "one") == ["Mine"]
    assert names(server, "two") == []


# ---------------------------------------------------------------------------- what keys share
def test_two_keys_never_see_each_other(inside):
    server = inside("demo")
    before = server.kept("other"), server.shown("other")
    ids = use_everything(server, "mine")

    after = server.kept("other"), server.shown("other")
    other = server.client("dataset-other")
    met = [
        other.get(f"/v1/datasets/{ids['dataset']}"),
        other.delete(f"/v1/datasets/{ids['dataset']}"),
        other.get(f"/v1/datasets/{ids['dataset']}/documents/{ids['batch']}/indexing-status"),
        server.client("ragflow-other").get(f"/v1/data?id={ids['item']}"),
    ]
    unknown = server.client("ragflow-other").get(f"/api/v1/dataset/{ids['ragflow']}").json()

    assert after == before
    assert [response.status_code for response in met] == [404, 404, 404, 404]
    assert unknown["code"] == 102


def test_a_world_shows_what_was_done_in_it(inside):
    server = inside("demo")
    before = server.shown("shown")

    use_everything(server, "shown")

    assert len(server.shown("shown")) > len(before)


def test_both_keys_of_a_name_open_one_world(inside):
    server = inside("demo")
    dify, ragflow = server.client("dataset-both"), server.client("ragflow-both")

    created = dify.post("/v1/datasets", json={"name": "Shared"}).json()
    listed = ragflow.get("/api/v1/dataset").json()["data"]

    assert created["created_by"].replace("-", "") == listed[0]["created_by"]


def test_the_products_of_a_world_keep_apart(inside):
    server = inside("empty")
    dify, ragflow = server.client("dataset-apart"), server.client("ragflow-apart")

    dify.post("/v1/datasets", json={"name": "kb"}).raise_for_status()
    ragflow.post("/v1/data", json={"name": "kb"}).raise_for_status()
    created = ragflow.post("/api/v1/dataset", json={"dataset_name": "kb"}).json()["data"]
    ragflow_names = [each["name"] for each in ragflow.get("/api/v1/dataset").json()["data"]]

    assert names(server, "apart") == ["kb"]
    assert ragflow_names == ["kb"]  # and not kb(1)
    assert len(created["dataset_id"]) == 32


def test_a_read_only_key_opens_the_same_world(inside):
    server = inside("empty")
    writer, reader = server.client("dataset-same"), server.client("dataset-same.ro")

    writer.post("/v1/datasets", json={"name": "Mine"}).raise_for_status()
    refused = reader.post("/v1/datasets", json={"name": "Yours"})
    seen = [each["name"] for each in reader.get("/v1/datasets").json()["data"]]

    assert refused.status_code == 403
    assert seen == ["Mine"]


# ---------------------------------------------------------------------------- ids
def test_the_same_calls_give_the_same_ids(inside):
    server = inside("demo")
    first = use_everything(server, "again"), server.shown("again")
    del server.fake.worlds.opened["again"]

    second = use_everything(server, "again"), server.shown("again")

    assert second == first


def test_a_new_server_gives_the_same_ids():
    tables = []
    for _ in range(2):
        worlds = Fake("demo").worlds
        world = World.empty("seed", worlds.known, Clock(lambda: 0.0))
        worlds.fixtures.fill(world)
        tables.append([base.state for base in world.bases.values()])

    assert tables[0] == tables[1]


def test_another_name_gives_other_ids(inside):
    server = inside("empty")
    one, two = use_everything(server, "one-name"), use_everything(server, "another-name")
    same = {key for key in one if one[key] == two[key]}

    assert same == {"item"}  # items are counted


def test_a_refused_call_draws_no_id(inside):
    server = inside("empty")
    calm, refused = server.client("dataset-drawn"), server.client("dataset-drawn")

    first = calm.post("/v1/datasets", json={"name": "a"}).json()["id"]
    del server.fake.worlds.opened["drawn"]
    server.world("drawn")
    files = {"file": ("a.exe", b"text"), "data": (None, '{"indexing_technique": "economy"}')}
    refused.post("/v1/datasets", json={"name": ""})
    refused.post(f"/v1/datasets/{first}/document/create-by-file", files=files)
    again = refused.post("/v1/datasets", json={"name": "a"}).json()["id"]

    assert again == first


# ---------------------------------------------------------------------------- making the calls
def names(server, world: str) -> list[str]:
    """List the names of the datasets of Dify in a world."""
    listed = server.client(f"dataset-{world}").get("/v1/datasets").json()["data"]
    return [each["name"] for each in listed]


def use_everything(server, world: str) -> dict[str, object]:
    """Write something of every kind into a world, and give the ids."""
    dify, ragflow = server.client(f"dataset-{world}"), server.client(f"ragflow-{world}")

    def made(client, path: str, **body) -> dict:
        return client.post(path, json=body).raise_for_status().json()

    dataset = made(dify, "/v1/datasets", name="Everything")["id"]
    at = f"/v1/datasets/{dataset}"
    text = {"name": "a", "text": "Cats and dogs.", "indexing_technique": "economy"}
    queued = made(dify, f"{at}/document/create-by-text", **text)
    document = queued["document"]["id"]
    segments = f"{at}/documents/{document}/segments"
    segment = made(dify, segments, segments=[{"content": "Birds"}])["data"][0]["id"]
    child = made(dify, f"{segments}/{segment}/child_chunks", content="Bird")["data"]["id"]
    field = made(dify, f"{at}/metadata", type="string", name="author")["id"]
    values = [{"document_id": document, "metadata_list": [{"id": field, "value": "Ada"}]}]
    made(dify, f"{at}/documents/metadata", operation_data=values)
    return {
        "dataset": dataset,
        "document": document,
        "batch": queued["batch"],
        "segment": segment,
        "child": child,
        "field": field,
        "ragflow": made(ragflow, "/api/v1/dataset", name="kb")["data"]["dataset_id"],
        "item": made(ragflow, "/v1/data", name="item")["data"]["id"],
    }
