"""Connections that break, seen from a socket; by both of the protocols that the server may have."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import pytest

from ragmock.fake import Fake

HEAD = b"HTTP/1.1 200 OK\r\n"
NAMES = [
    *("EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK", "RANDOM_DATA_THEN_CLOSE"),
    "CONNECTION_RESET_BY_PEER",
]
each_name = pytest.mark.parametrize("name", NAMES)
#: A server as it is where neither httptools nor uvloop is installed.
PLAIN = """
import sys
sys.modules["httptools"] = sys.modules["uvloop"] = None
from ragmock.cli import main
main(["serve", "--port=0", "--fixture=empty", f"--endpoints-file={sys.argv[1]}"])
"""


@dataclass(frozen=True)
class Place:
    """A world in a server, and the server's log."""

    url: str
    world: str
    log: object

    def admin(self, method, path, **sent):
        url = f"{self.url}/__admin{path}?world={self.world}"
        return httpx.request(method, url, trust_env=False, **sent).raise_for_status().json()

    def plan(self, fault, **more):
        return self.admin("POST", "/faults", json={"fault": fault, "times": 1, **more})

    def names(self):
        headers = {"Authorization": f"Bearer dataset-{self.world}"}
        listed = httpx.get(f"{self.url}/v1/datasets", headers=headers, trust_env=False)
        return [each["name"] for each in listed.json()["data"]]

    def raw(self, body=b'{"name": "New"}'):
        """Create a dataset by a socket; give all bytes that come, and whether it was reset."""
        where = urlsplit(self.url)
        head = (
            f"POST /v1/datasets HTTP/1.1\r\nHost: {where.netloc}\r\n"
            f"Authorization: Bearer dataset-{self.world}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        came = b""
        with socket.create_connection((where.hostname, where.port), timeout=20) as sent:
            try:
                sent.sendall(head.encode() + body)
                while part := sent.recv(65536):
                    came += part
            except (ConnectionResetError, BrokenPipeError):
                return came, True
        return came, False


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """Give the URL and the log of a server that has h11 and asyncio alone."""
    room = tmp_path_factory.mktemp("plain")
    endpoints, log = room / "endpoints.json", room / "log.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", PLAIN, endpoints], stdout=output, stderr=output, env=os.environ
        )
    try:
        until = time.monotonic() + 30
        while not endpoints.exists() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(0.1)  # it is written in one go, or nearly
        yield json.loads(endpoints.read_text(encoding="utf-8"))["url"], log
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(params=["usual", "plain"])
def place(request, world):
    if request.param == "usual":
        return Place(world.server.url, world.name, world.server.log_file)
    return Place(
        request.getfixturevalue("plain")[0], world.name, request.getfixturevalue("plain")[1]
    )


def looks_right(name, came, was_reset):
    """Tell whether what a client sees is what a fault of this name is."""
    match name:
        case "EMPTY_RESPONSE":
            return (came, was_reset) == (b"", False)
        case "MALFORMED_RESPONSE_CHUNK":
            head, _, chunk = came.partition(b"\r\n\r\n")
            return head.startswith(HEAD) and b"chunked" in head and len(chunk) == 64
        case "RANDOM_DATA_THEN_CLOSE":
            return len(came) == 64 and not came.startswith(b"HTTP/")
        case _:
            return (came, was_reset) == (b"", True)


@each_name
def test_before_the_call_a_connection_breaks_and_nothing_happens(place, name):
    place.plan(name)
    came, was_reset = place.raw()

    assert looks_right(name, came, was_reset), came
    assert place.names() == []


@each_name
def test_after_the_call_a_connection_breaks_and_the_effect_stays(place, name):
    place.plan({"connection": name, "delay": {"fixed": "20ms"}}, when="after")
    came, was_reset = place.raw()

    assert looks_right(name, came, was_reset), came
    assert place.names() == ["New"]


@each_name
def test_a_body_that_nobody_read_does_not_change_how_a_connection_breaks(place, name):
    place.plan(name)
    came, was_reset = place.raw(b" " * 3_000_000 + b"{}")

    assert looks_right(name, came, was_reset), came


@each_name
def test_a_body_that_was_looked_at_does_not_change_how_a_connection_breaks(place, name):
    place.plan(name, match={"body": {"name": "New"}})
    came, was_reset = place.raw()

    assert looks_right(name, came, was_reset), came


@each_name
def test_the_next_connection_is_whole(place, name):
    place.plan(name)
    place.raw()
    fault = place.admin("GET", "/faults")["data"][0]

    assert place.names() == []
    assert (fault["fired"], fault["spent"], fault["unmet"]) == (1, True, False)


def test_the_server_has_nothing_to_complain_of(place):
    for name in NAMES:
        place.plan(name)
        place.raw()

    assert "ASGI" not in place.log.read_text()
    assert "Traceback" not in place.log.read_text()


@each_name
def test_clients_take_it_for_what_it_is(world, name):
    world.admin.post("/faults", json={"fault": name, "times": 1})

    with pytest.raises(httpx.TransportError):
        world.dify.get("/datasets")
    assert world.dify.get("/datasets").status_code == 200


@each_name
def test_without_a_socket_an_answer_says_that_there_is_none(name):
    async def ask():
        transport = httpx.ASGITransport(Fake("empty").app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            await client.post("/__admin/faults", json={"fault": name})
            headers = {"Authorization": "Bearer dataset-demo"}
            return await client.get("/v1/datasets", headers=headers)

    answer = asyncio.run(ask())

    assert (answer.status_code, answer.headers["X-Ragmock-Fault"]) == (500, "fault-1")
    assert name in answer.text
    assert "needs a socket" in answer.text
