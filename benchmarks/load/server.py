"""A server of its own process, as the command line starts it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_START_WITHIN: Final = 60.0  # seconds
_COMMAND: Final = ("-c", "from ragmock.cli import main; main()", "serve", "--port=0")


@contextmanager
def serving() -> Iterator[str]:
    """Start a server, give its URL, and stop it at the end of the block."""
    with TemporaryDirectory() as room:
        endpoints = Path(room, "endpoints.json")
        process = subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, *_COMMAND, "--fixture=empty", f"--endpoints-file={endpoints}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # what it logs goes to the standard error, and is seen
        )
        try:
            yield _url(process, endpoints)
        finally:
            process.terminate()
            process.wait(timeout=10)


def _url(process: subprocess.Popen[bytes], endpoints: Path) -> str:
    until = time.monotonic() + _START_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            return str(json.loads(endpoints.read_text(encoding="utf-8"))["url"])
        except (FileNotFoundError, ValueError):
            time.sleep(0.02)
    raise RuntimeError("the server did not start")
