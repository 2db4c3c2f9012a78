"""The forms of a report; the suffix of a file chooses."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from .report import Report

#: What writes each form: a module of this room, whose `write` gives the text.
_WRITERS: Final = {
    ".json": "structured",
    ".xml": "junit",
    ".sarif": "sarif",
    ".html": "page",
}
SUFFIXES: Final = tuple(_WRITERS)


class UnknownForm(ValueError):  # noqa: N818 - named after what happened
    """A file has a suffix that stands for no form."""


def require_form(path: Path) -> str:
    """Give the suffix of a file; raises `UnknownForm`. To be asked before the work is done."""
    suffix = path.suffix.lower()
    if suffix not in _WRITERS:
        known = ", ".join(SUFFIXES)
        raise UnknownForm(f"{path}: the suffix chooses the form of a report, of {known}")
    return suffix


def render(report: Report, suffix: str) -> str:
    """Write a report in the form of a suffix of `SUFFIXES`."""
    text: str = import_module(f"{__package__}.{_WRITERS[suffix]}").write(report)
    return text


def save(report: Report, path: Path) -> None:
    """Write a report to a file; raises `UnknownForm`, and `OSError` where it cannot be written."""
    text = render(report, require_form(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    # half a surrogate pair is written as JSON escapes it; the other forms have none left
    path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
