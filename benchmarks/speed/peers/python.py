"""ragmock itself, and the peers in Python."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from benchmarks.speed import answers
from benchmarks.speed.cache import CACHE, ROOT, pypi
from benchmarks.speed.peers.peer import Peer
from benchmarks.speed.work import DATASETS, HEADERS, JSON, LIST, MADE, ONE, Request, body, requests

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.speed.process import Server

#: Where this project is found by a Python that starts elsewhere.
_HERE: Final = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}


class Ragmock(Peer):
    """The whole of it, as `ragmock serve` starts: worlds, journal, faults, answers validated."""

    environment = _HERE

    def install(self) -> None:
        """Do nothing: it is here."""

    def command(self, port: int) -> list[str]:
        """Give the command that starts it, with room for what the load creates."""
        run = "from ragmock.cli import main; main()"
        room = "--limit=datasets=1000000"
        return [sys.executable, "-c", run, "serve", f"--port={port}", "--fixture=empty", room]

    def first(self) -> tuple[str, Mapping[str, str]]:
        """Give the request whose 200 ends the start; the world is empty then."""
        return requests("")[LIST].path, HEADERS

    def requests(self, server: Server) -> Mapping[str, Request]:
        """Create the datasets that are listed."""
        made: dict[str, Any] = {}
        for number in range(DATASETS):
            sent = json.dumps(body(f"Manual {number}"))
            _, answer = server.ask("POST", "/v1/datasets", HEADERS | JSON, sent)
            made = json.loads(answer)
        return requests(made["id"])


@dataclass(frozen=True, kw_only=True)
class Stub(Peer):
    """One of benchmarks/speed/stubs.py."""

    stub: str

    environment = _HERE

    def install(self) -> None:
        """Write what it answers; its libraries are those of ragmock."""
        answers.written()

    def command(self, port: int) -> list[str]:
        """Give the command that starts it."""
        program = ("-m", "benchmarks.speed.stubs")
        return [sys.executable, *program, self.stub, str(port), str(CACHE / "told.json")]


_MOTO_HEADERS: Final = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=x/20250101/us-east-1/bedrock/aws4_request",
    "Host": "bedrock-agent.us-east-1.amazonaws.com",
    **JSON,
}
_MOTO_BODY: Final = {
    "name": "Handbook %d",
    "description": "What everybody should know before the first day.",
    "roleArn": "arn:aws:iam::123456789012:role/knowledge",
    "knowledgeBaseConfiguration": {"type": "VECTOR"},
    "storageConfiguration": {"type": "OPENSEARCH_SERVERLESS"},
}


class Moto(Peer):
    """The knowledge bases of Amazon Bedrock: the nearest that moto has."""

    version = "5.2.5"

    def install(self) -> None:
        """Fetch it from PyPI."""
        pypi("moto", self.version, "[server]")

    def command(self, port: int) -> list[str]:
        """Give the command that starts it."""
        return [str(CACHE / "venv" / f"moto-{self.version}" / "bin" / "moto_server"), f"-p{port}"]

    def first(self) -> tuple[str, Mapping[str, str]]:
        """Give the request whose 200 ends the start; nothing was created then."""
        return "/moto-api/data.json", {}

    def requests(self, server: Server) -> Mapping[str, Request]:
        """Create what is listed."""
        path, sent = "/knowledgebases/", json.dumps(_MOTO_BODY)
        made: dict[str, Any] = {}
        for number in range(DATASETS):
            manual = sent.replace("Handbook %d", f"Manual{number}")
            made = json.loads(server.ask("PUT", path, _MOTO_HEADERS, manual)[1])
        one = made["knowledgeBase"]["knowledgeBaseId"]
        return {
            ONE: Request("GET", f"{path}{one}", _MOTO_HEADERS),
            MADE: Request("PUT", path, _MOTO_HEADERS, sent),
            LIST: Request("POST", path, _MOTO_HEADERS, json.dumps({"maxResults": DATASETS})),
        }
