"""Which refusal is told where several apply."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ragmock import contract
from ragmock.domain.lifecycle import Stage

NOWHERE = "99999999-9999-4999-8999-999999999999"
NEVER_INDEXED = "55555555-5555-4555-8555-555555555555"
BUSY = "44444444-4444-4444-8444-444444444444"
OPERATIONS = list(contract.load().operations.values())
SECURED = [each for each in OPERATIONS if each.secured]
WRITING = [each for each in SECURED if not each.reads]
IN_A_DATASET = [each for each in SECURED if each.path.startswith("/v1/datasets/{dataset_id}")]
OF_A_PART = [
    each for each in IN_A_DATASET if re.search(r"\{(document_id|metadata_id|batch)\}", each.path)
]
PREFIX = {"dify": "dataset", "ragflow": "ragflow", "data": "ragflow"}
JSON = {"Content-Type": "application/json"}

#: What a product tells one whose key is missing, and one whose key may only read.
NO_KEY = {
    "dify": "dify.no_authorization",
    "ragflow": "ragflow.unauthorized",
    "data": "data.unauthorized",
}
READ_ONLY = {
    "dify": "dify.read_only_key",
    "ragflow": "ragflow.read_only_key",
    "data": "data.forbidden",
}

each_operation = pytest.mark.parametrize("operation", SECURED, ids=lambda each: each.id)
each_writing = pytest.mark.parametrize("operation", WRITING, ids=lambda each: each.id)
in_a_dataset = pytest.mark.parametrize("operation", IN_A_DATASET, ids=lambda each: each.id)
of_a_part = pytest.mark.parametrize("operation", OF_A_PART, ids=lambda each: each.id)
each_path = pytest.mark.parametrize("path", dict.fromkeys(each.path for each in OPERATIONS))


# ---------------------------------------------------------------------------- path, key, body
@each_path
def test_the_path_goes_before_the_key(inside, path):
    nobody = inside("demo").client()
    methods = {each.method for each in OPERATIONS if each.path == path}

    wrong = nobody.request("LINK", filled(path))
    unknown = nobody.get(filled(path).rstrip("/") + "/and/more")

    assert told(wrong).endswith(".method_not_allowed")
    assert set(wrong.headers["Allow"].split(", ")) - {"HEAD", "OPTIONS"} == methods
    assert told(unknown).endswith((".no_such_route", "data.not_found"))


@each_operation
def test_the_key_goes_before_the_body(inside, operation):
    nobody = inside("demo").client()

    response = nobody.request(operation.method, filled(operation.path), content=b"{", headers=JSON)

    assert told(response) == NO_KEY[operation.provider]


@each_writing
def test_a_read_only_key_writes_nothing_and_learns_nothing(inside, operation):
    reader = inside("demo").client(f"{PREFIX[operation.provider]}-reader.ro")

    response = reader.request(operation.method, filled(operation.path), content=b"{", headers=JSON)

    assert told(response) == READ_ONLY[operation.provider]


def test_a_read_only_key_reads_everything(inside):
    server = inside("demo")
    reader = server.client("dataset-reader.ro")
    body = {"query": "cats"}

    shown = server.shown("reader")  # by a read-only key
    found = [
        reader.post(f"/v1/datasets/11111111-1111-4111-8111-111111111111/{path}", json=body)
        for path in ("retrieve", "hit-testing")
    ]

    assert {status for status, _ in shown.values()} == {200}
    assert [each.status_code for each in found] == [200, 200]


def test_health_and_index_need_no_key(inside):
    nobody = inside("demo").client()

    assert [nobody.get(path).status_code for path in ("/health", "/v1/")] == [200, 200]


# ---------------------------------------------------------------------------- what is not there
@in_a_dataset
def test_an_unknown_dataset_goes_before_a_wrong_body(inside, operation):
    dify = inside("demo").client("dataset-order")

    response = dify.request(operation.method, filled(operation.path), **wrong_body(operation))

    assert told(response) == "dify.dataset_not_found"


@of_a_part
def test_an_unknown_part_of_a_dataset_goes_before_a_wrong_body(inside, operation):
    dify = inside("busy").client("dataset-order")
    path = filled(operation.path.replace("{dataset_id}", BUSY))

    response = dify.request(operation.method, path, **wrong_body(operation))

    assert told(response).startswith(("dify.document_", "dify.batch_", "dify.metadata_"))
    assert response.status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        f"/v1/datasets/{NOWHERE}/document/create-by-file",
        f"/v1/datasets/{NOWHERE}/documents/{NOWHERE}/update-by-file",
        f"/v1/datasets/{BUSY}/documents/{NOWHERE}/update-by-file",
    ],
)
@pytest.mark.parametrize("files", [[], ["a.exe"], ["a/b.txt"], ["a.txt", "b.txt"]])
def test_what_is_not_there_goes_before_a_wrong_file(inside, path, files):
    dify = inside("busy").client("dataset-order")
    parts = {f"file{number or ''}": (name, b"text") for number, name in enumerate(files)}
    data = {"data": (None, '{"indexing_technique": "economy"}')}

    response = dify.post(path, files=parts | data)

    assert response.status_code == 404


# ---------------------------------------------------------------------------- states
STATES = [
    # archived, is the dataset initialised, the stage; what adding a segment is told
    (True, False, Stage.WAITING, "dify.archived_document_immutable"),
    (True, True, Stage.WAITING, "dify.archived_document_immutable"),
    (True, True, None, "dify.archived_document_immutable"),
    (False, False, Stage.WAITING, "dify.dataset_not_initialized"),
    (False, False, Stage.PAUSED, "dify.dataset_not_initialized"),
    (False, True, Stage.WAITING, "dify.document_indexing"),
    (False, True, Stage.PAUSED, "dify.document_indexing"),
]


@pytest.mark.parametrize(("archived", "initialised", "stage", "refusal"), STATES)
def test_archived_goes_before_not_initialised_before_indexing(
    inside, archived, initialised, stage, refusal
):
    name = f"state-{archived}-{initialised}-{stage}"
    server = inside("busy")
    dify = server.client(f"dataset-{name}")
    base = server.world(name).bases["dify"]
    (document,) = base.documents.newest(NEVER_INDEXED)
    run = replace(document.run, held=stage)
    base.documents.change(replace(document, archived=archived, run=run))
    at = f"/v1/datasets/{NEVER_INDEXED}"
    if initialised:
        other = {"name": "other", "text": "ready", "indexing_technique": "economy"}
        dify.post(f"{at}/document/create-by-text", json=other).raise_for_status()

    response = dify.post(
        f"{at}/documents/{document.id}/segments", json={"segments": [{"content": "more"}]}
    )

    assert told(response) == refusal


def test_a_wrong_body_goes_before_the_state_of_the_document(inside):
    server = inside("busy")
    dify = server.client("dataset-order")
    documents = {
        one.name: one for one in server.world("order").bases["dify"].documents.newest(BUSY)
    }
    archived = documents["archived.txt"].id

    response = dify.post(f"/v1/datasets/{BUSY}/documents/{archived}/segments", json={})

    assert told(response) == "dify.segments_required"


# ---------------------------------------------------------------------------- making the calls
def told(response) -> str:
    return response.headers["X-Ragmock-Refusal"]


def filled(path: str) -> str:
    """Put ids of nothing where a path has blanks."""
    words = {"{id}": "1", "{action}": "enable", "{model_type}": "llm"}
    return re.sub(r"\{\w+\}", lambda found: words.get(found[0], NOWHERE), path)


def wrong_body(operation) -> dict:
    """Give a body that can be read and does not fit."""
    if operation.body is None:
        return {}
    if operation.body.media_type == "multipart/form-data":
        return {"files": {"data": (None, '{"process_rule": 5}')}}
    return {"json": {"unknown": 1}}
