"""How far it is: one line that changes on a terminal, a line for each step elsewhere."""

from __future__ import annotations

import sys


def tell(line: str) -> None:
    """Say what is done now."""
    form = "\r{}\x1b[K" if sys.stderr.isatty() else "{}\n"
    sys.stderr.write(form.format(line))
    sys.stderr.flush()


def end() -> None:
    """Wipe the line, if it is one that changes."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
