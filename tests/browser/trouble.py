"""What no page of ours may do, whatever else a test looks at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

_HERE = {"127.0.0.1", "localhost"}
#: Whatever a document smuggles into a page says `alert`.
_ALERTS_ARE_ERRORS = "window.alert = text => console.error(`alert: ${text}`);"


class Trouble:
    """Notes errors in the console, exceptions, what a CSP forbids, and requests to other hosts.

    The browser writes violations of a CSP, and answers of 400 and above, to the console. A test
    that wants one says so: `trouble.expect("409")`, a pattern of which something must be noted.
    """

    def __init__(self) -> None:
        self._noted: list[str] = []
        self._expected: list[str] = []

    def follow(self, context: BrowserContext) -> None:
        """Note what the pages of a context do from now on."""
        context.add_init_script(_ALERTS_ARE_ERRORS)
        context.on("console", self._console)
        context.on("weberror", self._exception)
        context.on("request", self._request)

    def expect(self, *patterns: str) -> None:
        """Let pass what matches a pattern, and have it be trouble if nothing does."""
        self._expected += patterns

    @property
    def left(self) -> list[str]:
        """What was noted and not expected, and what was expected and not noted."""
        seen = [
            each
            for each in self._noted
            if not any(re.search(want, each) for want in self._expected)
        ]
        missed = [
            f"expected, but not seen: {want}"
            for want in self._expected
            if not any(re.search(want, each) for each in self._noted)
        ]
        return seen + missed

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._noted.append(f"console: {message.text} ({message.location['url']})")

    def _exception(self, error: WebError) -> None:
        self._noted.append(f"exception: {error.error}")

    def _request(self, request: Request) -> None:
        to = urlsplit(request.url)
        if to.scheme in {"http", "https"} and to.hostname not in _HERE:
            self._noted.append(f"another host: {request.method} {request.url}")
