"""A server in this process that starts when it is first called."""

from __future__ import annotations

import socket
import sys
import traceback
from selectors import EVENT_READ, DefaultSelector
from threading import Thread
from typing import Final

from ragmock.web.listening import listen, url_of

_BODY: Final = 4 * 1024 * 1024  # bytes kept of each body: what is cut short cannot be replayed


class OnDemand:
    """Listens at once, so that its URL can be told; all that takes time waits for the first call.

    Who calls meanwhile waits in the queue of the socket.
    """

    def __init__(self) -> None:
        self._bound = listen("127.0.0.1", 0)
        self.url = url_of(self._bound)
        self.was_called = False
        self._ends, self._ended = socket.socketpair()
        self._thread = Thread(target=self._work, name="ragmock waits", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End it, whether it was called or not."""
        self._ends.send(b"!")
        self._thread.join()
        for each in (self._ends, self._ended, self._bound):
            each.close()

    def _work(self) -> None:
        try:
            self.was_called = self._is_called()
            if self.was_called:
                self._serve()
        except Exception:  # noqa: BLE001 - nobody else would tell it
            traceback.print_exc(file=sys.__stderr__)
        finally:
            self._bound.close()  # who waits for an answer is told that there is none

    def _is_called(self) -> bool:
        """Wait until somebody calls, or until the end."""
        with DefaultSelector() as selector:
            selector.register(self._bound, EVENT_READ)
            selector.register(self._ended, EVENT_READ)
            return self._ended not in [key.fileobj for key, _ in selector.select()]

    def _serve(self) -> None:
        from ragmock.fake import Fake  # noqa: PLC0415 - half a second

        with Fake("empty", journal_body=_BODY).serve(bound=self._bound):
            self._ended.recv(1)
