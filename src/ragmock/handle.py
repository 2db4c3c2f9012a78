"""What a test holds of a server that runs: in a thread, another process, or a container."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from ragmock.steering.over_http import OverHttp
from ragmock.steering.server import Server
from ragmock.steering.transport import Refused, Unreachable

if TYPE_CHECKING:
    from typing import Self

__all__ = ["Handle", "Refused", "Unreachable"]

_PAUSE: Final = 0.02  # seconds between two questions whether it is ready


class Handle(Server):
    """Steers the server at a URL over HTTP, with the token of its control plane if it has one.

    What it refuses is `Refused`; where none answers, `Unreachable`. It may be used from many
    threads, and needs the standard library alone.
    """

    def __init__(self, url: str, token: str | None = None) -> None:
        self._http = OverHttp(url, token)
        super().__init__(self._http)

    def wait_until_ready(self, timeout: float = 30) -> None:
        """Wait until the server answers, for so many seconds; fails with `Unreachable`."""
        until = time.monotonic() + timeout
        while True:
            try:
                self.health()
            except Unreachable as failed:
                if time.monotonic() >= until:
                    raise Unreachable(f"waited for {timeout} seconds: {failed}") from None
                time.sleep(_PAUSE)
            else:
                return

    def close(self) -> None:
        """Close its connections; the server goes on."""
        self._http.close()

    def __enter__(self) -> Self:
        """Use it for a block, at whose end its connections are closed."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close its connections."""
        self.close()
