"""The peers from npm."""

from __future__ import annotations

from abc import abstractmethod
from copy import deepcopy
from typing import TYPE_CHECKING, Any, ClassVar

from benchmarks.speed.answers import answers
from benchmarks.speed.cache import CACHE, npm
from benchmarks.speed.peers.peer import Peer, write
from benchmarks.speed.work import DATASETS, HEADERS, JSON, LIST, MADE, ONE, Request, requests
from ragmock import contract

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.speed.process import Server


class _OfContract(Peer):
    """A server that answers the examples of a contract."""

    package: ClassVar[str]
    program: ClassVar[str]
    file: ClassVar[str]

    def install(self) -> None:
        """Fetch it from npm, and write a contract whose examples are what ragmock answers."""
        npm(self.package, self.version)
        document: dict[str, Any] = deepcopy(contract.load().document)
        works = {
            ONE: document["paths"]["/v1/datasets/{dataset_id}"]["get"],
            MADE: document["paths"]["/v1/datasets"]["post"],
            LIST: document["paths"]["/v1/datasets"]["get"],
        }
        for work, operation in works.items():
            media = operation["responses"]["200"]["content"]["application/json"]
            media.update(self.answering(answers()[work]))
        write(self.file, _without_null_choices(document))

    @abstractmethod
    def answering(self, answer: object) -> dict[str, Any]:
        """Say in a response of the contract what is to be answered."""

    def _program(self) -> str:
        return str(npm(self.package, self.version) / ".bin" / self.program)


class Prism(_OfContract):
    """Prism answers the first example, after it has validated the request."""

    version = "5.16.0"
    package = "@stoplight/prism-cli"
    program = "prism"
    file = "openapi.json"

    def answering(self, answer: object) -> dict[str, Any]:
        """Give the only example."""
        return {"examples": {"ragmock": {"value": answer}}}

    def command(self, port: int) -> list[str]:
        """Give the command that starts it; it logs no requests."""
        quiet = ("--verboseLevel", "error")
        return [self._program(), "mock", f"--port={port}", *quiet, str(CACHE / self.file)]


class Mockoon(_OfContract):
    """Mockoon's command line, which makes its answers of the schemas when it starts."""

    version = "9.9.0"
    package = "@mockoon/cli"
    program = "mockoon-cli"
    file = "openapi-mockoon.json"

    def answering(self, answer: object) -> dict[str, Any]:
        """Give a schema with an example: examples of a response come second."""
        return {"schema": {"type": "object", "example": answer}}

    def command(self, port: int) -> list[str]:
        """Give the command that starts it."""
        quiet = ("--disable-log-to-file", "--disable-admin-api", "--hostname=127.0.0.1")
        data = f"--data={CACHE / self.file}"
        return [self._program(), "start", data, f"--port={port}", *quiet]


class JsonServer(Peer):
    """json-server keeps what it is sent in a file, which each write writes anew."""

    version = "0.17.4"

    def install(self) -> None:
        """Fetch it from npm."""
        npm("json-server", self.version)
        write("routes.json", {"/v1/*": "/$1"})

    def command(self, port: int) -> list[str]:
        """Give the command that starts it with a file that holds what is listed."""
        known = answers()
        file = write("datasets.json", {"datasets": known[LIST]["data"]})
        program = npm("json-server", self.version) / ".bin" / "json-server"
        routes = f"--routes={CACHE / 'routes.json'}"
        return [str(program), "--quiet", f"--port={port}", "--host=127.0.0.1", routes, str(file)]

    def requests(self, server: Server) -> Mapping[str, Request]:
        """Give the requests; pages are asked for otherwise."""
        del server
        known = requests(answers()[ONE]["id"])
        page = f"/v1/datasets?_page=1&_limit={DATASETS}"
        return {
            **known,
            LIST: Request("GET", page),
            MADE: Request("POST", "/v1/datasets", HEADERS | JSON, known[MADE].body),
        }


def _without_null_choices(node: Any) -> Any:  # noqa: ANN401 - any JSON
    """Take null out of the choices: Prism passes over every schema that lists it there."""
    if isinstance(node, list):
        return [_without_null_choices(each) for each in node]
    if not isinstance(node, dict):
        return node
    plain = {key: _without_null_choices(value) for key, value in node.items()}
    if node.get("nullable") and isinstance(node.get("enum"), list):
        plain["enum"] = [each for each in node["enum"] if each is not None]
    return plain
