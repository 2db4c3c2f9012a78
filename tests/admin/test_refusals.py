"""What the control plane refuses, each by its natural cause, in words of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ragmock import __version__, contract
from ragmock.world import name_in

if TYPE_CHECKING:
    import httpx

ADMIN = contract.load_admin()
JSON = {"Content-Type": "application/json"}
NOWHERE = "99999999-9999-4999-8999-999999999999"
SOME = f"/documents/{NOWHERE}"

#: Calls, and what refuses them; tests/admin/test_*.py have those that need a document.
CAUSES = [
    ("admin.no_such_path", "GET", "/helth", {}),
    ("admin.no_such_path", "GET", "", {}),
    ("admin.wrong_method", "POST", "/health", {}),
    ("admin.wrong_method", "PUT", "/presets", {"json": {}}),
    ("admin.foreign_site", "GET", "/health", {"headers": {"Origin": "http://example.com"}}),
    ("admin.malformed", "GET", "/documents?world=a.b", {}),
    ("admin.malformed", "GET", "/presets?world=", {}),
    ("admin.malformed", "GET", f"/presets?world={'x' * 65}", {}),
    ("admin.malformed", "POST", "/presets", {"json": {"name": "a"}}),
    ("admin.unreadable_body", "POST", "/presets", {"content": "{", "headers": JSON}),
    ("admin.unreadable_body", "POST", f"{SOME}/advance", {"content": "{", "headers": JSON}),
    ("admin.wrong_media_type", "POST", "/presets", {"content": "{}"}),
    ("admin.wrong_media_type", "POST", f"{SOME}/advance", {"data": {"stages": "1"}}),
    ("admin.too_large", "POST", "/presets", {"content": b" " * 17_000_000, "headers": JSON}),
    ("admin.too_large", "POST", f"{SOME}/advance", {"content": b" " * 17_000_000}),
    ("admin.no_such_dataset", "GET", "/documents?dataset=nowhere", {}),
    ("admin.no_such_document", "GET", SOME, {}),
    ("admin.no_such_request", "GET", "/requests/99", {}),
    ("admin.no_such_request", "GET", "/requests/unmatched/999999", {}),
    ("admin.no_such_path", "GET", "/requests/0", {}),
    ("admin.malformed", "GET", "/requests?limit=0", {}),
    ("admin.malformed", "GET", "/requests/unmatched?world=a.b", {}),
    ("admin.not_in_time", "POST", "/wait", {"json": {"timeout": 0}}),
    ("admin.malformed", "POST", "/wait", {"json": {"timeout": 61}}),
    ("admin.malformed", "POST", "/wait", {"json": {"count": 0}}),
    ("admin.no_such_document", "POST", "/wait-for-document", {"json": {"document": "x"}}),
    ("admin.malformed", "POST", "/wait-for-document", {"json": {"document": "x", "status": "y"}}),
    ("admin.malformed", "POST", "/requests/find", {"json": {"since": "yesterday"}}),
    ("admin.no_such_dataset", "GET", f"/explain?dataset={NOWHERE}&query=a", {}),
    ("admin.no_such_dataset", "POST", "/explain", {"json": {"dataset": NOWHERE, "query": "a"}}),
    ("admin.no_such_dataset", "POST", f"/datasets/{NOWHERE}/answers", {"json": {"chunks": []}}),
    ("admin.no_such_world", "GET", "/worlds/nobodys", {}),
    ("admin.no_such_fixture", "PUT", "/worlds/w", {"json": {"fixture": "full"}}),
    ("admin.no_such_fixture", "PUT", "/worlds/w", {"json": {"fixture": "/etc/passwd"}}),
    ("admin.no_such_fixture", "PUT", "/worlds/w", {"json": {"fixture": "../fixtures/demo.yaml"}}),
    ("admin.malformed", "PUT", "/worlds/a.b", {"json": {}}),
    ("admin.malformed", "GET", f"/worlds/{'x' * 65}", {}),
    ("admin.malformed", "PUT", "/worlds/w", {"json": {"upload_limit": -1}}),
    ("admin.malformed", "PUT", "/worlds/w", {"json": {"seed": 5}}),
    ("admin.malformed", "PUT", "/worlds/w", {"json": {"name": "other"}}),
    ("admin.too_large", "PUT", "/worlds/w", {"content": b" " * 17_000_000, "headers": JSON}),
    ("admin.malformed", "POST", "/reset", {"json": {"clock": 1}}),
    ("admin.bad_latency", "PUT", "/latency", {"json": {"latency": "2s..200ms"}}),
    ("admin.bad_latency", "PUT", "/latency", {"json": {"latency": "11m"}}),
    ("admin.bad_latency", "PUT", "/latency", {"json": {"latency": "200ms.."}}),
    ("admin.bad_latency", "PUT", "/latency", {"json": {"latency": "1s..2s..3s"}}),
    ("admin.malformed", "PUT", "/latency", {"json": {"latency": 200}}),
    ("admin.malformed", "PUT", "/latency", {"json": {}}),
    ("admin.bad_time", "POST", "/clock", {"json": {"set": "tomorrow"}}),
    ("admin.bad_time", "POST", "/clock", {"json": {"advance": "5 parsecs"}}),
    ("admin.malformed", "POST", "/clock", {"json": {"speed": -1}}),
    ("admin.malformed", "GET", "/explain?query=a", {}),
    ("admin.malformed", "GET", f"/explain?dataset=a&query={'x' * 251}", {}),
    ("admin.malformed", "GET", "/explain?dataset=a&query=b&search_method=guess", {}),
    ("admin.malformed", "GET", "/explain?dataset=a&query=b&vector_weight=much", {}),
    ("admin.malformed", "GET", "/explain?dataset=a&query=b&reranking_enable=1", {}),
    ("admin.no_such_snapshot", "GET", "/snapshots/nothing", {}),
    ("admin.no_such_snapshot", "DELETE", "/snapshots/nothing", {}),
    ("admin.no_such_snapshot", "POST", "/snapshots/nothing/restore", {}),
    ("admin.no_such_snapshot", "POST", "/snapshots/nothing/fork", {"json": {"world": "w"}}),
    ("admin.malformed", "PUT", "/snapshots/a.b", {}),
    ("admin.malformed", "PUT", "/snapshots/a", {"json": {}}),
    ("admin.malformed", "POST", "/snapshots/a/fork", {"json": {"world": "a.b"}}),
    ("admin.unreadable_body", "PUT", "/snapshots/a", {"content": "{", "headers": JSON}),
    ("admin.wrong_media_type", "PUT", "/snapshots/a", {"content": "{}"}),
    ("admin.no_such_fault", "GET", "/faults/nothing", {}),
    ("admin.no_such_fault", "DELETE", "/faults/nothing", {}),
    ("admin.impossible_fault", "POST", "/faults", {"json": {"fault": "dify.no"}}),
    (
        "admin.only_of_errors",
        "POST",
        "/presets",
        {"json": {"name": "a", "stage": "paused", "share": 1}},
    ),
]

#: Refusals that have tests of their own, or no cause.
ELSEWHERE = {
    "admin.goes_by_itself": "test_advance.py",
    "admin.is_held": "test_advance.py",
    "admin.has_ended": "test_advance.py",
    "admin.no_such_chunk": "test_answers.py",
    "admin.needs_a_call": "test_waits.py",
    "admin.journal_off": "test_waits.py",
    "admin.world_ended": "test_waits.py",
    "admin.not_searchable": "test_explain.py",
    "admin.bad_snapshot": "test_snapshot_files.py",
    "admin.bad_fixture": "test_fixtures.py",
    "admin.no_such_state": "test_provider_states.py",
    "admin.bad_state": "test_provider_states.py",
    "admin.no_token": "test_token.py",
    "admin.limit_reached": "test_limits.py",
    "admin.fixture_too_large": "test_limits.py",
    "admin.crashed": "nothing that is sent makes ragmock fail",
}


@pytest.fixture
def admin(world) -> httpx.Client:
    return world.server.client("/__admin")


@pytest.mark.parametrize(("refusal", "method", "path", "sent"), CAUSES)
def test_a_refusal_is_told_in_the_words_of_the_contract(admin, refusal, method, path, sent):
    refused = admin.request(method, path, **sent)
    wording = ADMIN.wordings[refusal]
    pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(wording.template["message"]))

    assert refused.headers["X-Ragmock-Refusal"] == refusal
    assert refused.headers["X-Ragmock-Diagnosis"] != ""
    assert refused.status_code == refused.json()["status"] == wording.status
    assert refused.json()["code"] == wording.template["code"] == refusal.partition(".")[2]
    assert re.fullmatch(pattern, refused.json()["message"])


def test_every_refusal_has_a_cause():
    assert {refusal for refusal, *_ in CAUSES} | set(ELSEWHERE) == set(ADMIN.wordings)


def test_a_path_that_is_nearly_right_is_told_the_right_one(admin):
    told = admin.get("/document").headers["X-Ragmock-Diagnosis"]

    assert told.endswith("did you mean /__admin/documents?")


def test_a_wrong_method_names_those_that_exist(admin):
    refused = admin.put("/presets")

    assert refused.headers["Allow"] == "GET, POST, DELETE, HEAD, OPTIONS"


# ---------------------------------------------------------------------- what is answered
def test_the_server_says_that_it_is_up(admin):
    assert admin.get("/health").json() == {"status": "ok"}


def test_the_server_says_which_version_it_is(admin):
    assert admin.get("/version").json() == {"version": __version__}


def test_the_contract_can_be_read_from_the_server(admin):
    assert admin.get("/openapi.yaml").text == ADMIN.text
    assert admin.get("/openapi.json").json()["paths"].keys() == ADMIN.document["paths"].keys()


def test_the_products_do_not_have_the_paths_of_the_control_plane(world):
    assert world.server.client().get("/__administration").headers["X-Ragmock-Refusal"] == (
        "dify.no_such_route"
    )
    assert "/__admin" not in contract.load().text


# ---------------------------------------------------------------------- worlds
def test_without_a_name_the_world_is_demo(server_for):
    admin = server_for("empty").client("/__admin")
    admin.post("/presets", json={"name": "of demo", "stage": "waiting"})
    listed = admin.get("/presets", params={"world": "demo"}).json()["data"]
    admin.delete("/presets")

    assert [each["name"] for each in listed] == ["of demo"]


@pytest.mark.parametrize("name", ["a", "A-b_9", "x" * 64, "a.ro", "a b", "ä", "a\n", "x" * 65])
def test_a_world_has_a_name_here_when_a_key_can_have_it(admin, name):
    known = name_in(f"dataset-{name}", "dataset-") == (name, False)

    assert admin.get("/presets", params={"world": name}).is_success == known
