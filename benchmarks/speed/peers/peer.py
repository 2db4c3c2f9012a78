"""What is known of a server that is measured: how it is had, started and asked."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from benchmarks.speed.answers import answers
from benchmarks.speed.cache import CACHE
from benchmarks.speed.work import ONE, requests

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from benchmarks.speed.process import Server
    from benchmarks.speed.work import Request

NOTHING: Final = "nothing"


@dataclass(frozen=True)
class Peer(ABC):
    """A server; unless it says otherwise it keeps nothing, and answers what it is told at first."""

    name: str
    validates: str = NOTHING  # which messages it holds to the contract
    state: str = "none"  # what it keeps of what it is sent

    version: ClassVar[str] = ""
    warm: ClassVar[float] = 1.0  # seconds of each work before it is measured
    environment: ClassVar[Mapping[str, str]] = {}  # what is added to ours

    @property
    def title(self) -> str:
        """Its name, with its version if that is not the project's own."""
        return f"{self.name} {self.version}".strip()

    @abstractmethod
    def install(self) -> None:
        """Fetch it if it is not here yet, and write what it reads. Raises `NotToBeHad`."""

    @abstractmethod
    def command(self, port: int) -> list[str]:
        """Give the command that starts it."""

    def first(self) -> tuple[str, Mapping[str, str]]:
        """Give path and headers of the request whose 200 ends the start."""
        one = requests(answers()[ONE]["id"])[ONE]
        return one.path, one.headers

    def requests(self, server: Server) -> Mapping[str, Request]:
        """Fill a server that has just started; give what it is asked, by the names of the works."""
        del server
        return requests(answers()[ONE]["id"])


def write(name: str, content: Any) -> Path:  # noqa: ANN401 - JSON
    """Write a file that a peer reads."""
    CACHE.mkdir(parents=True, exist_ok=True)
    place = CACHE / name
    place.write_text(json.dumps(content, indent=1, default=str), encoding="utf-8")
    return place
