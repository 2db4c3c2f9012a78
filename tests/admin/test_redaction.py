"""Keys do not come into the journal, wherever they were sent."""

import json

import pytest

from ragmock.journal.redaction import Redaction, is_secret


def everything(world):
    """Tell all that the journals show."""
    found = world.admin.post("/requests/find", json={"limit": 1000}).raise_for_status()
    lost = world.server.client("/__admin").get("/requests/unmatched?limit=1000")
    listed = world.admin.get("/requests?limit=1000").raise_for_status()
    return found.text + lost.raise_for_status().text + listed.text


def test_of_a_key_its_scheme_and_its_kind_are_shown(world):
    world.dify.get("/datasets")
    world.ragflow.get("/dataset")
    found = world.admin.post("/requests/find", json={}).json()["data"]
    shown = [each["request"]["headers"]["authorization"] for each in found]

    assert shown == ["Bearer ragflow-...", "Bearer dataset-..."]


def test_the_key_is_nowhere_whatever_it_was_sent_in(world):
    key = world.dify_key
    world.dify.post("/datasets", json={"name": key[:40], "description": f"{key} {key}"})
    world.dify.get("/datasets", params={"keyword": key, "api_key": key})
    world.dify.get(f"/datasets/{key}")
    world.dify.get(f"/{key}/datasets", headers={"X-Note": key, "X-Api-Key": key})
    world.dify.post("/datasets", content=f'{{"name": {key}', headers={"Content-Type": "a/json"})
    world.dify.post("/datasets", content=b" " * 65530 + key.encode())  # where it is cut
    client = world.server.client("/v1")
    for sent in (key, f"Basic {key}", f"bearer  {key}", f"Bearer {key} --request"):
        client.get("/datasets", headers={"Authorization": sent})

    assert key not in everything(world)
    assert world.admin.get("/requests/count").json()["count"] >= 4


def test_a_key_of_an_unknown_form_is_not_shown_either(world):
    world.server.client("/v1", "sk-very-secret-indeed").get("/datasets?keyword=unknown-form")
    told = everything(world)

    assert "unknown-form" in told
    assert "very-secret" not in told


@pytest.mark.parametrize(
    "name",
    [
        *("Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "api_key"),
        *("X-Auth-Token", "access_token", "client-secret", "password", "X-Amz-Signature"),
    ],
)
def test_a_name_tells_a_secret(name):
    assert is_secret(name)


@pytest.mark.parametrize(
    "name", ["keyword", "Content-Type", "Idempotency-Key", "tokens", "author", "monkey", "limit"]
)
def test_a_name_tells_no_secret(name):
    assert not is_secret(name)


def test_other_secrets_are_hidden_in_headers_and_queries(world):
    headers = {"X-Api-Key": "hush-hush", "Cookie": "session=whisper"}
    world.dify.get("/datasets?token=murmur&page=1&keyword=plain", headers=headers)
    (noted,) = world.admin.post("/requests/find", json={}).json()["data"]
    told = json.dumps(noted)

    assert noted["query"] == "token=...&page=1&keyword=plain"
    assert noted["request"]["headers"]["x-api-key"] == "..."
    assert not any(each in told for each in ("hush-hush", "whisper", "murmur"))


def test_a_very_short_secret_does_not_make_the_rest_unreadable():
    secrets = Redaction([("authorization", "Bearer a")], ["dataset-"])

    assert secrets.headers == (("authorization", "Bearer ..."),)
    assert secrets.of_text("/v1/datasets") == "/v1/datasets"
