"""What `serve` prints of each request: a line for people, JSON for programs, or nothing."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Final

import click

from ragmock.journal.views import summary

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import TextIOWrapper

    from ragmock.journal.entry import Entry

_REFUSED: Final = 400  # and above: statuses of what failed
_BROKEN: Final = 500


def form_for(stream: TextIOWrapper) -> str:
    """Say what is printed where nothing was said of it: lines on a terminal, elsewhere nothing.

    A pipe that nobody empties would fill up, and hold up the server.
    """
    return "lines" if stream.isatty() else "quiet"


def log_to(stream: TextIOWrapper, form: str) -> Callable[[Entry], None] | None:
    """Give what prints each request in a form; None where nothing is printed.

    What an encoding does not have is written out. Nothing is printed any more that cannot be.
    """
    if form == "quiet":
        return None
    stream.reconfigure(errors="backslashreplace")
    coloured = stream.isatty() and not os.environ.get("NO_COLOR")

    def told(entry: Entry) -> str:
        return in_json(entry) if form == "json" else in_a_line(entry, coloured=coloured)

    def log(entry: Entry) -> None:
        try:
            stream.write(f"{told(entry)}\n")
            stream.flush()
        except OSError:  # whoever read it has gone, or there is no room on the disk
            _give_up(stream)

    return log


def in_json(entry: Entry) -> str:
    """Write a request as the journal shows it in short; `id` is null where none keeps it."""
    return json.dumps({**summary(entry), "id": entry.id or None})


def in_a_line(entry: Entry, *, coloured: bool) -> str:
    """Write method, path, operation, status, milliseconds, and why it was refused."""
    target = f"{entry.path}?{entry.query}" if entry.query else entry.path
    operation = entry.operation.id if entry.operation else "-"
    status = str(entry.status or "-")  # none: the connection broke before an answer
    if coloured:
        operation = click.style(operation, dim=True)
        status = click.style(status, fg=_colour(entry), bold=True)
    took = f"{entry.seconds * 1000:.1f} ms"
    words = [f"{entry.method:6}", _plain(target), operation, status, took]
    if entry.diagnosis:
        words.append(_plain(entry.diagnosis))
    return "  ".join(words)


def _colour(entry: Entry) -> str:
    """Choose a colour for a status; RAGFlow refuses with 200."""
    if entry.status is None or entry.status >= _BROKEN:
        return "red"
    return "yellow" if entry.refusal or entry.status >= _REFUSED else "green"


def _plain(text: str) -> str:
    """Write out what would steer a terminal, or begin another line."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def _give_up(stream: TextIOWrapper) -> None:
    """Let all that is written to a stream go nowhere from now on."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
