"""A server's process and its children: started on a core of its own, looked at through /proc."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.speed.cache import CACHE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_START_WITHIN: Final = 60.0  # seconds
_STOP_WITHIN: Final = 5.0
_TICKS: Final = os.sysconf("SC_CLK_TCK")  # in a second
_CORES: Final = sorted(os.sched_getaffinity(0))
#: The servers have the first core, and who measures the others; one core is shared.
SERVER_CORE: Final = _CORES[0]
OTHER_CORES: Final = _CORES[1:] or _CORES


class DidNotStart(Exception):  # noqa: N818 - named after what happened
    """A server ended, or did not answer in time; the text is the end of its log."""


class Server:
    """A process that listens on a port, with all its children."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.port = port

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: str | None = None
    ) -> tuple[int, bytes]:
        """Send one request; give the status and the body of the answer. Raises `OSError`."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_START_WITHIN)
        try:
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.read()
        except HTTPException as broken:
            raise OSError(str(broken)) from broken
        finally:
            connection.close()

    def cpu(self) -> float:
        """Give the seconds of CPU that the whole tree has used, also that of ended children."""
        return sum(sum(map(int, _stat(pid)[11:15])) for pid in self._tree()) / _TICKS

    def memory(self) -> float:
        """Give the megabytes of the whole tree; what processes share is counted once."""
        return sum(map(_pss, self._tree())) / 1000

    def _tree(self) -> list[int]:
        parents = {}
        for each in Path("/proc").iterdir():
            if each.name.isdecimal() and (stat := _stat(int(each.name))):
                parents[int(each.name)] = int(stat[1])
        found = [self.process.pid]
        for pid in found:  # grows while it is walked through
            found += [child for child, parent in parents.items() if parent == pid]
        return found


@contextmanager
def running(
    command: Sequence[str], port: int, name: str, environment: Mapping[str, str]
) -> Iterator[Server]:
    """Start a server on its core, and stop it with all its children at the end of the block."""
    CACHE.mkdir(parents=True, exist_ok=True)
    log = CACHE / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own words
            ["taskset", "--cpu-list", str(SERVER_CORE), *command],  # noqa: S607
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
            start_new_session=True,
            cwd=CACHE,
        )
    try:
        yield Server(process, port)
    finally:
        _stop(process)


def wait_for(server: Server, name: str, path: str, headers: Mapping[str, str]) -> None:
    """Wait for the first 200. Raises `DidNotStart`."""
    until = time.monotonic() + _START_WITHIN
    while time.monotonic() < until and server.process.poll() is None:
        try:
            status, _ = server.ask("GET", path, headers)
        except OSError:
            time.sleep(0.005)
            continue
        if status == 200:  # noqa: PLR2004
            return
        time.sleep(0.02)
    said = (CACHE / f"{name}.log").read_text(encoding="utf-8", errors="replace").splitlines()
    raise DidNotStart(said[-1] if said else "no word why")


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
        return port


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the session that the process leads."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
            process.wait(timeout=_STOP_WITHIN)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait()


def _stat(pid: int) -> list[str]:
    """Give the fields of /proc/PID/stat behind the name, or nothing of a process that ended."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return []
    return told.rpartition(")")[2].split()


def _pss(pid: int) -> int:
    """Give the kilobytes of a process."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
