"""A report as a command tells it: a table, and the files that were asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from .ending import fail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ragmock.reports.report import Report

files_option: Final = click.option(
    "-o",
    "--output",
    "files",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a report to this file too: .json, .xml (JUnit), .sarif or .html.",
)


def require_forms(files: Sequence[Path]) -> None:
    """End the command, before any work is done, where the suffix of a file names no form."""
    from ragmock.reports.forms import UnknownForm, require_form  # noqa: PLC0415 - thin until used

    try:
        for file in files:
            require_form(file)
    except UnknownForm as refused:
        fail(str(refused))


def tell(report: Report, files: Sequence[Path]) -> None:
    """Print a report and write it to files; ends the command where one cannot be written."""
    from ragmock.reports import table  # noqa: PLC0415
    from ragmock.reports.forms import save  # noqa: PLC0415

    click.echo(table.write(report), nl=False)
    for file in files:
        try:
            save(report, file)
        except OSError as refused:
            fail(f"cannot write {file}: {refused.strerror or refused}")
