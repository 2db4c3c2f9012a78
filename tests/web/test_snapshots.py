"""A snapshot holds all that a world's answers depend on, also as JSON."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from .moves import MOVES, everything, make

JSON = {"Content-Type": "application/json"}
FAULT = {"fault": {"status": 418}, "operation": "dify.datasets.create_dataset", "probability": 0.5}
GENTLY = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def admin(inside):
    """Give a client of a server whose world is new."""
    server = inside("demo")
    server.fake.worlds.end("world")
    server.world("world")
    return server.client()


def save(admin, name="saved"):
    admin.put(f"/__admin/snapshots/{name}", params={"world": "world"}).raise_for_status()


def restore(admin, name="saved"):
    path = f"/__admin/snapshots/{name}/restore"
    admin.post(path, params={"world": "world"}).raise_for_status()


def download(admin, name="saved"):
    return admin.get(f"/__admin/snapshots/{name}").raise_for_status().content


def upload(admin, content, name="saved"):
    path = f"/__admin/snapshots/{name}"
    return admin.put(path, content=content, headers=JSON)


def begin(server):
    """Make the world anew, with faults that are drawn, and a limit that counts requests."""
    server.fake.worlds.end("world")
    server.world("world")
    client = server.client()
    client.post("/__admin/faults?world=world", json=FAULT).raise_for_status()
    client.put("/__admin/worlds/world", json={"requests_per_minute": 30}).raise_for_status()
    return client


def told(server):
    faults = server.client().get("/__admin/faults?world=world").json()
    return everything(server, "world"), faults


@GENTLY
@given(before=MOVES, between=MOVES, after=MOVES)
def test_after_a_restore_every_answer_is_as_it_was_and_so_is_what_follows(
    inside, before, between, after
):
    server = inside("demo")
    admin = begin(server)
    make(server, "world", before)
    save(admin)
    shown, answers = told(server), make(server, "world", after)
    restore(admin)
    make(server, "world", between)
    restore(admin)

    assert told(server) == shown
    assert make(server, "world", after) == answers
    event(f"{sum(status < 300 for status, _ in answers) // 5 * 5} succeeded")


@GENTLY
@given(before=MOVES, after=MOVES)
def test_a_snapshot_that_was_downloaded_and_uploaded_is_the_same(inside, before, after):
    server = inside("busy")
    admin = begin(server)
    make(server, "world", before)
    save(admin)
    content = download(admin)
    shown, answers = told(server), make(server, "world", after)
    upload(admin, content, "again").raise_for_status()
    restore(admin, "again")

    assert download(admin, "again") == content
    assert told(server) == shown
    assert make(server, "world", after) == answers


def test_a_snapshot_of_what_was_restored_is_the_same_but_for_the_time(inside):
    server = inside("busy")
    admin = begin(server)
    save(admin)
    content = json.loads(download(admin))
    restore(admin)
    save(admin, "other")

    assert json.loads(download(admin, "other")) == content


# ---------------------------------------------------------------------- what was altered by hand
RULES = {
    "mode": "hierarchical",
    "rules": {
        "pre_processing_rules": [{"id": "remove_extra_spaces", "enabled": False}],
        "segmentation": {"separator": "\n\n", "max_tokens": 100},
        "parent_mode": "paragraph",
        "subchunk_segmentation": {"separator": "\n", "max_tokens": 50},
    },
}
SEARCH = {
    "search_method": "hybrid_search",
    "reranking_enable": False,
    "reranking_mode": "weighted_score",
    "reranking_model": {"reranking_provider_name": "a", "reranking_model_name": "b"},
    "top_k": 3,
    "score_threshold_enabled": True,
    "score_threshold": 0.1,
    "weights": {
        "vector_setting": {"vector_weight": 0.6},
        "keyword_setting": {"keyword_weight": 0.4},
    },
}
SITE = {"name": "Site", "indexing_technique": "high_quality", "retrieval_model": SEARCH}
FAMILY = {
    "name": "family.txt",
    "text": "Cats.\nKittens.\n\nDogs.\nPuppies.",
    "indexing_technique": "high_quality",
    "doc_form": "hierarchical_model",
    "process_rule": RULES,
}
SOMEBODY = "dbcb1ab5-90c8-41a7-8b78-73b235eb6f6f"
KB = {"language": "English", "token_num": 3, "photo": "a", "layout_recognize": True}


def furnish(server):
    """Put something of everything into a world."""
    admin, dify = server.client(), server.client("dataset-world")
    ragflow = server.client("ragflow-world")

    def made(client, path, body):
        return client.post(path, json=body).raise_for_status().json()

    site = f"/v1/datasets/{made(dify, '/v1/datasets', SITE)['id']}"
    members = {"permission": "partial_members", "partial_member_list": [{"user_id": SOMEBODY}]}
    dify.patch(site, json={**members, "retrieval_model": SEARCH}).raise_for_status()
    field = made(dify, f"{site}/metadata", {"type": "number", "name": "year"})["id"]
    made(dify, f"{site}/metadata/built-in/enable", {})
    document = made(dify, f"{site}/document/create-by-text", FAMILY)["document"]["id"]
    values = [{"id": field, "name": "year", "value": 1999}]
    assigned = [{"document_id": document, "metadata_list": values}]
    made(dify, f"{site}/documents/metadata", {"operation_data": assigned})
    chunk = dify.get(f"{site}/documents/{document}/segments").json()["data"][0]["id"]
    at = f"{site}/documents/{document}/segments/{chunk}"
    made(dify, f"{at}/child_chunks", {"content": "Birds."})
    made(dify, at, {"segment": {"content": "Fish.", "enabled": False}})
    canned = {"chunks": [{"chunk_id": chunk, "score": 0.5}]}
    made(admin, f"/__admin/datasets/{site[13:]}/answers?world=world", canned)
    preset = {"name": "*.pdf", "stage": "error", "reason": "no", "share": 0.5, "times": 2}
    made(admin, "/__admin/presets?world=world", preset)
    quota = {
        "operation": "data.*",
        "fault": {"status": 429},
        "quota": {"requests": 9, "per": "60s"},
    }
    made(admin, "/__admin/faults?world=world", {**quota, "until": "1h", "outage": "30s"})
    kb = ragflow.get("/api/v1/dataset").json()["data"][0]["id"]
    ragflow.put(f"/api/v1/dataset/{kb}", json=KB).raise_for_status()
    made(ragflow, "/v1/data", {"name": "item"})


def places(value, way=()):
    """List the ways to all that stands in a JSON."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for step, each in inner:
        yield (*way, step)
        if isinstance(each, dict | list):
            yield from places(each, (*way, step))


def within(value, way):
    for step in way:
        value = value[step]
    return value


OTHER = st.sampled_from(
    [None, True, 0, -1, 1, 7.5, 1e300, 10**15, "", "x", "waiting", [], {}, ["x"], {"x": 1}]
)


@settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_what_was_altered_is_refused_or_is_a_world_that_answers(inside, data):
    server = inside("demo")
    admin = begin(server)
    furnish(server)
    save(admin)
    whole = json.loads(download(admin))
    way = data.draw(st.sampled_from(list(places(whole))))
    holder = within(whole, way[:-1])
    deed = data.draw(st.sampled_from(["replace", "delete", "another", "twice"]))
    if deed == "delete":
        del holder[way[-1]]
    elif deed == "twice" and isinstance(holder, list):
        holder.append(holder[way[-1]])
    elif deed == "another":  # a value of the same kind, from elsewhere
        kind = type(holder[way[-1]])
        ways = [each for each in places(whole) if isinstance(within(whole, each), kind)]
        holder[way[-1]] = deepcopy(within(whole, data.draw(st.sampled_from(ways))))
    else:
        holder[way[-1]] = data.draw(OTHER)
    answer = upload(admin, json.dumps(whole), "altered")
    event(f"{deed} {answer.status_code}")

    assert answer.status_code in {200, 201, 400}, (way, holder, answer.text)

    if answer.is_success:
        restore(admin, "altered")
        admin.delete("/__admin/faults", params={"world": "world"}).raise_for_status()
        everything(server, "world")
        crashes = [
            each
            for each in server.fake.requests("world", status=500)
            if each["refusal"] and each["traceback"]
        ]

        assert crashes == [], (way, deed)
