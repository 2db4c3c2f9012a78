"""The servers that are measured, ragmock first, and what each of them can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.speed.peers.java import MockServer, WireMock
from benchmarks.speed.peers.node import JsonServer, Mockoon, Prism
from benchmarks.speed.peers.python import Moto, Ragmock, Stub

if TYPE_CHECKING:
    from benchmarks.speed.peers.peer import Peer

RAGMOCK: Final = "ragmock"
STARLETTE: Final = "Starlette, JSONResponse"
STARLETTE_ORJSON: Final = "Starlette, orjson"
BARE: Final = "bare ASGI callable"
PRISM: Final = "Prism"

PEERS: Final[tuple[Peer, ...]] = (
    Ragmock(RAGMOCK, validates="requests and answers", state="worlds"),
    Stub(BARE, stub="bare"),
    Stub(STARLETTE_ORJSON, stub="starlette-orjson"),
    Stub(STARLETTE, stub="starlette"),
    Stub("connexion, as it comes", stub="connexion", validates="requests"),
    Prism(PRISM, validates="requests"),
    Mockoon("Mockoon CLI"),
    JsonServer("json-server", state="a file"),
    WireMock("WireMock", validates="the body of POST"),
    MockServer("MockServer", validates="the body of POST"),
    Moto("moto server", state="accounts"),
)
