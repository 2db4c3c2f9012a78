"""What the plugin of pytest costs: `python -m benchmarks.plugin`.

The start of pytest is taken from what Python says of its imports, the rest from a clock.
"""

from __future__ import annotations

import re
import subprocess
import sys
from functools import partial
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final

from ragmock.handle import Handle
from ragmock.pytest_plugin.on_demand import OnDemand

if TYPE_CHECKING:
    from collections.abc import Callable

STARTS: Final = 11
WORLDS: Final = 500


def main() -> None:
    """Measure, and print what is in the middle of many."""
    server = OnDemand()
    with Handle(server.url) as handle:
        up = milliseconds(handle.health)
        worlds = [handle.world(f"world-{number}") for number in range(WORLDS)]
        made = [milliseconds(partial(each.set, fixture="empty")) for each in worlds]
        ended = [milliseconds(each.end) for each in worlds]
    server.close()
    figures = {
        "imported with pytest": median(import_ms() for _ in range(STARTS)),
        "first answer of a server": up,
        "a fresh world": median(made),
        "its end": median(ended),
    }
    for name, figure in figures.items():
        sys.stdout.write(f"{name:25} {figure:8.2f} ms\n")


def import_ms() -> float:
    """Measure what the import of the plugin adds to that of pytest."""
    code = "import pytest, ragmock.pytest_plugin.plugin"
    told = subprocess.run(  # noqa: S603 - a text of our own
        [sys.executable, "-X", "importtime", "-c", code], capture_output=True, text=True, check=True
    ).stderr
    ours = r"import time: +\d+ \| +(\d+) \| ragmock(?:\.pytest_plugin(?:\.plugin)?)?$"
    return sum(int(each) for each in re.findall(ours, told, re.MULTILINE)) / 1000


def milliseconds(call: Callable[[], object]) -> float:
    """Measure one call."""
    began = perf_counter()
    call()
    return (perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
