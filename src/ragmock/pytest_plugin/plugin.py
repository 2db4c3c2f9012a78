"""The hooks of pytest. Whatever takes time is imported when a test asks for a world."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from .marks import HELP, Wanted

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from ragmock.handle import Handle
    from ragmock.steering.world import SteeredWorld

    from .on_demand import OnDemand

_URL: Final = "RAGMOCK_URL"
_TOKEN: Final = "RAGMOCK_ADMIN_TOKEN"  # noqa: S105 - the name of one
_INPUT: Final = "ragmock_url"  # of a worker
_PATIENCE: Final = 2.0  # seconds until a server is given up that should run already


@dataclass(frozen=True)
class Given:
    """The world that a test was given."""

    server: Handle
    world: SteeredWorld
    wanted: Wanted
    since: float  # seconds since 1970-01-01 UTC


_given: Final = pytest.StashKey[Given]()
_server: Final = pytest.StashKey["OnDemand"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Say where the bundles of failed tests go, and what is told of the coverage."""
    group = parser.getgroup("ragmock")
    group.addoption(
        "--ragmock-bundles",
        metavar="DIR",
        default=".ragmock",
        help="Where `ragmock replay` finds what failed tests did (default: .ragmock).",
    )
    group.addoption(
        "--ragmock-coverage",
        metavar="FILE",
        action="append",
        nargs="?",
        const="",
        help="Tell what the tests tried of the contract; also in FILE: .json, .xml, .sarif, .html.",
    )
    for name, about in (("", "all answers"), ("-operation", "the answers of each operation")):
        group.addoption(
            f"--ragmock-coverage-fail-under{name}",
            metavar="PERCENT",
            type=float,
            help=f"Fail the run if fewer of {about} were tried.",
        )


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known, and begin to cover if that is asked."""
    config.addinivalue_line("markers", HELP)
    files = config.getoption("ragmock_coverage")
    least = [config.getoption(f"ragmock_coverage_fail_under{name}") for name in ("", "_operation")]
    if not _input(config) and (files is not None or any(least)):
        from .covering import Covering  # noqa: PLC0415 - for whoever asks

        covering = Covering(lambda: _used_server(config), files or (), *least)
        config.pluginmanager.register(covering, "ragmock_coverage")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # noqa: ANN401 - of pytest-xdist
    """Tell a worker of pytest-xdist the server that all of them share."""
    if not os.environ.get(_URL):
        node.workerinput[_INPUT] = _own_server(node.config).url


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse wrong marks before any test runs."""
    if not _input(config):  # a worker has no way to tell
        for each in items:
            Wanted.by(each)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Refuse wrong marks in a worker."""
    Wanted.by(item)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the server, if there is one."""
    if server := config.stash.get(_server, None):
        server.close()


@pytest.fixture(scope="session")
def ragmock_server(request: pytest.FixtureRequest) -> Iterator[Handle]:
    """Give the server of the run: that of RAGMOCK_URL, or one in the process of pytest."""
    from ragmock.handle import Handle, Unreachable  # noqa: PLC0415 - as all that a world needs

    url = os.environ.get(_URL) or _input(request.config).get(_INPUT)
    with Handle(url or _own_server(request.config).url, os.environ.get(_TOKEN)) as handle:
        try:
            handle.wait_until_ready(_PATIENCE)
        except Unreachable as failed:
            raise pytest.fail.Exception(str(failed), pytrace=False) from None
        yield handle


@pytest.fixture
def ragmock(request: pytest.FixtureRequest, ragmock_server: Handle) -> Iterator[SteeredWorld]:
    """Give a world to this test alone, which is empty unless a mark says otherwise."""
    from ragmock.handle import Refused  # noqa: PLC0415
    from ragmock.pytest_plugin.naming import world_name  # noqa: PLC0415

    item: pytest.Item = request.node
    wanted = Wanted.by(item)
    run = os.urandom(2).hex() if os.environ.get(_URL) else ""  # others may use it too
    world = ragmock_server.world(world_name(item.nodeid, run))
    since = time.time()
    try:
        world.set(**wanted.spec(world_name(item.nodeid)))
    except Refused as refused:
        told = f"the mark ragmock: {refused.diagnosis}"
        raise pytest.fail.Exception(told, pytrace=False) from None
    item.stash[_given] = Given(ragmock_server, world, wanted, since)
    yield world
    del item.stash[_given]
    world.end()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Fail a test that did not meet its faults."""
    yield
    given = item.stash.get(_given, None)
    if given and given.wanted.unmet == "fail":
        from .telling import unmet  # noqa: PLC0415

        if faults := given.world.faults(unmet=True):
            pytest.fail(unmet(faults), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell in the report of a test that failed what its world was asked."""
    report = yield
    given = item.stash.get(_given, None)
    if given and report.failed:
        report.sections.append(("ragmock", _told(given, item.config)))
    return report


def _input(config: pytest.Config) -> dict[str, Any]:
    """Give what the process of pytest told this worker of pytest-xdist, if it is one."""
    return getattr(config, "workerinput", {})


def _told(given: Given, config: pytest.Config) -> str:
    from ragmock.handle import Unreachable  # noqa: PLC0415

    from .telling import kept, told  # noqa: PLC0415

    folder = config.rootpath / str(config.getoption("ragmock_bundles"))
    try:
        bundle = kept(given.world, folder, Path(config.invocation_params.dir))
        return told(given.server, given.world, given.since, bundle)
    except Unreachable as failed:
        return str(failed)


def _used_server(config: pytest.Config) -> Handle | None:
    """Give a handle of the server of the run, if any was called."""
    from ragmock.handle import Handle  # noqa: PLC0415

    own = config.stash.get(_server, None)
    url = own.url if own and own.was_called else os.environ.get(_URL)
    return Handle(url, os.environ.get(_TOKEN)) if url else None


def _own_server(config: pytest.Config) -> OnDemand:
    """Give the server of this process; one is made for the first who asks."""
    from .on_demand import OnDemand  # noqa: PLC0415

    if _server not in config.stash:
        config.stash[_server] = OnDemand()
    return config.stash[_server]
