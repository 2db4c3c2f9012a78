"""Whenever it is in a world, and however its clock came there, everything can be done and shown."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

NOON = 1_745_000_000.5
DATASET = "/v1/datasets/DATASET"
TEXT = {"name": "a.txt", "text": "Cats.\n\nDogs.", "indexing_technique": "economy"}
SEARCH = {"query": "cats", "retrieval_model": {"search_method": "keyword_search", "top_k": 3}}
CALLS = [
    ("POST", f"{DATASET}/document/create-by-text", TEXT),
    ("POST", f"{DATASET}/documents/DOCUMENT/update-by-text", {**TEXT, "text": "Birds."}),
    ("POST", f"{DATASET}/documents/DOCUMENT/segments", {"segments": [{"content": "Fish."}]}),
    ("POST", f"{DATASET}/retrieve", SEARCH),
    ("PATCH", DATASET, {"indexing_technique": "high_quality"}),
    ("POST", "/__admin/documents/DOCUMENT/advance?world=times", {"stages": 2}),
    ("POST", "/__admin/documents/DOCUMENT/preset?world=times", {"stage": "completed"}),
    ("POST", "/__admin/clock?world=times", {"advance": "next"}),
]
MOMENTS = st.one_of(
    st.floats(0, 253_402_214_400),
    st.floats(NOON - 10, NOON + 10),
    st.sampled_from([0, NOON, 253_402_214_400]),
)
STEPS = st.lists(
    st.one_of(MOMENTS, st.sampled_from(CALLS), st.sampled_from(["time", "manual", "immediate"])),
    max_size=12,
)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(steps=STEPS)
@example(steps=["manual", CALLS[0], CALLS[5], 0.0, CALLS[5], CALLS[5], NOON])
@example(steps=["time", CALLS[0], 253_402_214_400, CALLS[1], CALLS[7], CALLS[3], 0, CALLS[7]])
def test_at_any_time_everything_is_done_and_shown(inside, steps):
    server = inside("empty")
    server.fake.worlds.end("times")
    client = server.client("dataset-times")
    dataset = client.post("/v1/datasets", json={"name": "Times"}).json()["id"]
    text = client.post(f"/v1/datasets/{dataset}/document/create-by-text", json=TEXT).json()
    statuses = set()
    for step in steps:
        if isinstance(step, str):
            server.world("times").set({"progression": step})
            continue
        if isinstance(step, tuple):
            method, path, body = step
        else:
            method, path, body = "POST", "/__admin/clock?world=times", {"set": step}
        path = path.replace("DATASET", dataset).replace("DOCUMENT", text["document"]["id"])
        statuses.add(client.request(method, path, json=body).status_code)
        shown = server.shown("times").values()
        statuses |= {status for status, _ in shown}
        for each in ("documents", "clock", "worlds/times"):
            statuses.add(client.get(f"/__admin/{each}", params={"world": "times"}).status_code)

    assert not {each for each in statuses if each >= 500}
