"""How long it takes until something is ready: a command, a server in a thread, a world."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from functools import partial
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Final

import uvicorn

from benchmarks.speed.cache import ROOT
from benchmarks.worlds import measure as measure_worlds
from ragmock.fake import Fake
from ragmock.web.listening import listen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HELP: Final = "`ragmock --help`"
PYTHON: Final = "`python -c pass`, for comparison"
THREAD: Final = "a server in a thread, once imported, to its first 200"
WORLD: Final = "a world from the fixture `demo`"
BUSY: Final = "a world from the fixture `busy`"
RESET: Final = "a reset at 10,000 segments"
SEGMENTS: Final = 10_000


def measure(times: int, watching: Callable[[int, int, str], None]) -> dict[str, list[float]]:
    """Give the milliseconds of each, so many times."""
    watching(0, 3, "starts measured, now: commands")
    commands = {HELP: ("-c", "from ragmock.cli import main; main()", "--help"), PYTHON: ("-c", "0")}
    costs: dict[str, list[float]] = {name: [] for name in (*commands, THREAD, WORLD, BUSY, RESET)}
    for _ in range(times):
        for name, arguments in commands.items():
            costs[name].append(_command(arguments))
    watching(1, 3, "starts measured, now: a server in a thread")
    _thread()  # imports
    costs[THREAD] = [_thread() for _ in range(times)]
    watching(2, 3, "starts measured, now: worlds and resets")
    for name, fixture in ((WORLD, "demo"), (BUSY, "busy")):
        worlds = Fake(fixture).worlds
        costs[name] = [_timed(partial(worlds.open, f"world-{n}")) for n in range(times)]
    costs[RESET] = [measure_worlds(1_000, SEGMENTS).reset for _ in range(min(times, 3))]
    return costs


def _command(arguments: Sequence[str]) -> float:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, *arguments]
    return _timed(
        lambda: subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: S603
    )


def _thread() -> float:
    """Start a server of its own in a thread, ask it once, and stop it."""
    began = time.perf_counter()
    bound = listen("127.0.0.1", 0)
    config = uvicorn.Config(Fake("demo").app, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=asyncio.run, args=(server.serve([bound]),))
    thread.start()
    connection = HTTPConnection(*bound.getsockname())  # the socket listens already
    connection.request("GET", "/v1/datasets", headers={"Authorization": "Bearer dataset-demo"})
    status = connection.getresponse().status
    passed = (time.perf_counter() - began) * 1000
    connection.close()
    server.should_exit = True
    thread.join()
    if status != 200:  # noqa: PLR2004
        raise RuntimeError(f"the server in a thread answered {status}")
    return passed


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000
