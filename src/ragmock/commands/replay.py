"""Do again what a bundle tells, and compare the answers."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from ragmock import __version__

from .ending import fail
from .progress import Progress


@click.command()
@click.argument("bundle", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--embed",
    "model",
    default="words",
    show_default=True,
    metavar="words|model|MODULE:CALLABLE",
    help="What compared meanings where the bundle was made.",
)
def command(bundle: Path, model: str) -> None:
    """Make the calls of BUNDLE again, and compare the answers.

    That is done on a server of its own. The exit code is 0 where all answers are equal byte for
    byte, 1 where one differs, 2 where BUNDLE cannot be replayed.
    """
    from ragmock.replay.replaying import BadBundle, replay  # noqa: PLC0415 - the whole server
    from ragmock.text.embedder import UnusableModel, embedder  # noqa: PLC0415

    told = _read(bundle)
    count = differ = 0
    try:
        # on a terminal the lines themselves tell how far it is
        with Progress(quiet=sys.stdout.isatty()) as progress:
            for each in replay(told, embedder(model)):
                click.echo(f"{'differs' if each.differences else 'equal  '}  {each.told}")
                for difference in each.differences:
                    click.echo(f"         {difference}")
                count += 1
                differ += bool(each.differences)
                progress.step(count, len(told["journal"]) + len(told["unmatched"]), each.told)
    except UnusableModel as refused:
        fail(str(refused))
    except BadBundle as refused:
        fail(f"{bundle} cannot be replayed: {refused}")
    click.echo(f"{count} calls were made again: {differ or 'none'} of the answers differ")
    if differ and told["ragmock"] != __version__:
        click.echo(f"The bundle is of ragmock {told['ragmock']}, this is {__version__}")
    raise SystemExit(1 if differ else 0)


def _read(bundle: Path) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(bundle.read_bytes())
    except OSError as refused:
        fail(f"cannot read {bundle}: {refused.strerror or refused}")
    except (ValueError, RecursionError) as refused:
        fail(f"{bundle} is no bundle: {refused}")
