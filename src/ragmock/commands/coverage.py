"""Tell what clients tried of a running server, and what they never tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .ending import fail
from .telling import files_option, require_forms, tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PERCENT = click.FloatRange(0, 100)


@click.command()
@click.option(
    "--url",
    default="http://127.0.0.1:8765",
    envvar="RAGMOCK_URL",
    show_default=True,
    show_envvar=True,
    help="Where the server runs.",
)
@click.option(
    "--admin-token",
    "token",
    envvar="RAGMOCK_ADMIN_TOKEN",
    show_envvar=True,
    help="What its /__admin asks for, off loopback.",
)
@click.option("--world", metavar="NAME", help="Only what was tried in this world.")
@click.option(
    "--provider",
    type=click.Choice(["dify", "ragflow", "data"]),
    help="Only this product; else all of them.",
)
@files_option
@click.option(
    "--fail-under",
    type=_PERCENT,
    metavar="PERCENT",
    help="How many of all answers are to be tried.",
)
@click.option(
    "--fail-under-operation",
    type=_PERCENT,
    metavar="PERCENT",
    help="How many answers of each operation that is called are to be tried.",
)
def command(
    url: str,
    token: str | None,
    world: str | None,
    provider: str | None,
    files: Sequence[Path],
    fail_under: float | None,
    fail_under_operation: float | None,
) -> None:
    """Tell what clients tried of a running server, and what they never tried.

    The exit code is 0 where enough was tried, 1 where it was not, 2 where that cannot be told.
    """
    from ragmock.coverage.report import report_of  # noqa: PLC0415 - thin until it is used
    from ragmock.handle import Handle, Refused, Unreachable  # noqa: PLC0415
    from ragmock.reports.report import Outcome  # noqa: PLC0415

    require_forms(files)
    try:
        with Handle(url, token) as server:
            told = server.coverage(world, provider)
    except (Unreachable, Refused, ValueError) as refused:
        fail(str(refused))
    report = report_of(told, fail_under, fail_under_operation)
    tell(report, files)
    raise SystemExit(1 if report.totals[Outcome.FAILED] else 0)
