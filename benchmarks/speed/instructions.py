"""How many instructions a request takes, counted by valgrind: the figure that other work leaves be.

`python -m benchmarks.speed.instructions NAME WORK` is the process that is counted: it waits for a
line, sends a batch, waits for another line, and ends.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
from itertools import product
from typing import TYPE_CHECKING, Final

from benchmarks.speed.cache import CACHE, ROOT, NotToBeHad
from benchmarks.speed.inside import ANEW, BATCH, RAGMOCK, subject
from benchmarks.speed.work import WORKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.speed.inside import Subject

#: Whose instructions are counted.
APPLICATIONS: Final = (RAGMOCK, ANEW, "starlette", "starlette-orjson")
_WARM: Final = 20  # requests


def count(watching: Callable[[int, int, str], None]) -> dict[str, dict[str, int]]:
    """Give the instructions of one request by application and work. Raises `NotToBeHad`."""
    if not (shutil.which("valgrind") and shutil.which("callgrind_control")):
        raise NotToBeHad("no valgrind here: `apt-get install valgrind`")
    CACHE.mkdir(parents=True, exist_ok=True)
    counted: dict[str, dict[str, int]] = {}
    every = list(product(APPLICATIONS, WORKS))
    for number, (name, work) in enumerate(every):
        watching(number, len(every), f"instructions counted, now: {name}, {work}")
        counted.setdefault(name, {})[work] = _count(name, work)
    return counted


def _count(name: str, work: str) -> int:
    out = CACHE / "callgrind.out"
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "PYTHONHASHSEED": "0",  # as many collisions in every run
    }
    tool = ("valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={out}")
    process = subprocess.Popen(  # noqa: S603 - our own words
        [*tool, sys.executable, "-m", __name__, name, work],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    with process:
        try:
            for switch in ("on", "off"):
                _hear(process)
                control = ["callgrind_control", f"--instr={switch}", str(process.pid)]
                subprocess.run(control, check=True, capture_output=True)  # noqa: S603
                _say(process)
        except (subprocess.CalledProcessError, OSError) as failed:
            process.kill()
            raise NotToBeHad(f"valgrind does not count here: {failed}") from None
    totals = re.search(r"^totals: (\d+)", out.read_text(encoding="utf-8"), re.MULTILINE)
    if not totals:
        raise NotToBeHad("valgrind counted nothing")
    return round(int(totals[1]) / BATCH)


def _hear(process: subprocess.Popen[str]) -> None:
    if not (process.stdout and process.stdout.readline()):
        raise OSError("the process ended")


def _say(process: subprocess.Popen[str]) -> None:
    if process.stdin:
        process.stdin.write("\n")
        process.stdin.flush()


async def _counted(subject: Subject, work: str) -> None:
    await subject.batch(work, 0, _WARM)
    await subject.batch(work, 1, BATCH, between=_wait)


def _wait() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()


if __name__ == "__main__":
    asyncio.run(_counted(subject(sys.argv[1]), sys.argv[2]))
