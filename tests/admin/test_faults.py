"""What is to go wrong goes wrong: which requests meet a fault, and what it does to them."""

import asyncio
import json

import httpx
import pytest

from ragmock import contract

KNOWN = contract.load()
CREATE = "dify.datasets.create_dataset"
TAKEN = "dify.dataset_name_duplicate"
NEW = {"indexing_technique": "economy", "process_rule": {"mode": "automatic"}}
SOME = "11111111-1111-4111-8111-111111111111"
BROKEN = {"status": 503, "body": {"down": True}, "headers": {"X-Own": "1"}}


def plan(world, fault, **more):
    made = world.admin.post("/faults", json={"fault": fault, **more})
    assert made.status_code == 201, made.text
    return made.json()


def faults(world, **query):
    return world.admin.get("/faults", params=query).raise_for_status().json()["data"]


def create(world, name="New"):
    return world.dify.post("/datasets", json={"name": name})


def names(world):
    return [each["name"] for each in world.dify.get("/datasets").json()["data"]]


# ---------------------------------------------------------------------- what it does
def test_a_refusal_is_given_in_its_words_and_nothing_happens(world):
    plan(world, TAKEN, operation=CREATE)
    refused = create(world)
    wording = KNOWN.wordings[TAKEN]

    assert (refused.status_code, refused.json()) == (wording.status, wording.say())
    assert refused.headers["X-Ragmock-Refusal"] == TAKEN
    assert refused.headers["X-Ragmock-Fault"] == "fault-1"
    assert "nothing was done" in refused.headers["X-Ragmock-Diagnosis"]
    assert names(world) == []


def test_a_refusal_need_not_be_one_that_the_operation_declares(world):
    plan(world, "dify.archived_document_immutable", operation=CREATE)

    assert create(world).json()["code"] == "archived_document_immutable"


def test_ragflow_refuses_with_200_and_a_code(world):
    plan(world, "ragflow.server_error", operation="ragflow.datasets.create_dataset")
    refused = world.ragflow.post("/dataset", json={"name": "New"})
    wording = KNOWN.wordings["ragflow.server_error"]

    assert (refused.status_code, refused.json()) == (wording.status, wording.say())
    assert refused.json()["code"] != 0
    assert world.ragflow.get("/dataset").json()["data"] == []


@pytest.mark.parametrize(
    ("said", "status", "content", "media_type"),
    [
        (BROKEN, 503, b'{"down":true}', "application/json"),
        ({"status": 502, "body": "gone"}, 502, b"gone", "text/plain; charset=utf-8"),
        ({"status": 500}, 500, b"", None),
        ({"status": 204}, 204, b"", None),
        ({"status": 200, "body": []}, 200, b"[]", "application/json"),
        (
            {"status": 503, "body": "<p>", "headers": {"content-type": "text/html"}},
            *(503, b"<p>", "text/html"),
        ),
    ],
)
def test_an_answer_may_be_in_words_of_ones_own(world, said, status, content, media_type):
    plan(world, said, operation=CREATE)
    answer = create(world)

    assert (answer.status_code, answer.content) == (status, content)
    assert answer.headers.get("Content-Type") == media_type
    assert answer.headers.get("X-Own") == said.get("headers", {}).get("X-Own")
    assert names(world) == []


def test_after_the_call_its_effect_stays_and_its_answer_is_lost(site):
    plan(site.world, {"status": 504}, operation="dify.documents.*", when="after", times=1)
    path = f"/datasets/{site.dataset}/document/create-by-text"
    body = {"name": "a.txt", "text": "a", **NEW}
    lost = site.world.dify.post(path, json=body)
    listed = site.world.dify.get(f"/datasets/{site.dataset}/documents").json()["data"]

    assert (lost.status_code, lost.content) == (504, b"")
    assert "the call was done" in lost.headers["X-Ragmock-Diagnosis"]
    assert [each["name"] for each in listed] == ["a.txt"]


def test_after_a_call_that_is_refused_its_refusal_is_lost_too(world):
    create(world)
    plan(world, {"status": 504}, operation=CREATE, when="after", times=1)

    assert create(world).status_code == 504
    assert create(world).status_code == 409
    assert names(world) == ["New"]


def test_before_the_call_nothing_else_of_it_is_looked_at(world):
    plan(world, {"status": 503}, operation=CREATE)

    assert world.dify.post("/datasets", content=b"{").status_code == 503
    assert world.read_only.dify.post("/datasets", json={"name": "a"}).status_code == 403
    assert world.server.client("/v1").post("/datasets", json={"name": "a"}).status_code == 401


def test_a_preferred_answer_meets_no_fault(world):
    plan(world, {"status": 503}, times=1)
    preferred = world.dify.get("/datasets", headers={"Prefer": "code=200"})

    assert preferred.status_code == 200
    assert faults(world)[0]["matched"] == 0


# ---------------------------------------------------------------------- which requests
def test_without_an_operation_it_is_for_all_of_the_products(world):
    plan(world, {"status": 503})
    answers = [create(world), world.ragflow.get("/dataset"), world.data.get("/data")]

    assert [each.status_code for each in answers] == [503] * 3
    assert world.admin.get("/faults").status_code == 200


def test_a_refusal_is_for_the_operations_of_its_product_alone(world):
    plan(world, "dify.internal_error")

    assert create(world).status_code == 500
    assert world.ragflow.get("/dataset").json()["code"] == 0


@pytest.mark.parametrize(
    ("operation", "met"), [(CREATE, True), ("dify.*.create_*", True), ("dify.documents.*", False)]
)
def test_an_operation_is_named_or_meant_by_a_pattern(world, operation, met):
    plan(world, {"status": 503}, operation=operation)

    assert (create(world).status_code == 503) == met


ALIAS = next(each for each in KNOWN.operations.values() if each.is_alias and each.secured)


@pytest.mark.parametrize("named", [ALIAS.id, ALIAS.canonical])
def test_another_spelling_counts_as_the_operation(site, named):
    plan(site.world, {"status": 503}, operation=named)
    client = site.world.server.client("", site.world.dify_key)
    ids = {each.name: SOME for each in ALIAS.parameters if each.place == "path"}
    statuses = [
        client.request(each.method, each.path.format(**ids), json={}).status_code
        for each in (ALIAS, KNOWN.operations[ALIAS.canonical])
    ]

    assert statuses == [503, 503]


@pytest.mark.parametrize(
    ("match", "met"),
    [
        ({}, True),
        ({"method": "POST"}, True),
        ({"method": "GET"}, False),
        ({"path": "/v1/datasets"}, True),
        ({"path": "/v1/*"}, True),
        ({"path": "/v1"}, False),
        ({"query": {"a": "1"}}, True),
        ({"query": {"a": "2", "b": ""}}, True),
        ({"query": {"a": "3"}}, False),
        ({"query": {"c": ""}}, False),
        ({"body": {}}, True),
        ({"body": {"name": "New"}}, True),
        ({"body": {"name": "New", "description": "x"}}, False),
        ({"body": {"more": {"deep": [1, {"a": 1}]}}}, True),
        ({"body": {"more": {"deep": [1]}}}, False),
        ({"body": {"more": {"deep": [True, {"a": 1}]}}}, False),
        ({"method": "POST", "body": {"name": "Old"}}, False),
    ],
)
def test_a_request_must_be_and_hold_what_is_said(world, match, met):
    plan(world, {"status": 503}, match=match)
    body = {"name": "New", "more": {"deep": [1, {"a": 1, "b": 2}]}}
    answer = world.dify.post("/datasets?a=1&a=2&b=", json=body)

    assert (answer.status_code == 503) == met
    assert faults(world)[0]["matched"] == met


@pytest.mark.parametrize(
    ("body", "met"),
    [
        ({"file": "a.txt"}, True),
        ({"data": {"indexing_technique": "economy"}}, True),
        ({"file": "b.txt"}, False),
        ({"data": "{}"}, False),
    ],
)
def test_of_a_form_the_fields_are_looked_at_and_the_file_arrives_whole(site, body, met):
    plan(site.world, {"status": 503}, match={"body": body})
    content = b"One line.\n" * 20_000
    answer = site.world.dify.post(
        f"/datasets/{site.dataset}/document/create-by-file",
        files={"file": ("a.txt", content)},
        data={"data": json.dumps(NEW)},
    )
    listed = site.world.dify.get(f"/datasets/{site.dataset}/documents").json()["data"]

    assert answer.status_code == (503 if met else 200)
    assert [each["data_source_detail_dict"]["upload_file"]["size"] for each in listed] == (
        [] if met else [len(content)]
    )


@pytest.mark.parametrize("sent", [b"{", b"[1]", b" " * 17_000_000])
def test_a_body_that_is_looked_at_is_refused_as_it_always_is(world, sent):
    headers = {"Content-Type": "application/json"}
    plain = world.dify.post("/datasets", content=sent, headers=headers)
    plan(world, {"status": 503}, match={"body": {"name": "New"}})
    looked_at = world.dify.post("/datasets", content=sent, headers=headers)

    assert looked_at.status_code == plain.status_code
    assert looked_at.content == plain.content


def test_a_fault_is_private_to_its_world(world):
    other = world.server.world("other")
    plan(world, {"status": 503})

    assert faults(other) == []
    assert create(other).status_code == 200
    assert create(world).status_code == 503


# ---------------------------------------------------------------------- their order
def test_the_first_fault_that_fires_is_given(world):
    for status in (501, 502, 503):
        plan(world, {"status": status}, operation=CREATE, times=1)
    statuses = [create(world).status_code for _ in range(4)]

    assert statuses == [501, 502, 503, 200]
    assert [each["matched"] for each in faults(world)] == [1, 1, 1]


def test_a_fault_that_holds_back_gives_way_to_the_next(world):
    plan(world, {"status": 501}, operation=CREATE, succeed_first=1)
    plan(world, {"status": 502}, operation=CREATE)

    assert [create(world).status_code for _ in range(3)] == [502, 501, 501]


# ---------------------------------------------------------------------- requests at once
def test_requests_at_once_share_the_times_exactly(world):
    plan(world, {"status": 503}, times=7)

    async def send_all():
        async with httpx.AsyncClient(trust_env=False) as client:
            headers = {"Authorization": f"Bearer {world.dify_key}"}
            url = f"{world.server.url}/v1/datasets"
            return await asyncio.gather(*(client.get(url, headers=headers) for _ in range(40)))

    statuses = [each.status_code for each in asyncio.run(send_all())]

    assert (statuses.count(503), statuses.count(200)) == (7, 33)


def test_a_fault_is_forgotten_with_the_request_that_met_it(world):
    plan(world, {"refusal": TAKEN, "delay": {"dribble": {"chunks": 3, "over": "30ms"}}}, times=1)
    met, other = create(world), create(world)

    assert met.headers["X-Ragmock-Fault"] == "fault-1"
    assert (other.status_code, other.json()["name"]) == (200, "New")
    assert [name for name in other.headers if name.startswith("x-ragmock-")] == []


def test_the_journal_says_which_fault_a_request_met(world):
    plan(world, TAKEN, operation=CREATE, when="after")
    create(world)
    noted = world.admin.get("/requests").json()["data"][0]

    assert (noted["status"], noted["refusal"]) == (409, TAKEN)
    assert noted["diagnosis"].startswith("fault-1 of this world fired; the call was done")


def test_a_reset_forgets_the_faults(world):
    plan(world, {"status": 503})
    world.admin.post("/reset", json={}).raise_for_status()

    assert faults(world) == []
    assert create(world).status_code == 200
