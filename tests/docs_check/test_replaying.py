"""Printed calls are played on a fresh fake, and its answers compared with the printed ones."""

import json

import pytest

from ragmock import contract
from ragmock.docs_check.curl.reading import read as read_curl
from ragmock.docs_check.printed.reading import read as read_json
from ragmock.docs_check.replaying.playing import Player

OPERATIONS = contract.load().operations
ROOT = "https://api.dify.ai/v1"
KEY = "--header 'Authorization: Bearer {api_key}'"
TEXT = "--header 'Content-Type: application/json'"

#: What a person writes in a curl line for an operation; those that need nothing but their path
#: are left out.
BODIES = {
    "dify.datasets.create_dataset": {"name": "name"},
    "dify.datasets.update_dataset": {"name": "<name>", "permission": "{permission}"},
    "dify.documents.create_document_by_text": {
        "name": "text",
        "text": "text",
        "indexing_technique": "high_quality",
        "process_rule": {"mode": "automatic"},
    },
    "dify.documents.update_document_by_text": {"name": "name", "text": "text"},
    "dify.segments.add_segments": {"segments": [{"content": "1", "keywords": ["a"]}]},
    "dify.segments.update_segment": {"segment": {"content": "1", "enabled": False}},
    "dify.segments.patch_segment": {"content": "1"},
    "dify.child_chunks.create_child_chunk": {"content": "1"},
    "dify.child_chunks.update_child_chunk": {"content": "1"},
    "dify.retrieval.retrieve": {"query": "test"},
    "dify.metadata.create_field": {"type": "string", "name": "test"},
    "dify.metadata.rename_field": {"name": "test"},
    "dify.metadata.assign_metadata": {
        "operation_data": [
            {
                "document_id": "",
                "metadata_list": [
                    {"id": "1887f5ec-966f-4c93-8c99-5ad386022f46", "value": "dify", "name": "test"}
                ],
            }
        ]
    },
    "ragflow.datasets.create_dataset": {"dataset_name": "kb1"},
    "ragflow.datasets.update_dataset": {"name": "new_name"},
    "data.items.create_item": {"name": "New Data"},
    "data.items.update_item": {"name": "Updated Data"},
}
FORMS = ("create_document_by_file", "update_document_by_file")


@pytest.fixture(scope="module")
def player():
    return Player()


def line_of(operation):
    """Write the curl line of an operation as documents do, with placeholders."""
    query = "?id=123" if operation.id == "data.items.get_item" else ""
    line = f"curl --request {operation.method} '${{apiBaseUrl}}{operation.path}{query}' {KEY}"
    body = BODIES.get(operation.canonical)
    if any(form in operation.id for form in FORMS):
        data = json.dumps({"indexing_technique": "high_quality"})
        return f"{line} --form 'data={data}' --form 'file=@\"/path/to/file\"'"
    return line if body is None else f"{line} {TEXT} --data-raw '{json.dumps(body)}'"


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda each: each.id)
def test_every_operation_is_answered_when_only_placeholders_are_printed(player, operation):
    played = player.play(operation, read_curl(line_of(operation)).request)

    assert (played.refusal, played.diagnosis) == ("", "")
    assert played.status < 300


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda each: each.id)
def test_what_the_fake_answers_has_no_problem_when_it_is_printed(player, operation):
    request = read_curl(line_of(operation)).request
    text = json.dumps(player.play(operation, request).body, indent=2)

    assert player.play(operation, request, read_json(text), text).problems == []


def play(player, operation, line, answer):
    text = answer if isinstance(answer, str) else json.dumps(answer, indent=2)
    return player.play(OPERATIONS[operation], read_curl(line).request, read_json(text), text)


def problems_of(player, change, operation="dify.segments.patch_segment"):
    """Print the answer of an operation with a change, and tell what is found."""
    line = line_of(OPERATIONS[operation])
    answer = player.play(OPERATIONS[operation], read_curl(line).request).body
    change(answer)
    found = play(player, operation, line, answer).problems
    return [(each.name, each.pointer) for each in found]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda a: a["data"].update(extra=1), [("not-answered", "/data/extra")]),
        (lambda a: a["data"].pop("tokens"), [("not-printed", "/data")]),
        (lambda a: a["data"].update(tokens="0"), [("other-type", "/data/tokens")]),
        (lambda a: a["data"].update(created_at=""), [("other-type", "/data/created_at")]),
        (
            lambda a: a["data"].update(created_at=1695312007000),
            [("other-form", "/data/created_at")],
        ),
        (lambda a: a["data"].update(status="done"), [("no-choice", "/data/status")]),
        (lambda a: a["data"].update(content="2"), [("not-as-sent", "/data/content")]),
        (lambda a: a["data"].update(id="0" * 32), [("other-form", "/data/id")]),
        (lambda a: a["data"].update(status=""), [("no-choice", "/data/status")]),
        (lambda a: a["data"].update(status=None), [("other-type", "/data/status")]),
        (lambda a: a["data"].update(position=1.0), [("other-type", "/data/position")]),
        (lambda a: a.update(data=[a["data"]]), [("other-type", "/data")]),
        (
            lambda a: a.update(data=[a["data"] | {"content": "2", "old": 1}]),
            [
                ("other-type", "/data"),
                ("not-as-sent", "/data/0/content"),
                ("not-answered", "/data/0/old"),
            ],
        ),
    ],
)
def test_a_printed_answer_that_differs_is_told_where_it_does(player, change, expected):
    assert problems_of(player, change) == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "", "document_id": "", "index_node_id": ""},
        {"created_at": 1, "tokens": 99, "word_count": 7},
        {"keywords": [], "answer": None, "disabled_by": None},
        {"answer": "an answer"},
        {"id": "7fa6f24f-8679-48b3-bc9d-bdf28d73f218"},
    ],
)
def test_what_differs_from_answer_to_answer_is_no_problem(player, fields):
    assert problems_of(player, lambda answer: answer["data"].update(fields)) == []


def test_what_a_request_sends_and_the_server_does_not_keep_is_told(player):
    line = line_of(OPERATIONS["dify.segments.add_segments"]).replace('"1"', '"1", "answer": "2"')
    text = json.dumps({"data": [{"content": "1", "answer": "2"}]}).replace("}]}", ", ...}], ...}")

    found = play(player, "dify.segments.add_segments", line, text).problems

    assert [(each.name, each.stands) for each in found] == [("not-kept", '"2"')]


def test_what_a_form_sends_is_compared_too(player):
    line = line_of(OPERATIONS["dify.documents.update_document_by_file"])
    line = line.replace('{"indexing', '{"name": "Dify", "indexing')
    text = '{"document": {"name": "Dify.txt", ...}, "batch": ""}'

    found = play(player, "dify.documents.update_document_by_file", line, text).problems

    assert [(each.name, each.stands) for each in found] == [("not-as-sent", '"Dify.txt"')]


def test_a_value_that_the_contract_knows_is_no_problem_in_another_state(player):
    def change(answer):
        answer["data"][0]["indexing_status"] = "indexing"
        answer["data"][0]["completed_at"] = None

    assert problems_of(player, change, "dify.documents.get_indexing_status") == []


def test_an_item_is_compared_with_items_and_told_once(player):
    def change(answer):
        answer["data"] = [{**answer["data"][0], "extra": 1}, {**answer["data"][0], "extra": 2}]

    assert problems_of(player, change, "dify.datasets.list_datasets") == [
        ("not-answered", "/data/0/extra")
    ]


def test_an_ellipsis_leaves_fields_unsaid(player):
    line = line_of(OPERATIONS["dify.datasets.list_datasets"])
    answer = '{"data": [{"id": "", ...}, ...], "has_more": <bool>, ...}'

    assert play(player, "dify.datasets.list_datasets", line, answer).problems == []


def test_a_problem_stands_where_the_field_is_printed(player):
    line = line_of(OPERATIONS["data.items.get_item"])
    text = (
        '{\n  "success": true,\n  "data": {"id": 123, "name": "x", "description": "", "old": 1}\n}'
    )

    (problem,) = play(player, "data.items.get_item", line, text).problems

    assert text[problem.start : problem.end] == problem.stands == '"old": 1'


def test_a_call_that_is_refused_says_why_and_compares_nothing(player):
    line = line_of(OPERATIONS["dify.datasets.create_dataset"]).replace(
        "application/json", "text/plain"
    )

    played = play(player, "dify.datasets.create_dataset", line, {"other": 1})

    assert played.status >= 400
    assert played.refusal.startswith("dify.")
    assert played.diagnosis
    assert played.problems == ()


def test_a_key_that_is_not_sent_is_missed(player):
    line = line_of(OPERATIONS["dify.datasets.list_datasets"]).replace(KEY, "")

    assert play(player, "dify.datasets.list_datasets", line, {}).status == 401


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("Bearer {api_key}", 200),
        ("Bearer dataset-abc123", 200),
        ("Bearer $API_KEY", 200),
        ("$AUTHORIZATION", 200),
        ("{api_key}", 401),
        ("Basic {api_key}", 401),
        ("Bearer", 401),
    ],
)
def test_our_key_takes_the_place_of_the_printed_one_and_of_nothing_else(player, value, status):
    line = f'curl "{ROOT}/datasets" -H "Authorization: {value}"'

    assert play(player, "dify.datasets.list_datasets", line, {}).status == status


def test_a_printed_refusal_is_not_compared_with_a_call_that_works(player):
    line = line_of(OPERATIONS["ragflow.datasets.update_dataset"])
    answer = {"code": 103, "message": "Only the owner of knowledgebase is authorized"}

    assert play(player, "ragflow.datasets.update_dataset", line, answer).problems == ()


@pytest.mark.parametrize("header", ["Content-Length: 999999999", "Host: a.org", "X-More: 中"])
def test_what_a_line_says_of_the_way_of_a_call_does_not_disturb_it(player, header):
    line = line_of(OPERATIONS["dify.datasets.create_dataset"]) + f" -H '{header}'"

    assert play(player, "dify.datasets.create_dataset", line, {}).status == 200


def test_what_a_call_changes_the_next_does_not_see(player):
    operation = OPERATIONS["dify.datasets.delete_dataset"]
    request = read_curl(line_of(operation)).request

    assert [player.play(operation, request).status for _ in range(3)] == [204, 204, 204]


@pytest.mark.parametrize("url", [ROOT, "http://10.27.27.27/v1", "https://169.254.169.254/v1", ""])
def test_no_host_that_a_line_names_is_asked(player, url, monkeypatch):
    def refuse(*_):
        pytest.fail("a socket was connected")

    monkeypatch.setattr("socket.socket.connect", refuse)
    line = f"curl '{url}/datasets/3e928bc4/documents' {KEY} -H 'Host: example.org' -x proxy:1"

    played = play(player, "dify.documents.list_documents", line, {"data": []})

    assert played.status == 200


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/path/to/file", "file.txt"),
        ("{file_path}", "file_path.txt"),
        ("/etc/passwd", "passwd.txt"),
        ("C:\\docs\\a.md", "a.md"),
        *((f"x.{kind}", f"x.{kind}") for kind in ("pdf", "docx", "xlsx", "csv", "html")),
    ],
)
def test_a_file_that_is_uploaded_is_made_up(player, path, name):
    operation = OPERATIONS["dify.documents.create_document_by_file"]
    line = line_of(operation).replace("/path/to/file", path)

    played = player.play(operation, read_curl(line).request)

    assert (played.status, played.body["document"]["name"]) == (200, name)


def test_a_body_from_a_file_is_made_up_after_the_contract(player):
    line = f"curl '{ROOT}/datasets' {KEY} {TEXT} --data @/etc/passwd"

    played = play(player, "dify.datasets.create_dataset", line, {})

    assert played.status == 200
    assert played.body["name"] == "test"
