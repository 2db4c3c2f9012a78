"""Whatever a server answers, a run comes to its end, and says so in words."""

import pytest

from ragmock.reports.forms import SUFFIXES, render
from ragmock.verify.reporting import report

from .playing import PROVIDERS, findings

NONSENSE = {
    "nothing": b"",
    "null": b"null",
    "a number": b"200",
    "no number": b"NaN",
    "a text": b'"ok"',
    "a list": b"[1, [], {}]",
    "lists all the way": b"[" * 100_000,
    "deep lists": b"[" * 400 + b"]" * 400,
    "no JSON": b"<html>\x1b[31m</html>",
    "no text": bytes(range(256)),
    "half a pair": rb'{"message": "\ud800", "code": "\u0000"}',
    "ids that are none": b'{"id": {}, "data": {"id": [], "dataset_id": null}, "batch": 7}',
    "ids that are all": b'{"id": "..", "data": [{"id": ".."}, null, 5], "document": {"id": "%2F"}}',
    "codes that are none": b'{"code": {"a": []}, "message": ["b"]}',
}


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("body", NONSENSE.values(), ids=NONSENSE)
def test_a_server_that_talks_nonsense_differs_and_nothing_breaks(body, status):
    def front(_world, _app):
        async def run(_scope, _receive, send):
            headers = [(b"content-type", b"application/json"), (b"location", b"//")]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": body})

        return run

    for provider in PROVIDERS:
        found = findings(provider, front)
        told = report(found, "there")

        assert found.differences != []
        assert [each for each in SUFFIXES if "\x1b" in render(told, each)] == []
