"""Readers that do what no library should."""

import os
import sys
import time
from pathlib import Path


def hangs(_):
    time.sleep(60)


def crashes(_):
    os.abort()


def exits(_):
    raise SystemExit(0)


def allocates(content):
    return [content.decode() * 10**10]


def nests(content):
    return nests(content)


def babbles(_):
    while True:
        yield "x" * 1_000_000


def prints(content):
    print("not an answer", flush=True)  # noqa: T201
    os.write(1, b"neither is this")
    return [content.decode()]


def tells(_):
    return [*sorted(os.environ), str(len(list(Path("/proc/self/fd").iterdir())))]


def knows(_):
    return sys.modules
