"""Where an answer is not as the contract says, whatever the fake answers."""

from dataclasses import replace

import pytest

from ragmock import contract
from ragmock.verify.documented import misfits, said_at
from ragmock.verify.side import Answer

from .playing import PROVIDERS, compared

KNOWN = contract.load()
JSON = "application/json"
GET = KNOWN.operations["dify.datasets.get_dataset"]
LIST = KNOWN.operations["dify.metadata.list_fields"]
DELETE = KNOWN.operations["dify.datasets.delete_dataset"]
RAGFLOW = KNOWN.operations["ragflow.datasets.get_dataset"]
NOT_FOUND = {"code": "not_found", "message": "Dataset not found.", "status": 404}
FIELDS = {"doc_metadata": [], "built_in_field_enabled": False}


def told(status, body, operation=GET, media_type=JSON):
    found = misfits(Answer(status, media_type, body), operation, KNOWN)
    return [(each.kind, each.pointer) for each in found]


def test_what_is_documented_fits():
    assert told(404, NOT_FOUND) == []
    assert told(200, FIELDS, LIST) == []
    assert told(204, None, DELETE, "") == []


def test_a_status_that_is_not_named_does_not_fit():
    assert told(418, NOT_FOUND) == [("status", "")]


def test_a_refusal_that_any_operation_may_give_fits():
    words = KNOWN.wordings["dify.method_not_allowed"].say()

    assert told(405, words) == []


def test_another_media_type_does_not_fit():
    assert told(404, "<html>", media_type="text/html") == [("media type", "")]
    assert told(204, {}, DELETE) == [("media type", "")]
    assert told(404, None, media_type="") == [("media type", "")]


def test_a_body_that_does_not_fit_its_schema_is_told_where():
    body = {**FIELDS, "built_in_field_enabled": "no"}

    assert told(200, body, LIST) == [("schema", "/built_in_field_enabled")]
    assert told(200, {"doc_metadata": []}, LIST) == [("schema", "/built_in_field_enabled")]


def test_a_code_that_no_refusal_of_the_status_has_does_not_fit():
    assert ("refusal", "/code") in told(404, {**NOT_FOUND, "code": "gone"})


def test_words_that_no_refusal_with_the_code_has_do_not_fit():
    assert told(404, {**NOT_FOUND, "message": "Where is it?"}) == [("refusal", "/message")]


def test_words_fit_whatever_fills_their_blanks():
    operation = KNOWN.operations["dify.datasets.list_datasets"]
    refused = KNOWN.wordings["dify.invalid_number"]
    words = refused.say(dict.fromkeys(refused.sample, "sent"))

    assert told(400, words, operation) == []


def test_a_refusal_with_200_is_looked_up_as_well():
    refused = {"code": 102, "message": "Can't find this dataset!"}

    assert told(200, refused, RAGFLOW) == []
    assert told(200, {**refused, "message": "Gone."}, RAGFLOW) == [("refusal", "/message")]


def test_what_the_contract_has_at_a_place_is_said_in_words():
    answer = Answer(200, JSON, FIELDS)

    assert said_at(answer, LIST, "/built_in_field_enabled") == "boolean"
    assert said_at(answer, LIST, "/doc_metadata/3/name") == "string"
    assert said_at(answer, LIST, "/colour") == "not named"


@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_the_fake_answers_fits_and_with_another_status_does_not(provider):
    for each in compared(provider):
        answer, operation = each.answers[1], each.step.operation
        assert [*misfits(answer, operation, KNOWN)] == [], each.step.says
        other = misfits(replace(answer, status=599), operation, KNOWN)
        assert [one.kind for one in other] == ["status"]
