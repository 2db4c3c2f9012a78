"""The command `ragmock verify`."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

import click

from .ending import fail
from .progress import Progress
from .telling import files_option, require_forms, tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ragmock.verify.findings import Findings
    from ragmock.verify.scenario import Scenario

#: Where the URL and the key are looked for that are not said, by the product.
_VARIABLES: Final = {
    "dify": ("DIFY_API_BASE", "DIFY_API_KEY"),
    "ragflow": ("RAGFLOW_API_BASE", "RAGFLOW_API_KEY"),
    "data": ("RAGFLOW_API_BASE", "RAGFLOW_API_KEY"),
}
_INTERRUPTED: Final = 130


@click.command()
@click.option(
    "--provider",
    default="dify",
    show_default=True,
    type=click.Choice([*_VARIABLES]),
    help="Whose API the server has.",
)
@click.option(
    "--url",
    help="Where it is, with or without /v1; else as DIFY_API_BASE or RAGFLOW_API_BASE says.",
)
@click.option(
    "--key",
    help="A key that may write; else what DIFY_API_KEY or RAGFLOW_API_KEY says, which other users "
    "of the machine do not see.",
)
@click.option(
    "--timeout",
    default=120.0,
    show_default=True,
    type=click.FloatRange(min=0),
    help="How many seconds the server may take to index a document.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="OPERATION",
    help="Report this operation alone, as `dify.datasets.*`; `ragmock routes` lists them.",
)
@files_option
@click.option("--keep", is_flag=True, help="Leave on the server what was made, to look at it.")
def command(
    provider: str,
    url: str | None,
    key: str | None,
    timeout: float,
    only: Sequence[str],
    files: Sequence[Path],
    keep: bool,  # noqa: FBT001 - an option
) -> None:
    """Tell where a real server, its contract and the fake differ.

    It makes datasets of its own there, which it deletes at the end, and touches nothing else. Exit
    codes: 0 no differences but those that released servers are known for, 1 others, 2 it could not
    be asked.
    """
    import asyncio  # noqa: PLC0415 - only what this command needs, here and below

    from ragmock.reports.report import visible  # noqa: PLC0415
    from ragmock.verify.reporting import report  # noqa: PLC0415
    from ragmock.verify.run import CannotVerify  # noqa: PLC0415
    from ragmock.verify.scenario import load  # noqa: PLC0415
    from ragmock.verify.sides import NoSuchUrl, root_of  # noqa: PLC0415

    for_url, for_key = _VARIABLES[provider]
    url = url or os.environ.get(for_url)
    key = (key or os.environ.get(for_key, "")).strip()
    if not url or not key:
        fail(f"say --url and --key, or set {for_url} and {for_key}")
    if not (key.isascii() and key.isprintable()):
        fail("the key has characters that no header can hold")
    require_forms(files)
    try:
        root = root_of(url)
    except NoSuchUrl as refused:
        fail(f"{'the URL' if '@' in url else repr(url)}: {refused}")
    try:
        scenario = load(provider)
        operations = _chosen(scenario, only)
        findings = asyncio.run(_run(scenario, root, key, timeout, operations, keep=keep))
    except CannotVerify as refused:
        fail(visible(f"{root}: {refused}"))
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.exit(_INTERRUPTED)
    told = report(findings, root)
    tell(told, files)
    sys.exit(1 if findings.unknown or findings.left else 0)


async def _run(
    scenario: Scenario,
    root: str,
    key: str,
    patience: float,
    operations: Sequence[str],
    *,
    keep: bool,
) -> Findings:
    """Ask a server; what is made there is put away also after Ctrl-C and SIGTERM."""
    import asyncio  # noqa: PLC0415

    from ragmock.reports.report import visible  # noqa: PLC0415
    from ragmock.verify.run import Run, require_server  # noqa: PLC0415
    from ragmock.verify.sides import both  # noqa: PLC0415

    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    with suppress(NotImplementedError):  # on Windows, where nobody sends it
        loop.add_signal_handler(signal.SIGTERM, task.cancel) if task else None
    steps = _Steps()
    async with both(scenario, root, key, patience, steps.waits) as (server, fake):
        await require_server(scenario, server)
        run = Run(scenario, server, fake, steps.begins)
        # said before: whoever ends this by force has to delete it
        click.echo(f"ragmock: what is made there is called {server.known['name']}", err=True)
        try:
            with steps.progress:
                return await run.play(operations, keep=keep)
        finally:
            for each in run.findings.left:
                click.echo(visible(f"ragmock: this could not be deleted: {each}"), err=True)


class _Steps:
    """Says how far a run is, and how long it waits."""

    def __init__(self) -> None:
        self.progress = Progress()
        self._step = 0, 0, ""

    def begins(self, number: int, of: int, says: str) -> None:
        """Hear of a step."""
        self._step = number - 1, of, says
        self.progress.step(*self._step)

    def waits(self, seconds: float, found: object) -> None:
        """Hear how long a step waits, and what is there in place of what it waits for."""
        done, of, says = self._step
        self.progress.step(done, of, f"{says}: {str(found)[:20]!r}, for {seconds:.0f} s")


def _chosen(scenario: Scenario, only: Sequence[str]) -> list[str]:
    """Give the operations that are named, also by patterns; all, where none is named."""
    known = [each.id for each in scenario.contract.of_provider(scenario.provider)]
    for pattern in only:
        if not any(fnmatchcase(each, pattern) for each in known):
            fail(f"{scenario.provider} has no operation {pattern}; `ragmock routes` lists them")
    return [each for each in known if not only or any(fnmatchcase(each, one) for one in only)]
