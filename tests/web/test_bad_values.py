"""Numbers, ids, keywords and kinds that no client should send: refused in words, or harmless."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest

from .survival import JSON, OPERATIONS

DATASET = "/v1/datasets/{dataset_id}"
DOCUMENT = f"{DATASET}/documents/{{document_id}}"
SEGMENT = f"{DOCUMENT}/segments/{{segment_id}}"
PAGED = ["/v1/datasets", f"{DATASET}/documents", f"{DOCUMENT}/segments", f"{SEGMENT}/child_chunks"]
BOUNDED = PAGED[:2]  # the documents print the range of their limit
HUGE = "9" * 5000
each_paged = pytest.mark.parametrize("path", PAGED)


# ---------------------------------------------------------------------------- numbers in the query
@each_paged
@pytest.mark.parametrize("number", ["0", "-1", "-9999999999", "2", "1000", "%2B1", "%201%20", "01"])
def test_a_page_may_lie_anywhere(attempt, path, number):
    assert attempt.told("GET", f"{path}?page={number}".format(**attempt.ids)) == ""


@each_paged
@pytest.mark.parametrize("name", ["page", "limit"])
@pytest.mark.parametrize("number", ["a", "1.0", "1e3", "true", "0x1", "1_0", "--1", "%D9%A1"])
def test_what_is_no_number_is_refused(attempt, path, name, number):
    refusal = attempt.told("GET", f"{path}?{name}={number}".format(**attempt.ids))

    assert refusal == "dify.invalid_number"


@each_paged
@pytest.mark.parametrize("name", ["page", "limit"])
@pytest.mark.parametrize("number", ["9" * 20, "-" + "9" * 20, "9" * 4000, HUGE, f"-{HUGE}"])
def test_a_gigantic_number_is_refused(attempt, path, name, number):
    refusal = attempt.told("GET", f"{path}?{name}={number}".format(**attempt.ids))

    assert refusal in {"dify.invalid_param", "dify.invalid_number", "dify.limit_out_of_range"}


@each_paged
@pytest.mark.parametrize("limit", [-1, 0, 101, 10**9])
def test_a_limit_is_bounded_where_the_documents_say_so(attempt, path, limit):
    refusal = attempt.told("GET", f"{path}?limit={limit}".format(**attempt.ids))

    assert refusal == ("dify.limit_out_of_range" if path in BOUNDED else "")


@each_paged
@pytest.mark.parametrize(("query", "limit"), [("limit=3&limit=x", 3), ("page=&limit=", 20)])
def test_the_first_of_repeated_parameters_counts_unless_empty(attempt, path, query, limit):
    shown = attempt.send("GET", f"{path}?{query}".format(**attempt.ids)).json()

    assert shown["limit"] == limit


@pytest.mark.parametrize("query", ["offset=-1", "offset=3", "offset=" + "9" * 30, f"offset={HUGE}"])
def test_an_offset_of_ragflow_is_bounded(attempt, query):
    assert attempt.told("GET", f"/api/v1/dataset?{query}") in {
        "ragflow.bad_offset",
        "ragflow.bad_number",
    }


@pytest.mark.parametrize("count", ["-1", "0", "1", "-2", "-99", "9" * 30, "-" + "9" * 30])
def test_a_count_of_ragflow_is_not(attempt, count):
    listed = attempt.send("GET", f"/api/v1/dataset?count={count}").json()["data"]

    assert len(listed) == {"0": 0, "1": 1, "-2": 0, "-99": 0, "-" + "9" * 30: 0}.get(count, 2)


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        ("123", ""),
        ("%20123", ""),
        ("%2B123", ""),
        ("124", "data.not_found"),
        ("-123", "data.not_found"),
        ("9" * 30, "data.not_found"),
        ("", "data.bad_request"),
        ("abc", "data.bad_request"),
        ("123.0", "data.bad_request"),
        (HUGE, "data.bad_request"),
    ],
)
def test_an_item_has_a_whole_number(attempt, number, refusal):
    assert attempt.told("GET", f"/v1/data?id={number}") == refusal


@pytest.mark.parametrize("number", ["124", "-123", "0", "9" * 3000, HUGE, "abc", "1.0", "%D9%A1"])
@pytest.mark.parametrize("body", [{"json": {"name": "a"}}, {"json": []}])
def test_another_path_than_that_of_an_item_does_not_exist(attempt, number, body):
    assert attempt.told("PUT", f"/v1/data/{number}", **body) == "data.not_found"


# ---------------------------------------------------------------------------- ids
IDS = [each for each in OPERATIONS if each.path.startswith(f"{DATASET}/") and each.secured]
IN_A_DOCUMENT = [each for each in IDS if "{document_id}" in each.path]
BODY = {
    "dify.documents.create_document_by_text": {"text": "a", "indexing_technique": "economy"},
    "dify.documents.update_document_by_text": {"text": "a"},
    "dify.segments.add_segments": {"segments": [{"content": "a"}]},
    "dify.segments.update_segment": {"segment": {"content": "a"}},
}


def body_for(operation) -> dict:
    if operation.body is None:
        return {}
    if operation.body.media_type != JSON["Content-Type"]:
        return {"files": {"file": ("a.txt", b"text")}}
    return {"json": {"name": "a", "content": "a", "query": "a"} | BODY.get(operation.id, {})}


@pytest.mark.parametrize("operation", IDS, ids=lambda each: each.id)
def test_a_thing_of_another_dataset_is_not_found(attempt, operation):
    blanks = {"{document_id}", "{metadata_id}", "{batch}"} & set(operation.path.split("/"))
    path = attempt.path(operation, dataset_id=attempt.ids["other dataset"])

    response = attempt.send(operation.method, path, **body_for(operation))

    assert (response.status_code == 404) == bool(blanks)


@pytest.mark.parametrize("operation", IN_A_DOCUMENT, ids=lambda each: each.id)
def test_a_thing_of_another_world_is_not_found(attempt, operation):
    base = attempt.server.world("another").bases["dify"]
    other = base.documents.newest(attempt.ids["dataset_id"])[0].id

    response = attempt.send(
        operation.method, attempt.path(operation, document_id=other), **body_for(operation)
    )

    assert response.status_code == 404


def test_a_segment_of_another_dataset_is_not_found(attempt):
    path = f"{DOCUMENT}/segments/{{other segment}}".format(**attempt.ids)

    assert attempt.told("DELETE", path) == "dify.segment_not_found"


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "abc",
        "0",
        "{dataset_id}0",
        "g{dataset_id}",
        "{{dataset_id}}",
        "%00",
        "%2e%2e%2f",
        "*",
    ],
)
def test_an_id_of_another_form_is_no_path(attempt, wrong):
    path = f"/v1/datasets/{wrong.format(**attempt.ids)}"

    assert attempt.send("GET", f"{path}/metadata").status_code in {308, 404}
    assert attempt.send("DELETE", path).status_code in {404, 405}


def test_the_case_of_an_id_does_not_matter(attempt):
    upper = {key: value.upper() for key, value in attempt.ids.items()}
    values = [{"id": upper["metadata_id"], "value": "Ada"}]
    body = {"operation_data": [{"document_id": upper["document_id"], "metadata_list": values}]}

    assert attempt.told("GET", f"{DOCUMENT}/segments".format(**upper)) == ""
    assert attempt.told("POST", f"{DATASET}/documents/metadata".format(**upper), json=body) == ""
    assert attempt.shows_everything()


# ---------------------------------------------------------------------------- keywords
KEYWORDS = {
    "%": True,
    "_": True,
    "%%%": True,
    "%" * 10_000: True,
    "%a" * 2000: False,
    "_" * 10_000: False,
    "%_" * 2000: False,
    "(a+)+$": False,
    "(" * 2000: False,
    "[a-": False,
    ".*": False,
    "\\": False,
    "\\%": False,
    "^$": False,
    "\0": False,
    "\n": False,
    "'; DROP TABLE datasets; --": False,
    "x" * 10_000: False,
    "🦜": False,
    "": True,
}


@each_paged
@pytest.mark.parametrize(("keyword", "finds"), KEYWORDS.items(), ids=lambda each: str(each)[:12])
def test_a_keyword_is_a_text_with_two_wildcards(attempt, path, keyword, finds):
    begun = time.perf_counter()

    shown = attempt.send("GET", f"{path}?keyword={quote(keyword)}".format(**attempt.ids)).json()

    assert (shown["total"] > 0) == finds
    assert time.perf_counter() - begun < 2


# ---------------------------------------------------------------------------- kinds
CUSTOM = {"mode": "custom", "rules": {"pre_processing_rules": []}}
SEARCH = {"search_method": "hybrid_search"}
KINDS = [
    # the call; what is sent; whether it is taken
    ("PATCH", DATASET, {"name": 5}, False),
    ("PATCH", DATASET, {"permission": True}, False),
    ("PATCH", DATASET, {"partial_member_list": {"user_id": "a"}}, False),
    ("PATCH", DATASET, {"retrieval_model": {"top_k": 1.5}}, False),
    ("PATCH", DATASET, {"retrieval_model": {"top_k": True}}, False),
    ("PATCH", DATASET, {"retrieval_model": {"top_k": 10**30}}, False),
    ("PATCH", DATASET, {"retrieval_model": {"search_method": "x"}}, False),
    ("PATCH", DATASET, {"retrieval_model": {"search_method": 5}}, False),
    ("PATCH", DATASET, {"retrieval_model": {"reranking_model": "x"}}, False),
    ("PATCH", DATASET, {"retrieval_model": {"reranking_model": [1]}}, False),
    ("PATCH", DATASET, {"retrieval_model": {"score_threshold": "x"}}, False),
    ("PATCH", DATASET, {"retrieval_model": {"weights": {"vector_setting": 5}}}, False),
    ("PATCH", DATASET, {"retrieval_model": {}}, True),
    ("POST", f"{DATASET}/retrieve", {"query": 5}, False),
    ("POST", f"{DATASET}/retrieve", {"query": "cats", "retrieval_model": []}, False),
    ("POST", f"{DATASET}/retrieve", {"query": "cats", "retrieval_model": {"top_k": 2.0}}, False),
    ("POST", f"{DATASET}/retrieve", {"query": "cats", "retrieval_model": {"top_k": True}}, False),
    (
        "POST",
        f"{DATASET}/retrieve",
        {"query": "cats", "retrieval_model": {"top_k": -(2**63)}},
        True,
    ),
    ("POST", "RESEARCH", {"query": "search", "retrieval_model": SEARCH | {"weights": 1e99}}, False),
    ("POST", "RESEARCH", {"query": "search", "retrieval_model": SEARCH | {"weights": True}}, False),
    ("POST", "RESEARCH", {"query": "search", "retrieval_model": SEARCH | {"weights": []}}, False),
    (
        "POST",
        "RESEARCH",
        {"query": "search", "retrieval_model": SEARCH | {"weights": {"vector_setting": 5}}},
        False,
    ),
    ("POST", f"{DOCUMENT}/segments", {"segments": ["a"]}, False),
    ("POST", f"{DOCUMENT}/segments", {"segments": [{"content": ["a"]}]}, False),
    ("POST", f"{DOCUMENT}/segments", {"segments": [{"content": "a", "keywords": "b"}]}, False),
    ("POST", f"{DOCUMENT}/segments", {"segments": [{"content": "a"}, {"content": 5}]}, False),
    ("POST", SEGMENT, {"segment": {"enabled": 1}}, False),
    ("POST", SEGMENT, {"segment": {"enabled": "false"}}, False),
    ("POST", SEGMENT, {"segment": []}, False),
    ("POST", f"{DATASET}/metadata", {"type": "text", "name": "a"}, False),
    ("POST", f"{DATASET}/metadata", {"type": ["string"], "name": "a"}, False),
    ("PUT", "/api/v1/dataset/{ragflow}", {"token_num": 1.5}, False),
    ("PUT", "/api/v1/dataset/{ragflow}", {"token_num": True}, False),
    ("PUT", "/api/v1/dataset/{ragflow}", {"token_num": 10**30}, False),
    ("PUT", "/api/v1/dataset/{ragflow}", {"layout_recognize": 1}, False),
    ("PUT", "/api/v1/dataset/{ragflow}", {"name": None}, False),
    ("PUT", "/api/v1/dataset/{ragflow}", {"id": ""}, False),
    ("PUT", "/api/v1/dataset/{ragflow}", {"id": "a/b"}, False),
    ("PUT", "/api/v1/dataset/{ragflow}", {"id": "a\n b?#%知"}, True),
    ("PUT", "/api/v1/dataset/{ragflow}", {"name": "a", "chunk_method": "b"}, False),
    ("POST", "/v1/data", {"name": 5}, False),
    ("POST", "/v1/data", {"name": "a", "description": []}, False),
]


@pytest.mark.parametrize(("method", "path", "body", "is_taken"), KINDS)
def test_a_value_has_its_kind(attempt, method, path, body, is_taken):
    path = path.replace("RESEARCH", "/v1/datasets/{other dataset}/retrieve").format(**attempt.ids)

    refusal = attempt.told(method, path, json=body)
    found = attempt.told(
        "POST", f"{DATASET}/retrieve".format(**attempt.ids), json={"query": "cats"}
    )

    assert (refusal == "") == is_taken
    assert found == ""
    assert attempt.shows_everything()


SIZES = [(-(2**63), True), (-1, True), (1, True), (49, True), (4001, True), (2**63 - 1, True)]
NO_SIZES = [(0, False), (10**30, False), (1.5, False), (True, False), ("50", False), (None, False)]


@pytest.mark.parametrize(("size", "is_taken"), SIZES + NO_SIZES)
@pytest.mark.parametrize("overlap", [-(2**63), -1, 2**63 - 1])
@pytest.mark.parametrize("form", ["text_model", "hierarchical_model", "qa_model", "nonsense"])
def test_no_size_of_a_chunk_is_too_odd(attempt, size, is_taken, overlap, form):
    cut = {"separator": " ", "max_tokens": size, "chunk_overlap": overlap}
    rules = {"pre_processing_rules": [], "segmentation": cut, "subchunk_segmentation": cut}
    mode = "hierarchical" if form == "hierarchical_model" else "custom"
    body = {"indexing_technique": "economy", "process_rule": {"mode": mode, "rules": rules}}
    path = f"{DATASET}/document/create-by-text".format(**attempt.ids)

    refusal = attempt.told(
        "POST", path, json=body | {"name": "a", "text": "some words " * 20, "doc_form": form}
    )

    assert (refusal == "") == is_taken
    assert attempt.shows_everything()


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("metadata_id", "text", ""),
        ("metadata_id", "", ""),
        ("metadata_id", None, ""),
        ("metadata_id", 5, "dify.invalid_metadata"),
        ("metadata_id", 1e308, "dify.invalid_metadata"),
        ("metadata_id", True, "dify.invalid_param"),
        ("metadata_id", ["text"], "dify.invalid_param"),
        ("metadata_id", {}, "dify.invalid_param"),
        ("metadata_id", "a\0b", "dify.invalid_param"),
        ("metadata_id", "x" * 100_000, ""),
        ("year", 5, ""),
        ("year", -1.5, ""),
        ("year", 1e308, ""),
        ("year", 2**63, ""),
        ("year", 10**30, ""),
        ("year", None, ""),
        ("year", "5", "dify.invalid_metadata"),
        ("year", "", "dify.invalid_metadata"),
        ("year", False, "dify.invalid_param"),
        ("year", [5], "dify.invalid_param"),
    ],
)
def test_a_value_of_metadata_has_the_kind_of_its_field(attempt, field, value, refusal):
    path = f"{DATASET}/documents/metadata".format(**attempt.ids)
    values = [{"id": attempt.ids[field], "value": value}]
    body = {
        "operation_data": [{"document_id": attempt.ids["document_id"], "metadata_list": values}]
    }

    assert attempt.told("POST", path, json=body) == refusal
    assert attempt.shows_everything()
