"""A real browser for the tests: Debian's Chromium, driven by Playwright.

    def test_a_page_says_hello(page, world):
        page.goto(f"{world.server.url}/hello")
        ...

`page` is in a context of its own; `world` is private to the test, as everywhere. What `Trouble`
notes fails the test, and each test leaves a picture in `artifacts/browser/`. The fixtures are our
own and not those of pytest-playwright, which would be loaded by every run of pytest, and looks for
a browser of its own download.
"""

from __future__ import annotations

import re
import shutil
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from ..conftest import serve  # noqa: TID252 - tests are no package
from .looks import DESK, Look
from .trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from ..conftest import Server, World  # noqa: TID252

_HERE = Path(__file__).parent
PICTURES = _HERE.parents[1] / "artifacts" / "browser"
_CHROMIUM = shutil.which("chromium")
_NEEDED = ("playwright", "axe_playwright_python")
_WITHIN = 30_000  # milliseconds; nothing here takes three seconds on an idle machine

#: Nobody is asked for anything but the pages, not even by the browser itself.
_OPTIONS = [
    *("--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


class _Absent(pytest.Module):
    """A file of tests that is passed over, without importing what is not there."""

    reason: str

    def collect(self) -> list[pytest.Item]:
        pytest.skip(self.reason)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> _Absent | None:
    if not _is_alone(parent.config):
        reason = "a browser runs by itself: `make test-browser`"
    elif not all(map(find_spec, _NEEDED)):
        reason = "no Playwright here; `make test-browser` installs it"
    elif not _CHROMIUM:
        reason = "no Chromium here; install the package chromium"
    else:
        return None
    module = _Absent.from_parent(parent, path=module_path)
    module.reason = reason
    return module


def _is_alone(config: pytest.Config) -> bool:
    """Tell whether nothing else is tested.

    Playwright keeps an event loop running in its thread, and other tests run loops of their own;
    and what they leave on the server would be listed in pages.
    """
    asked = (config.invocation_params.dir / each.partition("::")[0] for each in config.args)
    return all(each.resolve().is_relative_to(_HERE) for each in asked)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the browser: one for all tests."""
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415 - where it is installed

    expect.set_options(timeout=_WITHIN)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Look:
    """Give how the page is looked at: on a desk in light, or as `every_look` says."""
    return getattr(request, "param", DESK)


@pytest.fixture
def trouble() -> Trouble:
    """Give what is noted of the pages; a test says here which trouble it expects."""
    return Trouble()


@pytest.fixture
def context(browser: Browser, look: Look, trouble: Trouble) -> Iterator[BrowserContext]:
    """Give a fresh context: no cookie, no storage, no cache of another test."""
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height},
        color_scheme=look.scheme,
        reduced_motion="reduce",  # pictures are the same in every run
        locale="en-GB",
        timezone_id="UTC",
    )
    context.set_default_timeout(_WITHIN)
    trouble.follow(context)
    yield context
    context.close()  # after which no event is to come
    assert trouble.left == []


@pytest.fixture
def photograph(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Give what keeps a picture of a page, in a file of the test's name and more."""
    room = PICTURES / request.path.stem.removeprefix("test_")
    name = re.sub(r"[^\w.]+", "-", request.node.name.removeprefix("test_")).strip("-")

    def keep(page: Page, more: str = "") -> None:
        page.screenshot(path=room / f"{'-'.join(filter(None, (name, more)))}.png")

    return keep


@pytest.fixture
def page(context: BrowserContext, photograph: Callable[[Page], None]) -> Iterator[Page]:
    """Give an empty page, of which a picture is kept when the test ends."""
    page = context.new_page()
    yield page
    if not page.is_closed():
        photograph(page)


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server that the tests of another file send nothing to."""
    with serve("empty", tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def enter(page: Page, world: World) -> Callable[..., None]:
    """Give what opens the room “Requests”, for a world that is open."""
    world.admin.get("/documents")

    def enter(rest: str = "", url: str = world.server.url, name: str = world.name) -> None:
        from .asking import enter_room  # noqa: PLC0415 - where Playwright is installed

        enter_room(page, url, name, rest)

    return enter


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[Callable[[Path], str]]:
    """Give what serves a folder as it lies, on a port of its own: another origin, `http://…`."""
    with ExitStack() as running:

        def serve(folder: Path) -> str:
            handler = partial(_Quiet, directory=folder)
            server = running.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), handler))
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            running.callback(thread.join)
            running.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}"

        yield serve
