"""A real server for the tests, and a private world in it for each of them.

    def test_a_dataset_can_be_listed(world):
        world.dify.post("/datasets", json={"name": "Handbook"})
        ...

`world` is empty; `@pytest.mark.parametrize("world", ["busy"], indirect=True)` opens one with what
the fixture `busy` of the server holds, and `server_for("busy").world()` one more of them.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import sysconfig
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from .openapi_parts import BOTH, Parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytest_plugins = ["pytester"]  # for tests/pytest_plugin

_START_WITHIN = 30.0  # seconds; a cold start on a busy machine takes three
_LONGEST_NAME = 64


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("ragmock", "tests/contract against a real server")
    group.addoption("--against", metavar="URL", help="URL of a Dify, without /v1")
    group.addoption("--key", metavar="KEY", help="its key for the knowledge API")
    group.addoption("--ragflow-key", metavar="KEY", help="a key of a RAGFlow behind the same URL")


@dataclass(frozen=True)
class World:
    """One key's private world in a server, with a client for each product in it."""

    server: Server
    name: str  # what the keys are made of; `.ro` at its end makes them read-only

    @cached_property
    def dify(self) -> httpx.Client:
        """A client for Dify; paths from `/v1`, such as `/datasets`."""
        return self.server.client("/v1", self.dify_key)

    @cached_property
    def ragflow(self) -> httpx.Client:
        """A client for RAGFlow; paths from `/api/v1`, such as `/dataset`."""
        return self.server.client("/api/v1", self.ragflow_key)

    @cached_property
    def data(self) -> httpx.Client:
        """A client for the generic resource; paths from `/v1`, such as `/data`."""
        return self.server.client("/v1", self.ragflow_key)

    @cached_property
    def admin(self) -> httpx.Client:
        """A client for the control plane that names the world; paths such as `/documents`."""
        client = self.server.client("/__admin")
        client.params = {"world": self.name.removesuffix(".ro")}
        return client

    @property
    def dify_key(self) -> str:
        """Its key for Dify."""
        return f"dataset-{self.name}"

    @property
    def ragflow_key(self) -> str:
        """Its key for RAGFlow, and for `/v1/data`."""
        return f"ragflow-{self.name}"

    @property
    def read_only(self) -> World:
        """The same world, opened with keys that may change nothing."""
        return World(self.server, f"{self.name}.ro")


@dataclass(frozen=True)
class Server:
    """A running `ragmock serve`."""

    url: str
    pid: int
    log_file: Path
    _transport: httpx.HTTPTransport  # shared: a client without its own costs next to nothing
    _taken: set[str] = field(default_factory=set)

    def world(self, name: str = "world") -> World:
        """Open a world that nobody had before; a name that is taken gets a number."""
        numbered = (name if number == 1 else f"{name}-{number}" for number in count(1))
        fresh = next(each for each in numbered if each not in self._taken)
        self._taken.add(fresh)
        return World(self, fresh)

    def client(self, root: str = "", key: str | None = None) -> httpx.Client:
        """Make a client for the paths under `root`, with a key or with none."""
        return httpx.Client(
            base_url=self.url + root,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            transport=self._transport,
            trust_env=False,
        )

    def log(self) -> str:
        """Read what the server wrote to its standard output and error so far."""
        return self.log_file.read_text(encoding="utf-8")


@pytest.fixture(params=BOTH)
def parts(request: pytest.FixtureRequest) -> Parts:
    """Give the contract of the products, and that of the control plane."""
    return BOTH[request.param]


@pytest.fixture(scope="session")
def server_for(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Server]]:
    """Give the server with a fixture, by its name or path: started once, stopped at the end."""
    with ExitStack() as running:

        @cache
        def start(fixture: str) -> Server:
            return running.enter_context(serve(fixture, tmp_path_factory.mktemp("server")))

        yield start


@pytest.fixture(scope="session")
def server(server_for: Callable[[str], Server]) -> Server:
    """Give the server whose worlds are empty."""
    return server_for("empty")


@pytest.fixture
def world(request: pytest.FixtureRequest, server_for: Callable[[str], Server]) -> World:
    """Give a fresh world. It bears the test's name, so that its ids are the same in every run."""
    name = re.sub(r"\W+", "-", request.node.name, flags=re.ASCII).strip("-")
    return server_for(getattr(request, "param", "empty")).world(name[: _LONGEST_NAME - 8])


@contextmanager
def serve(fixture: str, room: Path, progression: str = "immediate", *more: str) -> Iterator[Server]:
    """Run the command line, as anybody would, until the end of the block."""
    endpoints, log = room / "endpoints.json", room / "log.txt"
    command = Path(sysconfig.get_path("scripts"), "ragmock")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                *(command, "serve", "--port=0", f"--progression={progression}"),
                *(f"--fixture={fixture}", f"--endpoints-file={endpoints}", *more),
            ],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        url = _url(process, endpoints, log)
        with httpx.HTTPTransport(verify=False) as transport:
            yield Server(url, process.pid, log, transport)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _url(process: subprocess.Popen[bytes], endpoints: Path, log: Path) -> str:
    """Wait until the server answers, or say why it does not."""
    until = time.monotonic() + _START_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            url = json.loads(endpoints.read_text(encoding="utf-8"))["url"]
            httpx.get(f"{url}/health", trust_env=False, timeout=_START_WITHIN)
        except (FileNotFoundError, ValueError, httpx.TransportError):
            time.sleep(0.02)
        else:
            return str(url)
    pytest.exit(f"{sys.executable}: the server did not start: {log.read_text()}", returncode=3)
