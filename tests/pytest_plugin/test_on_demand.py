"""A server that starts when it is first called."""

import sys
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from threading import enumerate as threads

import httpx
import pytest

from ragmock import fake
from ragmock.handle import Handle, Unreachable
from ragmock.pytest_plugin.on_demand import OnDemand


def names():
    return [each.name for each in threads() if each.name.startswith("ragmock")]


def test_whoever_calls_first_waits_and_is_answered():
    others = names()
    server = OnDemand()
    before = server.was_called
    with Handle(server.url) as handle, ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: handle.health(), range(8)))
    server.close()

    assert (before, server.was_called) == (False, True)
    assert answers == [{"status": "ok"}] * 8
    assert names() == others


def test_a_server_that_nobody_called_ends_too():
    others = names()
    server = OnDemand()
    server.close()

    assert not server.was_called
    assert names() == others
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.url, trust_env=False)


def test_a_server_that_cannot_start_says_why_and_lets_nobody_wait(monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("it cannot be")

    monkeypatch.setattr(fake, "Fake", broken)
    monkeypatch.setattr(sys, "__stderr__", printed := StringIO())
    server = OnDemand()
    with Handle(server.url) as handle, pytest.raises(Unreachable):
        handle.health()
    server.close()

    assert "it cannot be" in printed.getvalue()
