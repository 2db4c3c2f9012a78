"""Requests that no client should send, byte by byte: the server answers, and lives on."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

KEY = b"Authorization: Bearer dataset-raw\r\n"
HOST = b"Host: ragmock\r\n"
CLOSE = b"Connection: close\r\n\r\n"
BODY = b'{"name": "a"}'


@dataclass(frozen=True)
class Answer:
    """What a server sent back."""

    status: int
    head: str
    body: bytes


@pytest.fixture
def send(server):
    """Send bytes to the server, and give its answer; then see that it lives."""
    address, known = urlsplit(server.url), len(server.log())

    def exchange(*parts: bytes, read: bool = True) -> Answer | None:
        with socket.create_connection((address.hostname, address.port), timeout=10) as line:
            line.sendall(b"".join(parts))
            received = b"".join(iter(lambda: line.recv(65536), b"")) if read else b""
        head, _, body = received.partition(b"\r\n\r\n")
        return Answer(int(head.split()[1]), head.decode("latin-1"), body) if read else None

    yield exchange
    assert server.client().get("/health").status_code == 200
    assert "Traceback" not in server.log()[known:]


def get(path: bytes, *more: bytes) -> tuple[bytes, ...]:
    return (b"GET ", path, b" HTTP/1.1\r\n", HOST, KEY, *more, CLOSE)


def post(*more: bytes, body: bytes = BODY) -> tuple[bytes, ...]:
    media_type = b"Content-Type: application/json\r\n"
    return (b"POST /v1/datasets HTTP/1.1\r\n", HOST, KEY, media_type, *more, CLOSE, body)


PATHS = {
    b"/v1/datasets/%": 404,
    b"/v1/datasets/%zz": 404,
    b"/v1/datasets/%00": 404,
    b"/v1/datasets/%ff%fe": 404,
    b"/v1/datasets/%ED%A0%80": 404,
    b"/v1/datasets/%0d%0aX-Evil:%201": 404,
    b"/v1/datasets%2f": 404,
    b"/v1/datasets?page=%zz": 400,
    b"/v1/datasets?keyword=%": 200,
    b"/v1/datasets?keyword=%ff%00": 200,
    b"/v1/datasets?&&;;==&": 200,
    b"/v1/datasets?" + b"a=1&" * 3000: 200,
    b"/v1/./datasets": 404,
    b"/v1/../v1/datasets": 404,
    b"*": 404,
    b"v1/datasets": 400,
    b"http://elsewhere/v1/datasets": 200,
    b"/" + b"x" * 10_000: 404,
    b"/v1/datasets/" + b"x" * 10_000: 404,
    b"/v1/datasets/" + b"x" * 10_000 + b"/documentz": 404,
    b"/v1" + b"/a" * 5000: 404,
    b"/v1" + b"/datasets" * 1000: 404,
    b"/" + b"x" * 1_000_000: 400,
    b"/v1/datasets\xff": 400,
    b"/v1/data sets": 400,
    b"": 400,
}


@pytest.mark.parametrize(
    ("path", "status"), PATHS.items(), ids=[f"{path[:30]!r} {len(path)}" for path in PATHS]
)
def test_an_odd_path_is_answered(send, path, status):
    assert send(*get(path)).status == status


@pytest.mark.parametrize(
    ("path", "location"),
    [
        (b"//v1/datasets", "/v1/datasets"),
        (b"/v1//datasets?page=%zz&x=%ff", "/v1/datasets?page=%zz&x=%ff"),
        (b"/v1//datasets%0d%0aX-Evil:%201", "/v1/datasets%0D%0AX-Evil%3A%201"),
        (b"/v1//%E7%9F%A5", "/v1/%E7%9F%A5"),
        (b"/v1//%ff", "/v1/%EF%BF%BD"),
        (b"/v1//%22%3E%3Cscript%3E", "/v1/%22%3E%3Cscript%3E"),
        (b"/v1//%25", "/v1/%25"),
    ],
)
def test_doubled_slashes_lead_to_a_plain_path(send, path, location):
    answer = send(*get(path))

    assert answer.status == 308
    assert f"location: http://ragmock{location}" in answer.head.splitlines()
    assert "evil: 1" not in answer.head.lower()
    assert b"<script>" not in answer.body


HEADERS = {
    b"X-Empty:\r\n": 200,
    b"Content-Type:\r\n": 200,
    b"Content-Length: 0\r\n": 200,
    b"Accept: nonsense/\xff\r\n": 200,
    b"Expect: 100-continue\r\n": 200,
    b"X-Long: " + b"x" * 10_000 + b"\r\n": 200,
    b"Authorization: Bearer dataset-other\r\n": 200,
    b"no colon\r\n": 400,
    b": no name\r\n": 400,
    b"X Y: blank in the name\r\n": 400,
    b"X-NUL: \0\r\n": 400,
    b"Content-Length: -1\r\n": 400,
    b"Content-Length: many\r\n": 400,
    b"Content-Length: 1\r\nContent-Length: 2\r\n": 400,
    b"Transfer-Encoding: gzip\r\n": 400,
}


@pytest.mark.parametrize(
    ("header", "status"), HEADERS.items(), ids=[f"{header[:30]!r}" for header in HEADERS]
)
def test_an_odd_header_is_answered(send, header, status):
    assert send(*get(b"/v1/datasets", header)).status == status


@pytest.mark.parametrize("authorization", [b"Authorization:\r\n", b"Authorization: \t \r\n"])
def test_a_key_without_value_is_no_key(send, authorization):
    answer = send(b"GET /v1/datasets HTTP/1.1\r\n", HOST, authorization, CLOSE)

    assert answer.status == 401


@pytest.mark.parametrize("method", [b"GET", b"DELETE", b"HEAD", b"OPTIONS"])
@pytest.mark.parametrize("body", [BODY, b"{", b"\xff" * 1000])
def test_a_body_where_none_belongs_is_passed_over(send, method, body):
    path = b" /v1/datasets/99999999-9999-4999-8999-999999999999 HTTP/1.1\r\n"
    length = b"Content-Length: %d\r\n" % len(body)

    answer = send(method, path, HOST, KEY, length, CLOSE, body)

    assert answer.status == (200 if method == b"OPTIONS" else 404)


def chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)


CHUNKED = {
    "whole": (chunked(b'{"name": "whole"}') + b"0\r\n\r\n", 200),
    "byte by byte": (chunked(*[b"%c" % one for one in b'{"name": "b"}']) + b"0\r\n\r\n", 200),
    "with a trailer": (chunked(b'{"name": "c"}') + b"0\r\nX: y\r\n\r\n", 200),
    "nothing": (b"0\r\n\r\n", 400),
    "no size": (b"nonsense\r\n", 400),
    "a negative size": (b"-5\r\nabcde\r\n0\r\n\r\n", 400),
}


@pytest.mark.parametrize(("body", "status"), CHUNKED.values(), ids=CHUNKED.keys())
def test_a_body_may_come_in_chunks(send, body, status):
    assert send(*post(b"Transfer-Encoding: chunked\r\n", body=body)).status == status


def test_a_body_in_chunks_may_be_too_large(server):
    megabytes = iter([b" " * 1_000_000] * 17)
    dify = server.client("/v1", "dataset-raw")

    response = dify.post(
        "/datasets", content=megabytes, headers={"Content-Type": "application/json"}
    )

    assert response.status_code == 413


def test_a_body_without_a_length_is_none(send):
    assert send(*post()).status == 400


def test_a_client_may_hang_up(send, server):
    send(*post(b"Content-Length: 1000\r\n"), read=False)
    send(b"POST /v1/datasets HTTP/1.1\r\nHost:", read=False)
    send(*get(b"/v1/datasets"), read=False)
    listed = server.client("/v1", "dataset-raw").get("/datasets").json()["data"]

    assert "a" not in [each["name"] for each in listed]


@pytest.mark.parametrize(
    "line", [b"nonsense\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01"]
)
def test_what_is_no_http_is_answered_so(send, line):
    assert send(line, b"GET / HTTP/1.1\r\n\r\n").status == 400
