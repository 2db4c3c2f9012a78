"""After a reset, everything that can be read is what a fresh server tells."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from ragmock.domain.clock import Clock

KEY = {"Authorization": "Bearer dataset-reset"}
RAGFLOW = {"Authorization": "Bearer ragflow-reset"}
#: What a client may do: the product, the method, the path and the body. DATASET, DOCUMENT and
#: SEGMENT stand for one of those that are there.
SEARCH = {"query": "ragmock", "retrieval_model": {"search_method": "keyword_search", "top_k": 3}}
TEXT = {"name": "a.txt", "text": "Cats.\n\nDogs.", "indexing_technique": "economy"}
CALLS = [
    (KEY, "POST", "/v1/datasets", {"name": "Made"}),
    (KEY, "PATCH", "/v1/datasets/DATASET", {"name": "Renamed"}),
    (KEY, "PATCH", "/v1/datasets/DATASET", {"indexing_technique": "economy"}),
    (KEY, "DELETE", "/v1/datasets/DATASET", None),
    (KEY, "POST", "/v1/datasets/DATASET/document/create-by-text", TEXT),
    (KEY, "POST", "/v1/datasets/DATASET/documents/DOCUMENT/update-by-text", TEXT),
    (KEY, "DELETE", "/v1/datasets/DATASET/documents/DOCUMENT", None),
    (KEY, "POST", "/v1/datasets/DATASET/metadata", {"type": "string", "name": "author"}),
    (KEY, "POST", "/v1/datasets/DATASET/metadata/built-in/enable", None),
    (KEY, "POST", "/v1/datasets/DATASET/retrieve", SEARCH),
    (
        *(KEY, "POST", "/v1/datasets/DATASET/documents/DOCUMENT/segments"),
        {"segments": [{"content": "Birds."}]},
    ),
    (
        *(KEY, "POST", "/v1/datasets/DATASET/documents/DOCUMENT/segments/SEGMENT"),
        {"segment": {"content": "Fish.", "enabled": False}},
    ),
    (KEY, "DELETE", "/v1/datasets/DATASET/documents/DOCUMENT/segments/SEGMENT", None),
    (RAGFLOW, "POST", "/api/v1/dataset", {"name": "kb"}),
    (RAGFLOW, "POST", "/v1/data", {"name": "item"}),
    ({}, "POST", "/__admin/presets?world=reset", {"name": "*", "stage": "paused"}),
    ({}, "POST", "/__admin/documents/DOCUMENT/preset?world=reset", {"stage": "error"}),
    ({}, "POST", "/__admin/datasets/DATASET/answers?world=reset", {"chunks": []}),
    ({}, "PUT", "/__admin/worlds/reset", {"progression": "time", "embedding_provider": "off"}),
]
MOVES = st.lists(st.tuples(st.sampled_from(CALLS), st.integers(0, 99)), min_size=10, max_size=40)


def fill(path, world, number):
    """Put the ids of things in a world into a path; None when there are none such."""
    held = [document for _, document in world.documents()]
    document = held[number % len(held)] if held and "DOCUMENT" in path else None
    datasets = [document.dataset_id] if document else list(world.bases["dify"].state.datasets)
    segments = list(document.chunks) if document else []
    for blank, known in (
        ("DATASET", datasets),
        ("DOCUMENT", [document.id] if document else []),
        ("SEGMENT", segments),
    ):
        if blank in path:
            if not known:
                return None
            path = path.replace(blank, known[number % len(known)])
    return path


def search(server, name):
    """Search each dataset of a world in each way; give what is answered."""
    client = server.client(f"dataset-{name}")
    answers = []
    for dataset in list(server.world(name).bases["dify"].state.datasets):
        for method in ("keyword_search", "full_text_search", "semantic_search"):
            model = {"search_method": method, "top_k": 20}
            asked = {"query": "what is ragmock and how does it work", "retrieval_model": model}
            answer = client.post(f"/v1/datasets/{dataset}/retrieve", json=asked)
            answers.append((dataset, method, answer.status_code, answer.json()))
    return answers


def steered(server, name):
    """Give what the control plane tells of a world."""
    admin = server.client()
    told = {
        path: admin.get(f"/__admin/{path}", params={"world": name}).json()
        for path in ("documents", "presets", "clock")
    }
    told["world"] = admin.get(f"/__admin/worlds/{name}").json()
    return told


def everything(server, name):
    return server.shown(name), server.kept(name), steered(server, name), search(server, name)


def fresh(server, name):
    """Tell everything of a world that was just made."""
    server.fake.worlds.end(name)
    server.world(name)
    return everything(server, name)


@pytest.mark.parametrize("fixture", ["demo", "busy"])
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moves=MOVES)
def test_after_a_reset_every_get_equals_that_of_a_fresh_server(inside, fixture, moves):
    server = inside(fixture)
    expected = fresh(server, "reset")
    client = server.client()
    succeeded = 0
    for (key, method, path, body), number in moves:
        filled = fill(path, server.world("reset"), number)
        if filled:
            sent = {"json": body} if body is not None else {}
            answer = client.request(method, filled, headers=key, **sent)
            succeeded += answer.is_success

            assert answer.status_code < 500

    event(f"{succeeded // 5 * 5} succeeded")
    client.post("/__admin/reset?world=reset").raise_for_status()

    assert everything(server, "reset") == expected


def test_a_request_that_began_ends_in_the_world_that_it_began_in(inside):
    server = inside("empty")
    server.fake.worlds.end("reset")
    server.world("reset")

    async def run():
        transport = httpx.ASGITransport(app=server.fake.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://ragmock") as client:
            began, go_on = asyncio.Event(), asyncio.Event()

            async def body():
                yield b'{"name": '
                began.set()
                await go_on.wait()
                yield b'"Late"}'

            headers = {**KEY, "Content-Type": "application/json"}
            late = asyncio.create_task(client.post("/v1/datasets", content=body(), headers=headers))
            await began.wait()
            await client.post("/__admin/reset?world=reset")
            go_on.set()
            answer = await late
            listed = await client.get("/v1/datasets", headers=KEY)
            return answer.status_code, listed.json()["data"]

    assert asyncio.run(run()) == (200, [])


def test_resets_under_load_leave_nothing_behind(inside):
    server = inside("demo")
    expected = fresh(server, "reset")
    fresh(server, "reset")
    app = httpx.ASGITransport(app=server.fake.app)
    statuses = set()

    async def work(client, number):
        for step in range(30):
            world = server.world("reset")
            key, method, path, body = CALLS[(7 * number + step) % len(CALLS)]
            filled = fill(path, world, number + step)
            if filled:
                sent = {"json": body} if body is not None else {}
                answer = await client.request(method, filled, headers=key, **sent)
                statuses.add(answer.status_code)

    async def reset(client):
        for _ in range(20):
            await asyncio.sleep(0)
            answer = await client.post("/__admin/reset?world=reset")
            statuses.add(answer.status_code)

    async def run():
        async with httpx.AsyncClient(transport=app, base_url="http://ragmock") as client:
            workers = [work(client, number) for number in range(16)]
            await asyncio.gather(*workers, reset(client))
            await client.post("/__admin/reset?world=reset")

    asyncio.run(run())

    assert max(statuses) < 500
    assert everything(server, "reset") == expected


def test_a_reset_reads_and_indexes_nothing_again(inside, monkeypatch):
    server = inside("demo")
    fresh(server, "reset")
    index = server.world("reset").bases["dify"].findable
    read = []
    monkeypatch.setattr(server.fake.worlds.library, "read", lambda *_: read.append(1))
    monkeypatch.setattr(server.fake.worlds.library, "index", lambda: read.append(1))
    before = {dataset: each.index for dataset, each in index.items()}
    server.fake.worlds.reset("reset")
    search(server, "reset")
    after = server.world("reset").bases["dify"].findable

    assert read == []
    assert {dataset: each.index for dataset, each in after.items()} == before != {}


def test_the_world_that_was_reset_stays_as_it_was(inside):
    server = inside("demo")
    server.fake.worlds.end("reset")
    old = server.world("reset")
    old.bases["dify"].datasets.create(old.ids.uuid(), "Made")
    tables = {name: base.state.copy() for name, base in old.bases.items()}
    new = server.fake.worlds.reset("reset", clock=True)
    new.set({"progression": "manual"})
    new.bases["dify"].datasets.create(new.ids.uuid(), "Made later")

    assert {name: base.state for name, base in old.bases.items()} == tables
    assert new.settings != old.settings
    assert isinstance(new.clock, Clock)
    assert new.clock is not old.clock
