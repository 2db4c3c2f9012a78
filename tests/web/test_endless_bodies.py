"""No call reads more of a body than the world takes, whether it wants one or not."""

from __future__ import annotations

import asyncio
import re

import pytest

from ragmock import contract
from ragmock.domain.knowledge_base import Settings
from ragmock.fake import Fake
from ragmock.faults.reading import plan_of
from ragmock.web.bodies import ROOM

PART = b" " * ROOM
LIMIT = 1024  # of a file in the world, in bytes
IDS = {"model_type": "llm", "action": "enable", "id": "1", "request_id": "1", "name": "other"}
UUID = "99999999-9999-4999-8999-999999999999"
#: These listen for the end of the connection as long as they answer, and keep nothing of a body.
LISTENING = {"admin.streams.stream_requests"}
OPERATIONS = [
    each
    for known in (contract.load(), contract.load_admin())
    for each in known.operations.values()
    if not each.is_alias and each.id not in LISTENING
]


@pytest.fixture(scope="module")
def fake():
    made = Fake("demo")
    made.world("w").set(upload_limit=LIMIT)
    return made


def send_endlessly(fake, operation, media_type):
    """Send a body that does not end; give the bytes that were read of it, and the answer's head."""
    path = re.sub(r"\{(\w+)\}", lambda found: IDS.get(found[1], UUID), operation.path)
    product = "dataset" if operation.provider == "dify" else "ragflow"
    read, started = 0, []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": operation.method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"world=w&query=a&id=1&dataset=a",
        "root_path": "",
        "headers": [
            (b"host", b"localhost"),
            (b"content-type", media_type.encode()),
            (b"authorization", f"Bearer {product}-w".encode()),
        ],
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 50_000),
    }

    async def receive():
        nonlocal read
        read += len(PART)
        assert read <= 100 * ROOM, "it is read without end"
        return {"type": "http.request", "body": PART, "more_body": True}

    async def send(event):
        if event["type"] == "http.response.start":
            started.append(event)

    asyncio.run(asyncio.wait_for(fake.app(scope, receive, send), 30))
    (start,) = started
    return read, start


def limit_of(operation):
    """Tell how many bytes a body may have: of a call that is about no world, as in a fresh one."""
    if operation.body and operation.body.largest:
        return operation.body.largest
    names = {each.name for each in operation.parameters}
    of_a_world = operation.provider != "admin" or "world" in names
    return (LIMIT if of_a_world else Settings().upload_limit) + ROOM


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)
def test_a_body_without_end_is_refused_where_one_is_wanted_and_else_not_read(fake, operation):
    media_type = operation.body.media_type if operation.body else "application/json"

    read, start = send_endlessly(fake, operation, f"{media_type}; boundary=b")

    refusal = dict(start["headers"]).get(b"x-ragmock-refusal", b"").decode()
    if operation.body is None:
        assert read == 0
    else:
        assert read <= limit_of(operation) + len(PART)
        assert refusal in {
            "dify.file_too_large",
            "ragflow.wrong_argument",
            "data.bad_request",
            "admin.too_large",
        }


def test_a_fault_that_looks_at_bodies_reads_no_more_of_them(fake):
    looking = fake.worlds.open("w")
    said = {"fault": {"status": 500}, "match": {"body": {"name": "a"}}}
    looking.faults.add(plan_of(said, fake.contract, 0))
    operation = fake.contract.operations["dify.datasets.create_dataset"]

    read, start = send_endlessly(fake, operation, "application/json")

    looking.faults.clear()
    assert read <= limit_of(operation) + 2 * len(PART)
    assert start["status"] == 413
