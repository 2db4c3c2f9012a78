"""A crash is told to clients in the product's words, and in the journal and the log in full."""

from __future__ import annotations

import logging

import httpx
import pytest
from ragmock.handlers.data import items
from ragmock.handlers.dify import datasets as of_dify
from ragmock.handlers.ragflow import datasets as of_ragflow

from ragmock.admin import presets
from ragmock.fake import Fake

from .breaking import Straight

REASON = "what only the traceback says"
#: A call of each product, and where its handler is.
CALLS = {
    "dify.internal_error": (of_dify, "list_datasets", "/v1/datasets", "dataset"),
    "ragflow.server_error": (of_ragflow, "list_datasets", "/api/v1/dataset", "ragflow"),
    "data.server_error": (items, "get_item", "/v1/data?id=1", "ragflow"),
}


@pytest.fixture(params=CALLS)
def crashed(request, monkeypatch, caplog):
    """Give the wording, the answer to a call that crashed, what is noted and logged, another."""
    module, name, path, product = CALLS[request.param]

    def crash(base):  # noqa: ARG001 - as handlers have it
        raise ZeroDivisionError(REASON)

    monkeypatch.setattr(module, name, crash)
    fake = Fake("empty")
    with (
        caplog.at_level(logging.ERROR, logger="ragmock"),
        httpx.Client(base_url="http://localhost", transport=Straight(fake)) as client,
    ):
        answer = client.get(path, headers={"Authorization": f"Bearer {product}-demo"})
        other = client.get("/v1/datasets/metadata/built-in", headers={"Authorization": "Bearer x"})
    wording = fake.contract.wordings[request.param]
    return wording, answer, fake.requests()[0], caplog.records, other


def test_the_client_is_told_in_the_words_of_the_product(crashed):
    wording, answer, *_ = crashed

    assert answer.status_code == wording.status
    assert answer.json() == wording.say()
    assert answer.headers["X-Ragmock-Refusal"] == wording.name
    assert answer.headers["X-Ragmock-Diagnosis"]


def test_the_client_is_not_told_the_traceback(crashed):
    _, answer, *_ = crashed
    told = answer.text + str(answer.headers)

    assert [
        each for each in (REASON, "Traceback", "ZeroDivisionError", ".py") if each in told
    ] == []


def test_the_journal_has_the_traceback(crashed):
    wording, answer, noted, *_ = crashed

    assert (noted["refusal"], noted["status"]) == (wording.name, answer.status_code)
    assert noted["traceback"].startswith("Traceback (most recent call last):")
    assert f"ZeroDivisionError: {REASON}" in noted["traceback"]
    assert "in crash" in noted["traceback"]


def test_the_log_has_one_line_with_the_call_and_the_traceback(crashed):
    _, answer, _, (logged,), _ = crashed

    assert logged.levelno == logging.ERROR
    assert f"GET {answer.request.url.path} crashed" in logged.getMessage()
    assert logged.exc_info[0] is ZeroDivisionError


def test_the_next_call_is_answered(crashed):
    *_, other = crashed

    assert other.status_code == 401


def test_a_crash_of_the_control_plane_is_told_and_logged_too(monkeypatch, caplog):
    def crash(world):  # noqa: ARG001 - as handlers have it
        raise ZeroDivisionError(REASON)

    monkeypatch.setattr(presets, "list_presets", crash)
    fake = Fake("empty")
    with (
        caplog.at_level(logging.ERROR, logger="ragmock"),
        httpx.Client(base_url="http://localhost", transport=Straight(fake)) as client,
    ):
        answer = client.get("/__admin/presets")

    assert (answer.status_code, answer.headers["X-Ragmock-Refusal"]) == (500, "admin.crashed")
    assert REASON not in answer.text + str(answer.headers)
    assert [each.exc_info[0] for each in caplog.records] == [ZeroDivisionError]
