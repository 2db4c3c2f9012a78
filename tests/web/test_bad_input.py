"""Bodies and values that no client should send: refused in words, and nothing is half done."""

from __future__ import annotations

import json
import time

import pytest

from .survival import JSON, WITH_JSON

each_with_json = pytest.mark.parametrize("operation", WITH_JSON, ids=lambda each: each.id)

#: What a product tells of a body that is no JSON; RAGFlow takes it for none at all.
UNREADABLE = {
    "dify": {"dify.bad_request"},
    "data": {"data.bad_request"},
    "ragflow": {"ragflow.name_missing", "ragflow.no_parameter"},
}
NO_JSON = {
    "nothing": b"",
    "half": b'{"name": ',
    "one brace": b"{",
    "single quotes": b"{'name': 'a'}",
    "comma at the end": b'{"name": "a",}',
    "text behind": b'{"name": "a"} {}',
    "a form": b"name=a&text=b",
    "NUL": b"\0",
    "Latin-1": '{"name": "é"}'.encode("latin-1"),
    "half of UTF-16": '{"name": "a"}'.encode("utf-16")[:-1],
    "UTF-8 of half a pair": b'{"name": "\xed\xa0\x80"}',
    "half a pair": b'{"name": "\\ud800"}',
    "half a pair for a key": b'{"\\udfff": 1}',
    "10 MB of lists": b"[" * 10_000_000,
    "10 MB of objects": b'{"a":' * 2_000_000,
    "deep, and closed": b'{"a":' * 900 + b"1" + b"}" * 900,
}
NO_OBJECTS = ["[]", "[{}]", "null", "true", "5", "1.5", '"text"', "[[[[]]]]", '["name", "text"]']
#: (as it is sent, what it is)
READABLE = [
    ('{"name": "kb"}'.encode("utf-16"), "kb"),
    ('{"name": "kb"}'.encode("utf-16-le"), "kb"),
    ('{"name": "kb"}'.encode("utf-32"), "kb"),
    ('{"name": "kb"}'.encode("utf-8-sig"), "kb"),
    (b'{"name": "no", "name": "kb"}', "kb"),
    (b'{"name": "kb", "description": NaN}', "kb"),
    (b' \n\t{"name": "kb"}\r\n ', "kb"),
]
MEDIA_TYPES = {
    "application/json; charset=latin-1": True,
    "application/json; charset=nonsense": True,
    "application/json;;; =": True,
    "Application/JSON": True,
    "application/vnd.api+json": True,
    "text/json": False,
    "text/plain": False,
    "application/x-www-form-urlencoded": False,
    "multipart/form-data": False,
    "multipart/form-data; boundary=x": False,
    "application/json, text/plain": False,
    "application/jsonp": False,
    "json": False,
    "/": False,
    "": False,
}


# ---------------------------------------------------------------------------- bodies
@each_with_json
@pytest.mark.parametrize("raw", NO_JSON.values(), ids=NO_JSON.keys())
def test_what_is_no_json_is_refused_as_such(attempt, operation, raw):
    response = attempt.call(operation, content=raw, headers=JSON)

    assert response.headers["X-Ragmock-Refusal"] in UNREADABLE[operation.provider]


@each_with_json
@pytest.mark.parametrize("text", NO_OBJECTS)
def test_what_is_no_object_is_refused(attempt, operation, text):
    response = attempt.call(operation, content=text.encode(), headers=JSON)

    assert "X-Ragmock-Refusal" in response.headers


@pytest.mark.parametrize(("raw", "name"), READABLE)
@pytest.mark.parametrize("path", ["/v1/datasets", "/api/v1/dataset", "/v1/data"])
def test_json_may_be_written_in_many_ways(attempt, path, raw, name):
    if path.startswith("/api"):
        raw = raw.replace(b', "description": NaN', b"")

    created = attempt.send("POST", path, content=raw, headers=JSON).json()

    assert name in (created.get("name"), *created.get("data", {}).values())


@pytest.mark.parametrize(("media_type", "is_taken"), MEDIA_TYPES.items())
def test_the_media_type_says_whether_it_is_json(attempt, media_type, is_taken):
    body = {"content": b'{"name": "a"}', "headers": {"Content-Type": media_type}}

    assert attempt.told("POST", "/v1/datasets", **body) == (
        "" if is_taken else "dify.unsupported_media_type"
    )
    assert attempt.told("POST", "/v1/data", **body) == ("" if is_taken else "data.bad_request")
    assert attempt.told("POST", "/api/v1/dataset", **body) == ""  # whatever the media type


@each_with_json
def test_a_body_may_be_too_large(attempt, operation):
    body = b'{"name": "' + b"x" * 16 * 1024 * 1024 + b'"}'

    response = attempt.call(operation, content=body, headers=JSON)

    assert response.headers["X-Ragmock-Refusal"] in {
        "dify.file_too_large",
        "data.bad_request",
        "ragflow.wrong_argument",
    }


@each_with_json
def test_a_million_mistakes_are_refused_at_once(attempt, operation):
    name = next(iter(operation.body.schema.schema.get("properties", {"segments": {}})))
    body = f'{{"{name}": [{",".join(["{}"] * 1_000_000)}]}}'
    begun = time.perf_counter()

    response = attempt.call(operation, content=body.encode(), headers=JSON)

    assert "X-Ragmock-Refusal" in response.headers
    assert time.perf_counter() - begun < 5


def test_nesting_that_is_kept_can_be_shown(attempt):
    weights: dict = {}
    for _ in range(200):
        weights = {"deeper": weights}
    model = {
        "search_method": "semantic_search",
        "reranking_enable": False,
        "top_k": 1,
        "score_threshold_enabled": False,
        "weights": weights,
    }

    attempt.send("POST", "/v1/datasets", json={"name": "Deep", "retrieval_model": model})

    assert attempt.shows_everything()


# ---------------------------------------------------------------------------- texts
DATASET = "/v1/datasets/{dataset_id}"
DOCUMENT = f"{DATASET}/documents/{{document_id}}"
SEGMENT = f"{DOCUMENT}/segments/{{segment_id}}"
TEXTS = [
    ("POST", "/v1/datasets", {"name": "TEXT"}),
    ("POST", "/v1/datasets", {"name": "a", "description": "TEXT"}),
    ("POST", "/v1/datasets", {"name": "a", "provider": "TEXT"}),
    ("PATCH", DATASET, {"name": "TEXT"}),
    ("PATCH", DATASET, {"retrieval_model": {"reranking_mode": "TEXT"}}),
    ("POST", f"{DATASET}/document/create-by-text", {"name": "TEXT", "text": "a"}),
    ("POST", f"{DATASET}/document/create-by-text", {"name": "a", "text": "TEXT"}),
    ("POST", f"{DATASET}/document/create-by-text", {"name": "a", "text": "b", "doc_form": "TEXT"}),
    ("POST", f"{DOCUMENT}/update-by-text", {"name": "TEXT", "text": "a"}),
    ("POST", f"{DOCUMENT}/update-by-text", {"text": "TEXT"}),
    ("POST", f"{DOCUMENT}/segments", {"segments": [{"content": "TEXT"}]}),
    ("POST", f"{DOCUMENT}/segments", {"segments": [{"content": "a", "keywords": ["TEXT"]}]}),
    ("POST", SEGMENT, {"segment": {"content": "TEXT"}}),
    ("PATCH", SEGMENT, {"content": "TEXT"}),
    ("POST", f"{SEGMENT}/child_chunks", {"content": "TEXT"}),
    ("PATCH", f"{SEGMENT}/child_chunks/{{child_chunk_id}}", {"content": "TEXT"}),
    ("POST", f"{DATASET}/metadata", {"type": "string", "name": "TEXT"}),
    ("PATCH", f"{DATASET}/metadata/{{metadata_id}}", {"name": "TEXT"}),
    ("POST", f"{DATASET}/retrieve", {"query": "TEXT"}),
    ("POST", "/v1/data", {"name": "TEXT"}),
    ("PUT", "/v1/data/123", {"description": "TEXT"}),
    ("POST", "/api/v1/dataset", {"dataset_name": "TEXT"}),
    ("PUT", "/api/v1/dataset/{ragflow}", {"name": "TEXT"}),
]
each_text = pytest.mark.parametrize(("method", "path", "body"), TEXTS)


def with_text(body: dict, text: str, **more: str) -> bytes:
    """Put a text, as JSON writes it, where a body says TEXT."""
    if "text" in body and "name" in body:
        more["indexing_technique"] = "economy"
    return json.dumps(body | more).replace('"TEXT"', text).encode()


@each_text
@pytest.mark.parametrize("text", [r'"\ud800"', r'"a\udc00b"', r'"\udfff\ud800"'])
def test_half_a_pair_of_surrogates_is_refused(attempt, method, path, body, text):
    raw = with_text(body, text)

    refusal = attempt.told(method, path.format(**attempt.ids), content=raw, headers=JSON)

    assert refusal != ""


@each_text
def test_nul_is_refused_where_the_contract_says_so(attempt, method, path, body):
    raw = with_text(body, r'"a\u0000b"')

    refusal = attempt.told(method, path.format(**attempt.ids), content=raw, headers=JSON)

    assert (refusal != "") == (path != "/v1/data" and method != "PUT")
    assert attempt.shows_everything()


@each_text
@pytest.mark.parametrize(
    "text",
    ['"\\n\\r\\t\\u0001\\u001f\\u007f"', '"\\u202e\\ufeff\\ufffe\\uffff"', '"😀\\ud83d\\ude00"'],
)
def test_odd_characters_do_no_harm(attempt, method, path, body, text):
    attempt.send(method, path.format(**attempt.ids), content=with_text(body, text), headers=JSON)

    assert attempt.shows_everything()


@each_text
def test_a_text_of_100_000_characters_does_no_harm(attempt, method, path, body):
    raw = with_text(body, json.dumps("x" * 100_000))

    attempt.send(method, path.format(**attempt.ids), content=raw, headers=JSON)

    assert attempt.shows_everything()


@pytest.mark.parametrize(
    "name", ["kb\0", "kb\n", "kb\r\n", " kb", "kb ", "k b", "知识", "kb/a", "😀"]
)
def test_ragflow_takes_the_documented_characters_only(attempt, name):
    path = "/api/v1/dataset/{ragflow}".format(**attempt.ids)

    assert attempt.told("POST", "/api/v1/dataset", json={"name": name}) == "ragflow.name_characters"
    assert attempt.told("PUT", path, json={"name": name}) == ""  # no document limits it here
    assert attempt.send("GET", path).json()["data"]["name"] == name
