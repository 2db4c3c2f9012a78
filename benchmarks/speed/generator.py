"""The load generator, the same for all servers: wrk, of one thread, with a script in Lua.

benchmarks/README.md compares it with others.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from benchmarks.speed.cache import CACHE, NotToBeHad
from benchmarks.speed.process import OTHER_CORES

if TYPE_CHECKING:
    from benchmarks.speed.process import Server
    from benchmarks.speed.work import Request

CONNECTIONS: Final = 16
_MORE: Final = 30.0  # seconds that it may take beyond those of the load

#: What is sent, and how the outcome is told: on the last line, as JSON.
_SCRIPT: Final = """
wrk.method = %(method)s
wrk.body = %(body)s
for name, value in pairs(%(headers)s) do wrk.headers[name] = value end
%(numbered)s
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\\n{"requests": %%d, "seconds": %%f, "p50": %%f, "p99": %%f, "failed": %%d}\\n',
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""
#: A body with a number in it is made anew for each request.
_NUMBERED: Final = """
local number = %d
function request()
  number = number + 1
  return wrk.format(nil, nil, nil, string.format(wrk.body, number))
end
"""


@dataclass(frozen=True)
class Load:
    """What a server answered in some seconds."""

    requests: int
    seconds: float
    p50: float  # milliseconds
    p99: float
    failed: int  # connections that broke, and answers of status 400 and above
    cpu: float  # milliseconds of the server's whole tree for each request

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def require() -> None:
    """Raise `NotToBeHad` where there is no generator, or no way to give it a core."""
    for program, package in (("wrk", "wrk"), ("taskset", "util-linux")):
        if not shutil.which(program):
            raise NotToBeHad(f"no {program} here: `apt-get install {package}`")


def load(server: Server, request: Request, seconds: float, first: int = 0) -> Load:
    """Send a request over and over, numbered from `first`, and see what it costs the server."""
    script = CACHE / "load.lua"
    script.write_text(_script(request, first), encoding="utf-8")
    whole = max(1, round(seconds))
    before = server.cpu()
    ran = subprocess.run(  # noqa: S603 - our own words
        [
            *("taskset", "--cpu-list", ",".join(map(str, OTHER_CORES))),
            *("wrk", "--threads=1", f"--connections={CONNECTIONS}", f"--duration={whole}"),
            *(f"--script={script}", "--timeout=10", server.url + request.path),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=whole + _MORE,
    )
    spent = server.cpu() - before
    told: dict[str, Any] = json.loads(ran.stdout.strip().splitlines()[-1])
    return Load(**told, cpu=spent / max(told["requests"], 1) * 1000)


def _script(request: Request, first: int) -> str:
    headers = ", ".join(
        f"[{json.dumps(name)}] = {json.dumps(value)}" for name, value in request.headers.items()
    )
    return _SCRIPT % {
        "method": json.dumps(request.method),
        "body": "nil" if request.body is None else f"[==[{request.body}]==]",
        "headers": f"{{{headers}}}",
        "numbered": _NUMBERED % first if "%d" in (request.body or "") else "",
    }
