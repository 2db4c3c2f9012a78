"""The documents' calls, tried on the fake, or on a real server.

    pytest tests/contract --against http://localhost --key dataset-... [--ragflow-key ragflow-...]

`documents/NNN.yaml` holds the cases of one document, `documents/objects.yaml` what they expect.
A test that asks for a `case` runs for every case, or for those of which its `wanted` is true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from .cases import BOOKS, Case
from .stage import Stage, Target

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a `book` or a `case` for each of them."""
    if "book" in metafunc.fixturenames:
        metafunc.parametrize("book", BOOKS, ids=[book.number for book in BOOKS])
    if "case" in metafunc.fixturenames:
        wanted = getattr(metafunc.function, "wanted", lambda _: True)
        cases = [case for book in BOOKS for case in book.cases if wanted(case)]
        metafunc.parametrize("case", cases, ids=map(str, cases))


@pytest.fixture
def target(case: Case, request: pytest.FixtureRequest) -> Target:
    """Give the server of --against, or a fresh world of the fake."""
    if request.config.getoption("--against"):
        return request.getfixturevalue("real_target")
    world = request.getfixturevalue("server_for")(case.fixture).world("contract")
    keys = {"dify": world.dify_key, "ragflow": world.ragflow_key, "data": world.ragflow_key}
    return Target(world.server.client(), keys, real=False)


@pytest.fixture
def real_target(case: Case, request: pytest.FixtureRequest) -> Iterator[Target]:
    """Give the server of --against, for a case that a released server can answer."""
    option = request.config.getoption
    ragflow = option("--ragflow-key")
    keys = {"dify": option("--key"), "ragflow": ragflow, "data": ragflow}
    if isinstance(case.released, str):
        pytest.skip(case.released)
    if not keys[case.product]:
        wanted = "--key" if case.product == "dify" else "--ragflow-key"
        pytest.skip(f"this call needs a key, which {wanted} gives")
    with httpx.Client(base_url=option("--against"), timeout=60) as client:
        yield Target(client, keys, real=True)


@pytest.fixture
def stage(case: Case, target: Target) -> Iterator[Stage]:
    """Give the server with what the case needs in it; put it away on a real one."""
    stage = Stage.before(case, target)
    try:
        stage.prepare(case)
        yield stage
    finally:
        if target.real:
            stage.clear()
