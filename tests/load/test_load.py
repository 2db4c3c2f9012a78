"""The load of benchmarks/load in short: it finds nothing wrong, and would find it if it were."""

from __future__ import annotations

import asyncio
import json
import re

import httpx
import pytest
from benchmarks.load.client import Wrong, same
from benchmarks.load.plans import KINDS
from benchmarks.load.report import report
from benchmarks.load.run import Load, Outcome, run

from ragmock.fake import Fake

#: Enough for a reset under load, which comes with every third round of 25.
SHORT = Load(clients=KINDS, seed=1, acts=80)
#: A world without faults, and one with refusals.
TWO = Load(clients=2, seed=1, acts=150)


def test_every_world_is_as_it_should_be_after_a_load_with_faults(server):
    outcome = Outcome()
    asyncio.run(run(SHORT, server.url, outcome))

    assert outcome.wrong == {}
    assert sum(outcome.tally.actions.values()) == SHORT.clients * SHORT.acts
    assert outcome.tally.faults > SHORT.clients


class Altered(httpx.AsyncBaseTransport):
    """Speaks with a server in this process, and alters what it answers."""

    def __init__(self, app, calls="", alter=None, *, lose=False):
        self._inner = httpx.ASGITransport(app)
        self._calls = re.compile(calls or r"(?!)")
        self._alter = alter
        self._lose = lose

    async def handle_async_request(self, request):
        is_meant = self._calls.fullmatch(f"{request.method} {request.url.path}")
        if is_meant and self._lose:
            return httpx.Response(200, json={"result": "success"})
        response = await self._inner.handle_async_request(request)
        content = b"".join([part async for part in response.stream])
        if is_meant and response.status_code < 400:
            told = json.loads(content)
            content = json.dumps(self._alter(told) or told).encode()
        headers = [each for each in response.headers.items() if each[0] != "content-length"]
        return httpx.Response(response.status_code, headers=headers, content=content)


def loaded(**alteration):
    """Run a small load against a server that is altered."""
    app, outcome = Fake("empty").app, Outcome()
    asyncio.run(run(TWO, "http://localhost", outcome, lambda: Altered(app, **alteration)))
    return outcome


def change(part, field, change):
    """Alter a field of each thing in a list."""

    def alter(told):
        for each in told[part]:
            each[field] = change(each[field])

    return alter


UUID = "[0-9a-f-]{36}"
DOCUMENTS = rf"/v1/datasets/{UUID}/documents"
ALTERATIONS = {
    "a dataset is not listed": {
        "calls": "GET /v1/datasets",
        "alter": lambda told: told["data"].clear(),
    },
    "a document has another name": {
        "calls": f"GET {DOCUMENTS}",
        "alter": change("data", "name", lambda name: f"{name}?"),
    },
    "a document has a word more": {
        "calls": f"GET {DOCUMENTS}",
        "alter": change("data", "word_count", lambda count: count + 1),
    },
    "a document is never completed": {
        "calls": f"GET {DOCUMENTS}/\\w+/indexing-status",
        "alter": change("data", "indexing_status", lambda _: "error"),
    },
    "a segment is at another place": {
        "calls": f"GET {DOCUMENTS}/{UUID}/segments",
        "alter": change("data", "position", lambda position: position + 1),
    },
    "a child is lost": {
        "calls": f"GET {DOCUMENTS}/{UUID}/segments",
        "alter": change("data", "child_chunks", lambda children: children[1:]),
    },
    "a field is used once more": {
        "calls": f"GET /v1/datasets/{UUID}/metadata",
        "alter": change("doc_metadata", "count", lambda count: count + 1),
    },
    "nothing is found": {
        "calls": f"POST /v1/datasets/{UUID}/retrieve",
        "alter": lambda told: told["records"].clear(),
    },
    "a dataset of RAGFlow has another name": {
        "calls": "GET /api/v1/dataset",
        "alter": change("data", "name", str.upper),
    },
    "an item has another name": {
        "calls": "GET /v1/data",
        "alter": lambda told: told["data"].update(name="another"),
    },
    "a segment is said to be deleted and is not": {
        "calls": f"DELETE {DOCUMENTS}/{UUID}/segments/{UUID}",
        "lose": True,
    },
    "a document is said to be deleted and is not": {
        "calls": f"DELETE {DOCUMENTS}/{UUID}",
        "lose": True,
    },
    "a fault was met more often than anybody met it": {
        "calls": "GET /__admin/faults",
        "alter": change("data", "fired", lambda fired: fired + 1),
    },
    "the journal has a request more": {
        "calls": "GET /__admin/requests/count",
        "alter": lambda told: told.update(count=told["count"] + 1),
    },
    "a world has another chunk": {
        "calls": "GET /__admin/worlds/.*",
        "alter": lambda told: told.update(chunks=told["chunks"] + 1),
    },
    "a document is at another stage": {
        "calls": "GET /__admin/documents",
        "alter": change("data", "stage", lambda _: "waiting"),
    },
}


def test_nothing_is_wrong_where_nothing_is_altered():
    outcome = loaded()

    assert outcome.wrong == {}
    assert report(TWO, outcome).endswith("every world is as it should be")


@pytest.mark.parametrize("alteration", ALTERATIONS.values(), ids=[*ALTERATIONS])
def test_what_a_server_does_wrong_is_reported(alteration):
    outcome = loaded(**alteration)
    told = report(TWO, outcome)

    assert outcome.wrong
    assert "not as they should be" in told
    assert all(world in told and why in told for world, why in outcome.wrong.items())


def test_a_connection_that_no_fault_broke_is_reported():
    class Broken(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request):
            if request.url.path.startswith("/v1"):
                raise httpx.RemoteProtocolError("Server disconnected")
            return await self.inner.handle_async_request(request)

        inner = httpx.ASGITransport(Fake("empty").app)

    outcome = Outcome()
    asyncio.run(run(TWO, "http://localhost", outcome, Broken))

    assert len(outcome.wrong) == TWO.clients
    assert all("no fault of the world breaks connections" in e for e in outcome.wrong.values())


def test_what_is_wrong_names_what_was_expected_and_what_was_shown():
    with pytest.raises(Wrong, match="the colour: expected 'red', shown 'blue'"):
        same("the colour", "red", "blue")
