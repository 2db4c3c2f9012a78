"""How far long work is: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import RLock, Thread
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

SOON: Final = 1.0  # seconds; what is done by then shows no bar
OFTEN: Final = 0.1  # seconds from one look of the bar to the next
RARELY: Final = 10.0  # seconds from one plain line to the next, and before the first
_FORM: Final = "{percentage:3.0f}%|{bar:20}| {remaining} left, {n_fmt}/{total_fmt} {desc}"
_PATIENCE: Final = 1.0  # seconds until the bar is gone; the terminal may be stopped


class Progress:
    """Says on the standard error how far the work of a block is; at its end the bar is gone.

    A thread says it, which wakes now and then: so `step` costs nothing, however often it is called,
    and its last words show, however long they hold. Nothing is said if it is `quiet`. The cursor is
    not hidden, so that a process that is killed leaves its terminal in order.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._is_quiet = quiet
        self._step: tuple[int, int, str] | None = None
        self._ends: SimpleQueue[None] = SimpleQueue()  # which a signal's handler may put into
        self._thread: Thread | None = None

    def __enter__(self) -> Self:
        """Begin to wait for what is to be said."""
        if not self._is_quiet and sys.stderr is not None:
            self._step, self._ends = None, SimpleQueue()
            thread = Thread(target=self._say, args=(sys.stderr,), daemon=True)
            thread.start()
            self._thread = thread
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        self.close()

    def step(self, done: int, of: int, says: str) -> None:
        """Hear that so many of so many are done, and what they are or what is done now."""
        self._step = done, of, says

    def close(self) -> None:
        """End it before the block ends, as where a signal ends the process."""
        self._ends.put(None)
        if self._thread:
            self._thread.join(_PATIENCE)

    def _say(self, stream: TextIO) -> None:
        with suppress(OSError):  # nobody reads it any more
            if _is_terminal(stream):
                self._draw(stream)
            else:
                self._write(stream)

    def _draw(self, stream: TextIO) -> None:
        bar = None
        for done, of, says in self._steps(SOON, OFTEN):
            bar = _drawn(bar, stream, done, of, says)
        if bar is not None:
            bar.close()

    def _write(self, stream: TextIO) -> None:
        for done, of, says in self._steps(RARELY, RARELY):
            stream.write(f"ragmock: {done}/{of} {says}\n")
            stream.flush()

    def _steps(self, first: float, then: float) -> Iterator[tuple[int, int, str]]:
        """Give the last step after so many seconds, and each time that there is another."""
        told, wait = None, first
        while not self._is_over(wait):
            wait = then
            if self._step is not None and self._step != told:
                from ragmock.reports.report import visible  # noqa: PLC0415 - long work alone

                told = done, of, says = self._step
                yield done, of, visible(says)

    def _is_over(self, within: float) -> bool:
        """Wait for the end of the block, so many seconds at most."""
        try:
            self._ends.get(timeout=within)
        except Empty:
            return False
        return True


def _is_terminal(stream: TextIO) -> bool:
    """Tell whether what is written can be written over."""
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        return False
    return os.get_terminal_size(stream.fileno()).columns > 0


def _drawn(bar: Any, stream: TextIO, done: int, of: int, says: str) -> Any:  # noqa: ANN401
    """Bring a bar up to date, or begin another where other things are counted."""
    from tqdm.std import tqdm  # noqa: PLC0415 - 25 ms, which only long work takes

    if bar is not None and bar.total == of and bar.n <= done:
        bar.n = done
        bar.set_description_str(says)
        return bar
    if bar is not None:
        bar.close()
    tqdm.monitor_interval = 0  # no thread of its own
    tqdm.set_lock(RLock())  # its own would settle for good how Python starts processes
    return tqdm(
        desc=says,
        initial=done,
        total=of,
        file=stream,
        leave=False,
        dynamic_ncols=True,
        bar_format=_FORM,
    )
