"""A stage for each test: a private world with one dataset, on a server in a thread."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from ragmock import Fake

from .stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ragmock.steering.world import SteeredWorld


@pytest.fixture(scope="session")
def fresh() -> Iterator[Callable[[], SteeredWorld]]:
    """Give worlds that nobody had before."""
    numbers = count(1)
    with Fake("empty").serve() as handle:
        yield lambda: handle.world(f"stage-{next(numbers)}")


@pytest.fixture
def stage(
    fresh: Callable[[], SteeredWorld], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    """Give a stage; no client goes through a proxy to it, or loads certificates for 20 ms."""
    monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    with Stage(fresh(), tmp_path) as stage:
        yield stage
