"""What a handle does on the wire, and what it says when nobody answers as it should."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Semaphore, Thread

import pytest

from ragmock import Fake, Handle
from ragmock.handle import Refused, Unreachable
from ragmock.steering import over_http

from .conftest import TOKEN


class Answering(BaseHTTPRequestHandler):
    """Answers each request the same way, and counts connections."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    status, body, hangs_up = 200, b'{"status": "ok"}', False

    def setup(self):
        super().setup()
        self.server.connections.append(self)

    def do_GET(self):
        self.server.asked.append(self.path)
        self.server.gate.wait()
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)
        if self.hangs_up:  # without a word
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
        self.server.answered.release()

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def answering(port=0, **how):
    """Give a server that is no ragmock."""
    with ThreadingHTTPServer(("127.0.0.1", port), type("How", (Answering,), how)) as server:
        server.daemon_threads = True
        server.connections, server.asked, server.answered = [], [], Semaphore(0)
        server.gate = Event()
        server.gate.set()
        server.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def nobody():
    """Give a URL where nobody listens, and keep others from it."""
    with socket.socket() as held:
        held.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # a server that a test starts may
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"


# ---------------------------------------------------------------------- connections
def test_calls_share_a_connection():
    with answering() as server, Handle(server.url) as handle:
        for _ in range(5):
            handle.health()

        assert len(server.asked) == 5
        assert len(server.connections) == 1


def test_threads_do_not_share_one():
    with Fake("empty").serve() as handle, ThreadPoolExecutor(8) as pool:

        def seed(number):
            for _ in range(20):
                handle.world(f"w{number}").set(seed=f"s{number}")
            return handle.world(f"w{number}").show()["seed"]

        seeds = list(pool.map(seed, range(8)))

    assert seeds == [f"s{number}" for number in range(8)]


def test_a_connection_that_the_server_closed_is_not_used_again():
    with answering(hangs_up=True) as server, Handle(server.url) as handle:
        for _ in range(5):
            handle.health()
            server.answered.acquire()  # it has hung up

        assert len(server.connections) == 5


def test_a_connection_that_was_long_silent_is_not_used_again(monkeypatch):
    monkeypatch.setattr(over_http, "_FRESH", 0)
    with answering() as server, Handle(server.url) as handle:
        handle.health()
        handle.health()

        assert len(server.connections) == 2


def test_the_answer_to_a_call_that_was_given_up_is_not_taken_for_another(monkeypatch):
    with answering() as server, Handle(server.url) as handle:
        handle.health()
        server.gate.clear()
        monkeypatch.setattr(over_http, "_PATIENCE", 0.01)
        for _ in range(2):
            with pytest.raises(Unreachable, match="timed out"):
                handle.health()
        monkeypatch.undo()
        server.gate.set()

        assert handle.health() == {"status": "ok"}
        assert len(server.connections) == 3


def test_a_server_that_begins_again_is_found_again(nobody):
    fake, port = Fake("empty"), int(nobody.rpartition(":")[2])
    with Handle(nobody) as handle:
        for _ in range(2):
            with fake.serve(port):
                assert handle.health() == {"status": "ok"}


def test_no_proxy_is_asked(monkeypatch, nobody):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, nobody)
    with Fake("empty").serve() as handle:
        assert handle.health() == {"status": "ok"}


def test_a_server_may_lie_below_a_path():
    with answering() as server, Handle(f"{server.url}/below/") as handle:
        handle.health()

        assert server.asked == ["/below/__admin/health"]
        assert handle.world("a").ragflow.url == f"{server.url}/below/api/v1"


# ---------------------------------------------------------------------- when nobody answers
@pytest.mark.parametrize("url", ["127.0.0.1:8765", "ftp://127.0.0.1", "http://", ""])
def test_what_is_no_url_is_refused(url):
    with pytest.raises(ValueError, match="is no URL of a server: write it as http://"):
        Handle(url)


def test_an_unreachable_server_is_told_with_its_url(nobody):
    with pytest.raises(Unreachable, match=f"no ragmock answers at {nobody}: Connection refused"):
        Handle(nobody).version()


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"status": 404, "body": b"<p>Not found"}, "status 404"),
        ({"status": 404, "body": b'{"code": "not_found", "message": "", "status": 404}'}, "404"),
        ({"status": 302, "body": b""}, "it is no JSON"),
        ({"body": b"<p>Welcome"}, "it is no JSON"),
    ],
)
def test_a_server_that_is_no_ragmock_is_told(how, told):
    with (
        answering(**how) as server,
        Handle(server.url) as handle,
        pytest.raises(Unreachable, match="is no control plane of ragmock") as unreachable,
    ):
        handle.world("a").show()

    assert server.url in str(unreachable.value)
    assert told in str(unreachable.value)


def test_a_server_that_speaks_no_http_is_told():
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def greet():
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"220 mail.example.org\r\n")

        greeting = Thread(target=greet)
        greeting.start()
        with pytest.raises(Unreachable, match=r"no ragmock answers at .*: 220 mail"):
            Handle(f"http://127.0.0.1:{listening.getsockname()[1]}").version()
        greeting.join()


def test_a_wrong_token_is_refused():
    with Fake("empty", admin_token=TOKEN).serve() as handle:
        for token in (None, "wrong"):
            with Handle(handle.url, token) as stranger, pytest.raises(Refused) as refused:
                stranger.version()
            assert (refused.value.status, refused.value.code) == (401, "no_token")


# ---------------------------------------------------------------------- until it is ready
def test_a_server_is_waited_for(nobody):
    fake, ready = Fake("empty"), []
    port = int(nobody.rpartition(":")[2])
    with Handle(nobody) as handle:
        waiting = Thread(target=lambda: ready.append(handle.wait_until_ready()))
        waiting.start()
        with pytest.raises(Unreachable):
            handle.health()
        with fake.serve(port):
            waiting.join()

    assert ready == [None]


def test_waiting_for_a_server_in_vain_ends(nobody):
    with pytest.raises(Unreachable, match=f"waited for 0.05 seconds: no ragmock .* {nobody}"):
        Handle(nobody).wait_until_ready(0.05)
