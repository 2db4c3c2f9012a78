"""What a test does to a world has the same effect wherever the server is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

from ragmock.handle import Refused
from ragmock.steering import world as steering

NEW_YEAR = 1_767_225_600
CREATE = "dify.datasets.create_dataset"
ECONOMY = {"indexing_technique": "economy", "process_rule": {"mode": "automatic"}}


def create(dify, name="Handbook"):
    return dify.post("/datasets", json={"name": name})


def submit(dify, name="a.txt"):
    """Submit a document to a new dataset; give its id, and that of the dataset."""
    dataset = create(dify, name).json()["id"]
    body = {"name": name, "text": "Cats are small carnivorous mammals.", **ECONOMY}
    answer = dify.post(f"/datasets/{dataset}/document/create-by-text", json=body)
    return answer.raise_for_status().json()["document"]["id"], dataset


def refusal_of(call, *args, **more):
    with pytest.raises(Refused) as refused:
        call(*args, **more)
    return refused.value.status, refused.value.code


# ---------------------------------------------------------------------- time
def test_a_clock_is_turned(world):
    world.clock.freeze()
    world.clock.set("2026-01-01T00:00:00Z")
    world.clock.advance("1h30m")
    told = [world.clock.now()]
    world.clock.set(datetime(2026, 1, 1, tzinfo=UTC))
    world.clock.advance(timedelta(seconds=5))
    told.append(world.clock.now())
    world.clock.speed(10)
    world.clock.freeze(frozen=False)

    assert told == [NEW_YEAR + 5400, NEW_YEAR + 5]
    assert NEW_YEAR + 5 <= world.clock.now() < NEW_YEAR + 3600
    assert (world.clock.show()["speed"], world.clock.show()["frozen"]) == (10, False)


def test_a_clock_goes_to_the_next_thing(world, dify):
    world.set(progression="time")
    world.clock.freeze()
    document, _ = submit(dify)
    seen = [world.document(document)["stage"]]
    while (due := world.clock.next()) is not None:
        world.clock.advance()
        seen.append(world.document(document)["stage"])
        assert world.clock.now() == pytest.approx(due, abs=1e-5)

    assert seen == ["waiting", "parsing", "cleaning", "splitting", "indexing", "completed"]


def test_what_no_clock_takes_is_refused(world):
    with pytest.raises(Refused, match="write a length of time") as refused:
        world.clock.advance("5 parsecs")

    assert (refused.value.status, refused.value.code) == (400, "bad_time")
    assert refused.value.message.startswith("The clock does not take 5 parsecs: ")
    assert "5 parsecs" in refused.value.diagnosis


# ---------------------------------------------------------------------- itself
def test_a_world_is_set(world):
    world.set(progression="manual", upload_limit=5, requests_per_minute=3)
    shown = world.set(requests_per_minute=None)

    assert (shown["progression"], shown["upload_limit"]) == ("manual", 5)
    assert shown["requests_per_minute"] is None
    assert world.show()["upload_limit"] == 5


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        ({"colour": "red"}, "malformed"),
        ({"upload_limit": 5, "progression": "quick"}, "malformed"),
        ({"fixture": "full"}, "no_such_fixture"),
    ],
)
def test_what_a_world_does_not_have_cannot_be_set(world, spec, code):
    before = world.set()

    assert refusal_of(world.set, **spec) == (400, code)
    assert world.show()["upload_limit"] == before["upload_limit"]


def test_a_world_is_reset_under_the_same_handle(world, dify):
    world.clock.freeze()
    world.clock.set(NEW_YEAR)
    submit(dify)
    world.reset()

    assert world.documents() == []
    assert world.clock.now() == NEW_YEAR

    world.reset(clock=True)

    assert world.clock.now() > NEW_YEAR


def test_a_world_is_filled_and_ended(server, world):
    filled = world.set(fixture="busy", seed="other")
    named = [each["name"] for each in server.list_worlds()]
    world.end()

    assert filled["documents"] == 12
    assert world.name in named
    assert refusal_of(world.show) == (404, "no_such_world")
    assert world.documents() == []


def test_a_world_is_loaded_from_a_fixture_and_written_as_one(world):
    world.load({"dify": {"datasets": [{"name": "Said"}]}})
    loaded = world.load("busy")

    assert (loaded["datasets"], loaded["documents"]) == (4, 12)
    assert "name: Said" in world.export()
    assert refusal_of(world.load, "full") == (400, "no_such_fixture")


def test_a_state_is_brought_about(world):
    assert world.bring_about("")["dify_key"] == world.dify.key
    assert refusal_of(world.bring_about, "a dataset") == (404, "no_such_state")


def test_a_world_is_saved_restored_and_forked(server, world, dify):
    submit(dify)
    world.save("one")
    submit(dify, "b.txt")
    forked = server.world(f"{world.name}-2")
    forked.fork("one")
    world.restore("one")

    assert [each["name"] for each in world.documents()] == ["a.txt"]
    assert forked.documents() == world.documents()
    assert refusal_of(world.restore, "two") == (404, "no_such_snapshot")


def test_a_snapshot_goes_into_a_file_and_comes_back(server, world, dify):
    submit(dify)
    world.save("kept")
    text = server.snapshots.download("kept")
    names = [each["name"] for each in server.snapshots.list()]
    server.snapshots.delete("kept")
    world.end()
    server.snapshots.upload("again", text)
    world.restore("again")

    assert "kept" in names
    assert server.snapshots.download("again") == text
    assert [each["name"] for each in world.documents()] == ["a.txt"]


def test_an_empty_file_is_no_snapshot(server):
    assert refusal_of(server.snapshots.upload, "hollow", "") == (400, "unreadable_body")
    assert "hollow" not in [each["name"] for each in server.snapshots.list()]


# ---------------------------------------------------------------------- its keys
def test_the_endpoints_of_a_world_lead_into_it(server, world, connect):
    dataset = create(connect(world.dify)).json()["id"]
    item = connect(world.data).post("/data", json={"name": "a"}).json()["data"]["id"]
    connect(world.ragflow).post("/dataset", json={"name": "b"}).raise_for_status()

    assert (world.dify.url, world.dify.origin) == (f"{server.url}/v1", server.url)
    assert world.ragflow.url == f"{server.url}/api/v1"
    assert world.data.url == f"{server.url}/v1"
    assert world.show()["datasets"] == 3
    assert dataset
    assert item


def test_a_read_only_key_opens_the_same_world(world, connect):
    create(connect(world.dify))
    reader = connect(world.dify.read_only)

    assert reader.get("/datasets").json()["total"] == 1
    assert create(reader, "Other").status_code == 403


# ---------------------------------------------------------------------- documents
def test_a_document_goes_on_when_it_is_told_to(world, dify):
    world.set(progression="manual")
    document, dataset = submit(dify)
    stages = [world.advance(document)["stage"], world.advance(document, 4)["stage"]]

    assert stages == ["parsing", "completed"]
    assert world.documents(dataset) == [world.document(document)]
    assert refusal_of(world.advance, document) == (409, "has_ended")


def test_documents_end_as_they_are_preset(world, dify):
    world.preset("b*", "error", reason="damaged", share=0.5, times=1)
    planned = world.presets()
    failed, _ = submit(dify, "b.txt")
    document, _ = submit(dify)
    world.preset_document(document, "paused")
    world.preset("c*", "waiting")

    assert [(each["name"], each["times"]) for each in planned] == [("b*", 1)]
    assert world.document(failed)["error"] == "damaged"
    assert world.document(document)["stage"] == "paused"
    assert (world.delete_presets("b*"), world.delete_presets()) == (0, 1)


# ---------------------------------------------------------------------- faults
def test_a_fault_is_met_and_accounted_for(server, world, dify):
    made = world.fail(CREATE, "dify.dataset_name_duplicate", times=1, match={"body": {"name": "a"}})
    before = world.faults(unmet=True)
    statuses = [create(dify, name).status_code for name in "aba"]

    assert before == [made]
    assert statuses == [409, 200, 200]
    assert world.faults(unmet=True) == []
    assert world.fault(made["id"])["fired"] == 1
    assert server.faults(world=world.name) == world.faults()


def test_faults_are_deleted(server, world):
    first = server.fail("*", {"status": 503}, world=world.name)
    server.fail("*", {"status": 502}, world=world.name)

    assert [world.delete_fault(first["id"]), world.delete_faults(), world.faults()] == [1, 1, []]
    assert refusal_of(world.delete_fault, first["id"]) == (404, "no_such_fault")


# ---------------------------------------------------------------------- search
def test_a_search_is_explained_and_answered_beforehand(world, dify):
    _, dataset = submit(dify)
    explained = world.explain(dataset, "Cats", search_method="keyword_search", top_k=1)
    (hit,) = explained["hits"]
    waiting = world.answer(dataset, [{"chunk_id": hit["chunk_id"], "score": 0.93}], times=2)
    listed = world.answers(dataset)
    asked = {"query": "anything", "retrieval_model": {"search_method": "keyword_search"}}
    found = dify.post(f"/datasets/{dataset}/retrieve", json=asked)

    assert explained["search_method"] == "keyword_search"
    assert (waiting, len(listed)) == (2, 2)
    assert [each["score"] for each in found.json()["records"]] == [0.93]
    assert world.delete_answers(dataset) == 1


# ---------------------------------------------------------------------- requests
def test_requests_are_listed_and_counted(server, world, dify):
    create(dify, "a")
    create(dify, "b")
    dify.get("/datasets")
    (found,) = world.requests(operation=CREATE, body={"name": "a"})

    assert [each["id"] for each in world.requests()] == [3, 2, 1]
    assert (world.count_requests(), world.count_requests(method="GET")) == (3, 1)
    assert world.request(found["id"]) == found
    assert server.requests(world.name, body={"name": "a"}) == [found]
    assert world.delete_requests() == 3
    assert world.requests() == []


def test_requests_are_listed_to_the_last_page(world, dify, monkeypatch):
    monkeypatch.setattr(steering, "_PAGE", 2)
    for _ in range(5):
        dify.get("/datasets")

    assert [each["id"] for each in world.requests()] == [5, 4, 3, 2, 1]
    assert [each["id"] for each in world.requests(before=5, since=1)] == [4, 3, 2]


def test_requests_of_no_world_are_found_by_their_key(server, world, dify):
    dify.get("/datasetz")
    (lost,) = server.unmatched_requests(world.name)

    assert lost["nearest"]["path"] == "/v1/datasets"
    assert lost["id"] in [each["id"] for each in server.unmatched_requests()]
    assert server.delete_unmatched_requests(world.name) == 1
    assert server.unmatched_requests(world.name) == []


# ---------------------------------------------------------------------- waiting
def test_a_test_waits_for_requests(world, dify):
    arrived = []
    waiting = Thread(target=lambda: arrived.append(world.wait(2, timeout=30, since=0)))
    waiting.start()
    create(dify, "a")
    create(dify, "b")
    waiting.join()

    assert [each["id"] for each in arrived[0]["data"]] == [2, 1]


def test_what_does_not_come_in_time_is_refused(world):
    assert refusal_of(world.wait, timeout=0.01, operation=CREATE) == (408, "not_in_time")


def test_a_test_waits_for_a_document(world, dify):
    world.set(progression="time")
    world.clock.speed(100)
    document, _ = submit(dify)

    assert world.wait_for_document(document)["stage"] == "completed"


def test_waiting_for_what_time_does_not_bring_ends_at_once(world, dify):
    world.set(progression="manual")
    document, _ = submit(dify)
    with pytest.raises(Refused, match="advance") as refused:
        world.wait_for_document(document, timeout=60)
    world.advance(document, 2)

    assert refused.value.code == "needs_a_call"
    assert world.wait_for_document(document, "parsing", timeout=0)["stage"] == "cleaning"


# ---------------------------------------------------------------------- the server
def test_a_server_tells_of_itself(server):
    assert server.health() == {"status": "ok"}
    assert server.version() == "0.1.0"
    assert "ragmock_worlds " in server.metrics()


def test_a_world_of_a_name_that_none_can_have_is_refused(server):
    assert refusal_of(server.world("a b").set) == (400, "malformed")
