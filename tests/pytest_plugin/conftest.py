"""Tests of users, run by a pytest of their own that has the plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

#: What users begin their tests with.
HEAD = """
import httpx
import pytest


def create(world, name="Handbook"):
    body = {"name": name}
    return httpx.post(f"{world.dify.url}/datasets", json=body, headers=world.dify.headers)

"""
#: The plugin, whether or not it was there when ragmock was installed, and no others by themselves.
OPTIONS = ("-p", "ragmock.pytest_plugin.plugin", "-p", "no:cacheprovider", "-W", "error")


@pytest.fixture
def run(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., pytest.RunResult]:
    """Run tests in a server of their own."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.delenv("RAGMOCK_URL", raising=False)
    monkeypatch.delenv("RAGMOCK_ADMIN_TOKEN", raising=False)

    def run(tests: str, *options: str) -> pytest.RunResult:
        pytester.makepyfile(HEAD + tests)
        return pytester.runpytest_subprocess(*OPTIONS, *options)

    return run


@pytest.fixture
def run_there(run, server_for, monkeypatch) -> Callable[..., pytest.RunResult]:
    """Run tests in the server of this run, which is there already."""
    monkeypatch.setenv("RAGMOCK_URL", server_for("empty").url)
    return run
