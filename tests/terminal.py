"""A terminal as a person has it before them: what is written to it, and what it then shows."""

import fcntl
import os
import pty
import struct
import termios
import time
from threading import Thread

WITHIN = 60  # seconds; nothing here takes five


class Terminal:
    """A pseudo terminal, in a block. `end` is where programs write."""

    def __init__(self, columns=100):
        self._ours, self.end = pty.openpty()
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self._written = b""
        self._reader = Thread(target=self._read, daemon=True)

    def __enter__(self):
        self._reader.start()
        return self

    def __exit__(self, *_):
        self.written()
        os.close(self._ours)

    def written(self):
        """Give all that was written, once nobody writes any more."""
        if self.end is not None:
            os.close(self.end)
            self.end = None
        self._reader.join(WITHIN)
        return self._written.decode()

    def wait_for(self, text):
        """Wait until a text was written."""
        until = time.monotonic() + WITHIN
        while text.encode() not in self._written:
            assert time.monotonic() < until, (text, self._written)
            time.sleep(0.005)

    def _read(self):
        while True:
            try:
                part = os.read(self._ours, 4096)
            except OSError:  # nobody has it open for writing
                return
            if not part:
                return
            self._written += part


def shown(written):
    """Give the lines that a terminal shows in the end, where a return begins a line anew."""
    lines = []
    for line in written.replace("\r\n", "\n").split("\n"):
        seen = ""
        for part in line.split("\r"):
            seen = part + seen[len(part) :]
        lines.append(seen.rstrip())
    return lines
