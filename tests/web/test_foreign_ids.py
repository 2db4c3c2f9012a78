"""With the ids of another world a key gets what it gets with ids that exist nowhere."""

from __future__ import annotations

import json
import re
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock import contract

from .test_random_input import SETTINGS, nearly
from .two_worlds import MULTIPART, TOKENS, WORD, Sites, refusal_of

OPERATIONS = contract.load().operations.values()
TEXT = {"text": "A text.", "name": "a.txt", "indexing_technique": "economy"}
#: Bodies that ask for something, by the ends of the names of operations.
BODIES: dict[str, list[Any]] = {
    "dify.datasets.create_dataset": [
        {"name": "New", "provider": "external", "external_knowledge_api_id": "@dataset_id@"}
    ],
    "dify.datasets.update_dataset": [
        {"name": "New", "partial_member_list": [{"user_id": "@owner@"}]},
        {"permission": "partial_members", "partial_member_list": [{"user_id": "@document_id@"}]},
    ],
    "dify.documents.create_document_by_text": [
        TEXT,
        TEXT | {"original_document_id": "@document_id@"},
    ],
    "dify.documents.create_document_by_file": [
        {"indexing_technique": "economy"},
        {"original_document_id": "@document_id@", "process_rule": {"mode": "automatic"}},
    ],
    "dify.documents.update_document_by_text": [TEXT],
    "dify.documents.update_document_by_file": [{"process_rule": {"mode": "automatic"}}],
    "dify.segments.add_segments": [{"segments": [{"content": "New."}]}],
    "dify.segments.update_segment": [{"segment": {"content": "New."}}],
    "dify.segments.patch_segment": [{"content": "New."}],
    "dify.child_chunks.create_child_chunk": [{"content": "New."}],
    "dify.child_chunks.update_child_chunk": [{"content": "New."}],
    "dify.retrieval.retrieve": [{"query": WORD}],
    "dify.retrieval.hit_testing": [{"query": WORD}],
    "dify.metadata.create_field": [{"type": "string", "name": "new"}],
    "dify.metadata.rename_field": [{"name": "new"}],
    "dify.metadata.assign_metadata": [
        {
            "operation_data": [
                {"document_id": document, "metadata_list": [{"id": field, "value": "new"}]}
                for document, field in each
            ]
        }
        for each in (
            [("@document_id@", "@metadata_id@")],
            [("@own document_id@", "@metadata_id@")],
            [("@document_id@", "@own metadata_id@")],
            [("@own document_id@", "@own metadata_id@"), ("@document_id@", "@own metadata_id@")],
        )
    ],
    "ragflow.datasets.update_dataset": [
        {"name": "new"},
        {"id": "@ragflow@"},
        {"id": "@dataset_id@"},
        {"embedding_model_id": "@ragflow@"},
    ],
    "data.items.update_item": [{"name": "New"}],
}


def places(operation):
    """Tell in which places of its path and query an operation takes an id."""
    named = [each.name for each in operation.parameters]
    return [name for name in named if name in TOKENS]


def takes_ids_in_its_body(operation):
    return operation.body is not None and any(
        re.search(r"(^|_)id$", name) for name in property_names(schema_of(operation))
    )


def property_names(schema):
    """Give the names of all properties in a schema that may be any text."""
    if isinstance(schema, list):
        return {name for each in schema for name in property_names(each)}
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties", {})
    free = {name for name, each in own.items() if isinstance(each, dict) and "enum" not in each}
    return free | {name for each in schema.values() for name in property_names(each)}


def schema_of(operation):
    schema = operation.body.schema.schema
    return schema["properties"]["data"] if operation.body.media_type == MULTIPART else schema


WITH_IDS = [each for each in OPERATIONS if places(each) or takes_ids_in_its_body(each)]


@pytest.fixture(scope="module")
def sites(inside):
    server = inside("empty")
    yield Sites.make(server)
    for name in ("other", "own"):
        server.fake.worlds.end(name)


# ---------------------------------------------------------------------- the calls
def combinations(operation):
    """Give every choice of whose ids stand in the path: the caller's own, or strange ones."""
    named = places(operation)
    return [
        dict(zip(named, each, strict=True)) for each in product([False, True], repeat=len(named))
    ]


def bodies_of(operation):
    if operation.body is None:
        return [None]
    return BODIES[operation.canonical if operation.canonical in BODIES else operation.id]


@pytest.mark.parametrize("operation", WITH_IDS, ids=lambda each: each.id)
def test_an_id_of_another_world_is_one_that_exists_nowhere(sites, operation):
    for ids in combinations(operation):
        for body in bodies_of(operation):
            sites.hold(operation, ids, body)
            sites.hold(operation, ids, body, read_only=True)


@pytest.mark.parametrize(
    "operation", [each for each in WITH_IDS if each.body], ids=lambda each: each.id
)
def test_no_body_finds_what_another_world_holds(sites, operation):
    tokens = [f"@{whose}{each}@" for each in TOKENS for whose in ("", "own ")]

    @settings(SETTINGS, max_examples=20)
    @given(
        ids=st.sampled_from(combinations(operation)),
        body=nearly(schema_of(operation), tokens),
    )
    def holds(ids, body):
        sites.hold(operation, ids, body, exactly=False)

    holds()


def test_every_call_that_takes_an_id_is_tried():
    without = {each.id for each in OPERATIONS} - {each.id for each in WITH_IDS}

    assert without == {
        "dify.workspace.get_health",
        "dify.workspace.get_index",
        "dify.workspace.list_models",
        "dify.datasets.list_datasets",
        "dify.metadata.list_built_in_fields",
        "ragflow.datasets.create_dataset",
        "ragflow.datasets.list_datasets",
        "data.items.create_item",
    }


def test_every_kind_of_id_is_sent():
    sent = {name for each in WITH_IDS for name in places(each)}
    sent |= set(re.findall(r"@(?:own )?(\w+)@", json.dumps(BODIES)))

    assert sent | {"upload_id", "rules_id", "node_id"} == set(TOKENS)


@pytest.mark.parametrize("operation", WITH_IDS, ids=lambda each: each.id)
def test_with_its_own_ids_a_call_succeeds(sites, operation):
    *_, body = bodies_of(operation)
    everywhere = dict.fromkeys(places(operation), True)

    key = "dataset-own" if operation.provider == "dify" else "ragflow-own"
    response, _ = sites.answer(operation, everywhere, body, key, sites.own)

    refused = {
        "dify.datasets.create_dataset": "dify.unknown_api_template",  # there are none to name
    }
    assert refusal_of(response) == refused.get(operation.id)


def test_the_ids_of_one_world_are_none_of_the_other(sites):
    assert set(sites.own.values()).isdisjoint(sites.other.values())
    assert set(sites.nowhere.values()).isdisjoint(sites.other.values())
    assert WORD in str(sites.server.kept("other"))
    assert WORD not in str(sites.server.kept("own"))


# ---------------------------------------------------------------------- all that is no such call
@pytest.mark.parametrize("prefer", ["", "code=200", "code=404", "example=created"])
@pytest.mark.parametrize(
    "path",
    ["/v1/datasets", f"/v1/datasets?keyword={WORD}", "/api/v1/dataset", "/nothing", "/v1/dataset"],
)
def test_no_list_and_no_preference_tells_of_another_world(sites, path, prefer):
    key = "ragflow-own" if path.startswith("/api/") else "dataset-own"
    headers = {"Prefer": prefer} if prefer else {}

    response = sites.server.client(key).get(path, headers=headers)

    told = f"{response.headers} {response.text}"
    assert [each for each in sites.other.values() if each in told] == []
    assert WORD not in response.text
    assert sites.everything_of_the_other() == sites.before


def test_all_that_a_world_shows_is_its_own(sites):
    shown = str(sites.server.shown("own"))

    assert "horse" in shown
    assert WORD not in shown
    assert [each for each in sites.other.values() if each in shown] == []


def test_a_journal_has_the_requests_of_its_own_world_alone(sites):
    journals = sites.server.fake.worlds.journals
    secret = sites.other["dataset_id"]
    sites.server.client("dataset-own").get(f"/v1/datasets/{secret}")

    newest = next(journals.of("own").newest())

    assert newest.path == f"/v1/datasets/{secret}"
    assert WORD not in str(newest.answer)
    assert sites.everything_of_the_other() == sites.before
