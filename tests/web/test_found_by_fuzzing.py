"""What requests made from the contract once brought to light."""

import json

import pytest


@pytest.mark.parametrize("page", [10**17, 10**24, -(10**24)])
def test_a_page_that_no_server_can_count_to_is_refused(world, page):
    answer = world.dify.get("/datasets", params={"page": page})

    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid_param"
    assert answer.json()["params"] == "page"


def test_a_limit_that_no_answer_can_repeat_is_refused(world):
    dataset = world.dify.post("/datasets", json={"name": "Handbook"}).json()["id"]
    text = {"name": "a", "text": "Birds can fly.", "indexing_technique": "economy"}
    created = world.dify.post(f"/datasets/{dataset}/document/create-by-text", json=text).json()
    path = f"/datasets/{dataset}/documents/{created['document']['id']}/segments"

    answer = world.dify.get(path, params={"limit": 10**24})

    assert answer.status_code == 400
    assert answer.json()["params"] == "limit"


def test_a_huge_number_in_a_field_that_nobody_knows_is_no_reason_to_refuse(world):
    dataset = world.dify.post("/datasets", json={"name": "Handbook", "unknown": 10**40})
    sent = {"indexing_technique": "economy", "unknown": 10**40}

    answer = world.dify.post(
        f"/datasets/{dataset.json()['id']}/document/create-by-file",
        data={"data": json.dumps(sent)},
        files={"file": ("a.txt", b"Birds can fly.")},
    )

    assert answer.status_code == 200


def test_a_number_of_more_than_64_bits_is_no_whole_number(world):
    dataset = world.dify.post("/datasets", json={"name": "Handbook"}).json()["id"]
    model = {
        "search_method": "semantic_search",
        "reranking_enable": False,
        "top_k": 2**64,
        "score_threshold_enabled": False,
    }

    answer = world.dify.post(
        f"/datasets/{dataset}/document/create-by-file",
        data={"data": json.dumps({"indexing_technique": "economy", "retrieval_model": model})},
        files={"file": ("a.txt", b"Birds can fly.")},
    )

    assert answer.status_code == 400
    assert answer.json()["params"] == "retrieval_model.top_k"


@pytest.mark.parametrize("name", ["search_method", "parent_mode"])
def test_null_is_a_choice_where_the_contract_says_so(world, name):
    dataset = world.dify.post("/datasets", json={"name": "Handbook"}).json()["id"]
    rules = {"pre_processing_rules": [], "segmentation": {"max_tokens": 100}, "parent_mode": None}
    path, sent = {
        "search_method": ("retrieve", {"query": "fly", "retrieval_model": {"search_method": None}}),
        "parent_mode": (
            "document/create-by-text",
            {
                "name": "a",
                "text": "Birds can fly.",
                "indexing_technique": "economy",
                "process_rule": {"mode": "custom", "rules": rules},
            },
        ),
    }[name]

    answer = world.dify.post(f"/datasets/{dataset}/{path}", json=sent)

    assert answer.status_code == 200
