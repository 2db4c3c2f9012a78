"""Each call as its author meant it, on the fake or on a real server."""

from __future__ import annotations

import pytest

from .answers import Answer, problems
from .expectations import filled
from .stage import TEXT

NO_MODEL = {"provider_not_initialize", "provider_quota_exceeded"}


def ask(case, stage):
    target = stage.target
    sent = {"headers": target.authorization(case.product, case.sender) | case.headers}
    if case.form:
        parts = {"data": (None, case.form, "text/plain")}
        if case.file:
            parts["file"] = ("Dify.txt", TEXT.encode(), "text/plain")
        sent["files"] = parts
    elif case.body:
        sent["headers"]["Content-Type"] = "application/json"
        sent["content"] = filled(case.body, stage.given)
    return target.client.request(case.method, filled(case.path, stage.given), **sent)


def test_a_call_is_answered_as_printed(case, stage):
    response = ask(case, stage)
    stage.note(case.product, case.call, response)
    answer = Answer.of(response)
    if stage.target.real and answer.status == 400 and answer.code in NO_MODEL:
        pytest.skip("the server has no embedding model")

    assert problems(case, stage, answer) == []
