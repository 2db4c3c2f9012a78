"""A report as a table for a terminal."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from .report import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .report import Case, Report, Suite

_WIDTH: Final = 100
_GAP: Final = "  "
_COMMAND: Final = re.compile(r"^(\s*):(?=:)", re.MULTILINE)


def write(report: Report) -> str:
    """Write a line for each suite, behind or below it what failed or was skipped; figures last."""
    width = max((len(each.name) for each in report.suites), default=0)
    lines = [report.title, ""]
    for suite in report.suites:
        lines += _lines(report, suite, f"{suite.name:{width}}  {suite.share}".rstrip())
    widest = max((len(each) for each in report.summary), default=0)
    figures = (f"{name:{widest}}  {figure}" for name, figure in report.summary.items())
    told = "\n".join([*lines, "", *figures]).rstrip()
    # GitHub's runner takes a line for a command that begins so, and runs what a client sent
    return _COMMAND.sub(r"\1: ", told) + "\n"


def _lines(report: Report, suite: Suite, head: str) -> Iterator[str]:
    below = [each for each in suite.cases if each.outcome == Outcome.FAILED]
    if not suite.note:
        below += [each for each in suite.cases if each.outcome == Outcome.SKIPPED]
    is_short = suite.note and not below and len(head) + len(suite.note) <= _WIDTH - len(_GAP)
    yield f"{head}{_GAP}{suite.note}" if is_short else head
    for case in below:
        yield from _paragraph(_told(report, case))
    if suite.note and not is_short:
        yield from _paragraph(suite.note)


def _told(report: Report, case: Case) -> str:
    where = f" ({case.place})" if case.place else ""
    why = f": {case.message}" if case.message else ""
    return f"{report.word(case.outcome)}: {case.name}{where}{why}"


def _paragraph(text: str) -> list[str]:
    """Set a text in lines."""
    return wrap(
        " ".join(text.split()),
        _WIDTH,
        initial_indent="    ",
        subsequent_indent="      ",
        break_long_words=False,
        break_on_hyphens=False,
    )
