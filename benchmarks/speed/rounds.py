"""All servers take turns, round by round: each is started anew, looked at, loaded and stopped."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from subprocess import CalledProcessError
from typing import TYPE_CHECKING, Final

from benchmarks.speed.cache import NotToBeHad
from benchmarks.speed.generator import load
from benchmarks.speed.peers.peer import NOTHING
from benchmarks.speed.process import DidNotStart, free_port, running, wait_for
from benchmarks.speed.work import MADE, WORKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.speed.generator import Load
    from benchmarks.speed.peers.peer import Peer
    from benchmarks.speed.process import Server
    from benchmarks.speed.work import Request

_SETTLES: Final = 0.5  # seconds after the first answer, before the memory is read
_A_LOAD: Final = 10_000_000  # numbers for the requests of one load


@dataclass
class Seen:
    """What was measured of a server, one figure for each round; or why nothing was."""

    starts: list[float] = field(default_factory=list)  # seconds to the first 200
    memory: list[float] = field(default_factory=list)  # megabytes, idle
    loads: dict[str, list[Load]] = field(default_factory=dict)  # by the name of the work
    skipped: str | None = None


def measure(
    peers: Sequence[Peer],
    rounds: int,
    seconds: float,
    watching: Callable[[int, int, str], None],
) -> dict[str, Seen]:
    """Measure them by name. Who cannot be had is skipped, and says why."""
    seen = {peer.name: Seen() for peer in peers}
    for number, peer in enumerate(peers):
        watching(number, len(peers), f"servers installed, now {peer.title}")
        try:
            peer.install()
        except NotToBeHad as refused:
            seen[peer.name].skipped = str(refused)
    for number in range(rounds):
        turn = number % len(peers)
        for place, peer in enumerate((*peers[turn:], *peers[:turn])):
            if seen[peer.name].skipped is None:
                done = number * len(peers) + place
                watching(done, rounds * len(peers), f"turns, round {number + 1}: {peer.name}")
                try:
                    _once(peer, seen[peer.name], seconds)
                except (DidNotStart, CalledProcessError) as refused:
                    seen[peer.name].skipped = f"it failed: {refused}"
    return seen


def _once(peer: Peer, seen: Seen, seconds: float) -> None:
    """Start a server, and give it each of the works."""
    port = free_port()
    began = time.perf_counter()
    with running(peer.command(port), port, peer.name.split()[0], peer.environment) as server:
        path, headers = peer.first()
        wait_for(server, peer.name.split()[0], path, headers)
        started = time.perf_counter() - began
        time.sleep(_SETTLES)
        memory = server.memory()
        asked = peer.requests(server)
        _try_out(peer, server, asked)
        warm = min(peer.warm, seconds * 2)
        for number, work in enumerate(WORKS):
            load(server, asked[work], warm, (number * 2) * _A_LOAD + 1)
            done = load(server, asked[work], seconds, (number * 2 + 1) * _A_LOAD)
            seen.loads.setdefault(work, []).append(done)
        seen.starts.append(started)
        seen.memory.append(memory)


def _try_out(peer: Peer, server: Server, asked: Mapping[str, Request]) -> None:
    """See that each work is done: what fails fast is not to look fast. Raises `DidNotStart`."""
    for work, request in asked.items():
        body = request.body and request.body.replace("%d", "0")
        status, answer = server.ask(request.method, request.path, request.headers, body)
        if not 200 <= status < 300 or not answer:  # noqa: PLR2004
            raise DidNotStart(f"{work} was answered with {status}: {answer[:200]!r}")
    if peer.validates != NOTHING:
        made = asked[MADE]
        status, _ = server.ask(made.method, made.path, made.headers, "{}")
        if status < 400:  # noqa: PLR2004
            raise DidNotStart(f"a body without a name was answered with {status}")
