"""A document's answers beside those that its own commands get."""

from textwrap import dedent

import pytest

from ragmock.docs_check.check import check
from ragmock.docs_check.model import Document

CREATE = """\
    ## Create a metadata field

    ```bash
    curl --request POST 'http://localhost/v1/datasets/{dataset_id}/metadata' \\
    --header 'Authorization: Bearer {api_key}' \\
    --header 'Content-Type: application/json' \\
    --data '{"name": "price", "type": "TYPE"}'
    ```

    ### Response STATUS

    ```json
    ANSWER
    ```
"""
FIELD = '{"id": "7fa6f24f-8679-48b3-bc9d-bdf28d73f218", "name": "price", "type": "string"}'
REFUSAL = '{"code": "invalid_param", "message": "Invalid.", "status": STATUS}'
DISABLE = """\
    ## Update a chunk

    ```bash
    curl 'http://localhost/v1/datasets/{dataset_id}/documents/{document_id}/segments/{id}' \\
    --header 'Authorization: Bearer {api_key}' --json '{"segment": {"enabled": false}}'
    ```

    ```json
    {
      "doc_form": "text_model",
      "data": {
        "enabled": ENABLED,
        "disabled_at": null,
        "error": null,
        ...
      }
    }
    ```
"""


def told(text, *rules):
    """Give the line, the rule and the expectation of what is found by some rules."""
    found = check([Document("page.md", dedent(text))])
    return [(each.place.line, each.rule, each.expected) for each in found if each.rule in rules]


@pytest.mark.parametrize(
    ("kind", "status", "answer", "expected"),
    [
        ("string", 201, FIELD, []),
        ("string", 200, FIELD, [(10, "wrong-answer-status", "201")]),
        ("string", 400, FIELD, [(10, "not-as-played", "201")]),
        ("none", 400, REFUSAL, []),
        ("none", 404, REFUSAL, [(10, "not-as-played", "400")]),
        ("string", 400, REFUSAL, []),  # it depends on what the server holds
    ],
)
def test_a_printed_status_is_the_one_that_the_command_gets(kind, status, answer, expected):
    page = CREATE.replace("TYPE", kind).replace("ANSWER", answer).replace("STATUS", str(status))

    assert told(page, "not-as-played", "wrong-answer-status") == expected


def test_what_follows_from_a_value_that_is_printed_otherwise_is_told_with_it():
    page = DISABLE.replace("ENABLED", "true")

    assert told(page, "not-as-played") == [
        (12, "not-as-played", "false"),
        (13, "not-as-played", "number"),
    ]


def test_what_does_not_follow_from_a_value_that_is_sent_may_be_of_another_state():
    assert told(DISABLE.replace("ENABLED", "false"), "not-as-played") == []
