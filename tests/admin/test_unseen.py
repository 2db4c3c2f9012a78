"""The products of a world, off the record: answered as a client is, and noted nowhere."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import pytest

from ragmock.fake import Fake

from .inside import client_of

DATASET = "44444444-4444-4444-8444-444444444444"
NOBODY = "99999999-9999-4999-8999-999999999999"
ECONOMY = {"indexing_technique": "economy", "process_rule": {"mode": "automatic"}}
NEW_YEAR = "2026-01-01T00:00:00Z"
LONG = 30  # seconds, which no test waits
#: What a client may ask, one after the other, beginning with a world of the fixture `busy`.
ASKED = [
    ("GET", "/v1/datasets?page=1&limit=2", {}),
    ("HEAD", "/v1/datasets", {}),
    ("OPTIONS", "/v1/datasets", {}),
    ("PATCH", "/v1/datasets", {}),
    ("GET", "/v1/datasets?limit=many", {}),
    ("GET", "/v1/datasetz", {}),
    ("GET", f"/v1/datasets/{NOBODY}", {}),
    ("POST", "/v1/datasets", {"json": {"name": "New"}}),
    ("POST", "/v1/datasets", {"json": {"name": "New"}}),
    ("POST", "/v1/datasets", {"json": {"name": 7}}),
    ("POST", "/v1/datasets", {"content": b"{"}),
    (
        *("POST", f"/v1/datasets/{DATASET}/document/create-by-file"),
        {"files": {"file": ("a.md", b"# Cats")}, "data": {"data": json.dumps(ECONOMY)}},
    ),
    ("GET", f"/v1/datasets/{DATASET}/documents", {}),
    ("POST", f"/v1/datasets/{DATASET}/retrieve", {"json": {"query": "cats"}}),
    ("PATCH", f"/v1/datasets/{DATASET}", {"json": {"permission": "only_me"}}),
    ("DELETE", f"/v1/datasets/{DATASET}", {}),
    ("GET", "/api/v1/dataset?page=1", {}),
    ("POST", "/api/v1/dataset", {"json": {"name": "New"}}),
    ("DELETE", "/api/v1/dataset", {"json": {"ids": ["unknown"]}}),
    ("GET", "/v1/data?id=1", {}),
    ("GET", "/health", {}),
]


class Unseen:
    """What a world is asked off the record."""

    def __init__(self, client, name):
        self.client = client
        self.root = f"/__admin/worlds/{name}"

    def ask(self, method, path, **sent):
        return self.client.request(method, self.root + path, **sent)


@pytest.fixture
def unseen(world):
    """Give the world of a test off the record, which is open."""
    world.admin.put(f"/worlds/{world.name}", json={}).raise_for_status()
    return Unseen(world.server.client(), world.name)


@pytest.fixture
def client():
    """Give a client without a key, of a server of its own."""
    with client_of(Fake("busy")) as client:
        del client.headers["Authorization"]
        yield client


def answered(response):
    return response.status_code, response.content, sorted(response.headers.items())


# ---------------------------------------------------------------------- as a client is answered
def test_it_is_answered_as_a_client_is_byte_for_byte(client):
    for name in ("one", "other"):
        for turn in ({"freeze": True}, {"set": NEW_YEAR}):
            client.post(f"/__admin/clock?world={name}", json=turn).raise_for_status()
        client.put(f"/__admin/worlds/{name}", json={"seed": "same"}).raise_for_status()
    off = Unseen(client, "other")

    def asked(method, path, sent):
        product = "dataset" if path.startswith("/v1/datasets") else "ragflow"
        return client.request(
            method, path, headers={"Authorization": f"Bearer {product}-one"}, **sent
        )

    seen = [answered(asked(*each)) for each in ASKED]

    assert [answered(off.ask(method, path, **sent)) for method, path, sent in ASKED] == seen
    assert {200, 400, 404, 405, 409} <= {status for status, *_ in seen}


@pytest.mark.parametrize("key", ["Bearer dataset-elsewhere", "Bearer dataset-x.ro", "Basic x"])
def test_no_key_is_looked_at(unseen, key):
    new = {"name": "New"}

    assert unseen.ask("POST", "/v1/datasets", json=new, headers={"Authorization": key}).is_success


@pytest.mark.parametrize(
    ("path", "leads_to"), [("/v1", "/v1/"), ("/v1//datasets?page=1", "/v1/datasets?page=1")]
)
def test_a_path_that_is_sent_elsewhere_stays_below_the_world(unseen, path, leads_to):
    sent = unseen.ask("GET", path)

    assert sent.status_code == 308
    assert sent.headers["Location"].endswith(unseen.root + leads_to)


def test_the_name_may_be_percent_encoded(unseen):
    unseen.root = "/__admin/worlds/" + "".join(f"%{ord(each):02x}" for each in unseen.root[16:])

    assert unseen.ask("GET", "/v1/datasets").status_code == 200


def test_the_limits_of_the_world_hold(world, unseen):
    world.admin.put(f"/worlds/{world.name}", json={"upload_limit": 10})
    dataset = unseen.ask("POST", "/v1/datasets", json={"name": "Small"}).json()["id"]
    refused = unseen.ask(
        "POST",
        f"/v1/datasets/{dataset}/document/create-by-file",
        files={"file": ("a.md", b"# Cats, which are many")},
        data={"data": json.dumps(ECONOMY)},
    )

    assert (refused.status_code, refused.json()["code"]) == (413, "file_too_large")


# ---------------------------------------------------------------------- which world
@pytest.mark.parametrize("name", ["nobody", "no.name", "%20"])
@pytest.mark.parametrize("path", ["/v1/datasets", "/nowhere"])
def test_a_world_that_is_not_open_is_told_in_the_words_of_the_control_plane(client, name, path):
    before = client.get("/__admin/worlds").json()
    refused = Unseen(client, name).ask("GET", path)

    assert (refused.status_code, refused.json()["code"]) == (404, "no_such_world")
    assert refused.headers["X-Ragmock-Refusal"] == "admin.no_such_world"
    assert client.get("/__admin/worlds").json() == before


def test_the_world_itself_stays_a_matter_of_the_control_plane(world, unseen):
    assert unseen.ask("GET", "").json()["name"] == world.name
    assert unseen.ask("GET", "/").headers["X-Ragmock-Refusal"] == "admin.no_such_path"
    assert unseen.ask("DELETE", "").json() == {"deleted": 1}
    assert unseen.ask("GET", "/v1/datasets").status_code == 404


# ---------------------------------------------------------------------- who may
@pytest.mark.parametrize("headers", [{"Host": "example.com"}, {"Origin": "http://example.com"}])
@pytest.mark.parametrize("path", ["/v1/datasets", "/nowhere"])
def test_a_foreign_web_page_learns_nothing(unseen, headers, path):
    refused = unseen.ask("GET", path, headers=headers)

    assert refused.headers["X-Ragmock-Refusal"] == "admin.foreign_site"
    assert "Access-Control-Allow-Origin" not in refused.headers


def test_off_loopback_the_token_is_needed_and_is_enough():
    fake = Fake("busy", admin_token="open-sesame")  # noqa: S106 - a password for nothing
    with client_of(fake) as client:
        client.get("/v1/datasets").raise_for_status()  # opens the world `demo`
        refused = [
            Unseen(client, name).ask("GET", "/v1/datasets").headers["X-Ragmock-Refusal"]
            for name in ("demo", "nobody")
        ]
        client.headers["Authorization"] = "Bearer open-sesame"
        listed = Unseen(client, "demo").ask("GET", "/v1/datasets")

    assert refused == ["admin.no_token"] * 2
    assert listed.status_code == 200


# ---------------------------------------------------------------------- no client
def test_nothing_is_noted():
    fake, logged = Fake("busy"), []
    fake.worlds.journals.log = logged.append
    with client_of(fake) as client:

        def known():
            about = ("requests", "requests/unmatched", "coverage")
            told = [client.get(f"/__admin/{each}?world=demo").json() for each in about]
            metrics = client.get("/__admin/metrics").text.splitlines()
            counted = [each for each in metrics if re.match("ragmock_.*_total", each)]
            return told, counted, logged.copy(), fake.worlds.journals.feed.last

        client.get("/v1/datasets")
        before = known()
        statuses = {Unseen(client, "demo").ask(*each, **sent).status_code for *each, sent in ASKED}

        assert {200, 400, 404, 405, 409} <= statuses
        assert known() == before


def test_no_fault_is_met_nor_counted(world, unseen):
    world.admin.post("/faults", json={"fault": {"status": 503}, "operation": "*"})
    before = world.admin.get("/faults").json()

    assert unseen.ask("POST", "/v1/datasets", json={"name": "New"}).status_code == 200
    assert world.admin.get("/faults").json() == before
    assert world.dify.get("/datasets").status_code == 503


def test_no_answer_can_be_preferred(unseen):
    asked = unseen.ask("GET", "/v1/datasets?__code=403", headers={"Prefer": "code=403"})

    assert asked.status_code == 200


def test_no_limit_of_requests_holds_nor_is_it_used_up(world, unseen):
    world.admin.put(f"/worlds/{world.name}", json={"requests_per_minute": 1})
    made = [unseen.ask("POST", "/v1/datasets", json={"name": name}) for name in "ABC"]

    assert [each.status_code for each in made] == [200] * 3
    assert world.dify.post("/datasets", json={"name": "D"}).status_code == 200
    assert world.dify.post("/datasets", json={"name": "E"}).status_code == 403


def test_no_answer_is_late(monkeypatch):
    fake, asked = Fake("busy"), []
    monkeypatch.setattr(fake.worlds.latency, "draw", lambda: asked.append("late") or 0.0)
    with client_of(fake) as client:
        client.get("/v1/datasets")
        assert asked == ["late"]

        assert Unseen(client, "demo").ask("GET", "/v1/datasets").status_code == 200
        assert asked == ["late"]


# ---------------------------------------------------------------------- what it does
def test_a_call_that_is_refused_leaves_the_world_as_it_was(world, unseen):
    world.admin.post("/clock", json={"freeze": True})
    unseen.ask("POST", "/v1/datasets", json={"name": "A"})
    before = world.admin.get("/snapshot").content
    refused = unseen.ask("POST", "/v1/datasets", json={"name": "A"})

    assert refused.status_code == 409
    assert world.admin.get("/snapshot").content == before


def test_whoever_waits_is_woken_by_what_it_writes(timed):
    world, created = timed.world, timed.create()
    world.admin.post("/clock", json={"speed": 0.001}).raise_for_status()
    off = Unseen(world.server.client(), world.name)
    began = monotonic()
    with ThreadPoolExecutor() as pool:
        asked = {"document": created["id"], "timeout": LONG}
        waiting = pool.submit(world.admin.post, "/wait-for-document", json=asked, timeout=60)
        sleep(0.1)  # it is to wait already
        off.ask("DELETE", f"/v1/datasets/{timed.dataset}").raise_for_status()
        told = waiting.result()

    assert told.headers["X-Ragmock-Refusal"] == "admin.no_such_document"
    assert monotonic() - began < LONG
