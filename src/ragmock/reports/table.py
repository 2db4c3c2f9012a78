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
_COMMAND: Final = re.compile(r"^(\s*):(?=:)", re.MULTILINE)


def write(report: Report) -> str:
    """Write a line for each suite, below it what failed, and what was skipped; figures last."""
    width = max((len(each.name) for each in report.suites), default=0)
    lines = [report.title, ""]
    for suite in report.suites:
        lines += [f"{suite.name:{width}}  {suite.share}".rstrip(), *_below(report, suite)]
    widest = max((len(each) for each in report.summary), default=0)
    figures = (f"{name:{widest}}  {figure}" for name, figure in report.summary.items())
    told = "\n".join([*lines, "", *figures]).rstrip()
    # GitHub's runner takes a line for a command that begins so, and runs what a client sent
    return _COMMAND.sub(r"\1: ", told) + "\n"


def _below(report: Report, suite: Suite) -> Iterator[str]:
    failed = [each for each in suite.cases if each.outcome == Outcome.FAILED]
    skipped = [each for each in suite.cases if each.outcome == Outcome.SKIPPED]
    for case in failed:
        yield from _paragraph(_told(report, case))
    if suite.note:
        yield from _paragraph(suite.note)
    else:
        for case in skipped:
            yield from _paragraph(_told(report, case))


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
