"""How those who wait learn that something happened, without asking again and again."""

from __future__ import annotations

import asyncio

from ragmock.domain.undoing import settle


class Bell:
    """Wakes all who wait. It may be rung from any thread."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake all who wait now."""
        if not self._waiting:
            return
        for each in tuple(self._waiting):
            try:
                each.get_loop().call_soon_threadsafe(_wake, each)
            except RuntimeError:  # its loop is closed, maybe just now: whoever waited went with it
                self._waiting.discard(each)

    async def heard(self, seconds: float) -> None:
        """Wait until it rings, for so many seconds at most."""
        settle()
        loop = asyncio.get_running_loop()
        waiting = loop.create_future()
        timer = loop.call_later(seconds, _wake, waiting)
        self._waiting.add(waiting)
        try:
            await waiting
        finally:
            self._waiting.discard(waiting)
            timer.cancel()


def _wake(waiting: asyncio.Future[None]) -> None:
    if not waiting.done():
        waiting.set_result(None)
