"""The command line."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ragmock import __version__
from ragmock.commands.ending import fail
from ragmock.commands.later import Later
from ragmock.commands.origins import origins
from ragmock.commands.progress import Progress
from ragmock.commands.wanted import Wanted, server_options
from ragmock.domain.progression import Progression
from ragmock.fixture.refusals import BrokenFixture
from ragmock.rejections import BadLatency

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ragmock.contract import Contract
    from ragmock.fake import Fake


@click.group(
    cls=Later,
    context_settings={"help_option_names": ["-h", "--help"]},
    later={
        "check-docs": "ragmock.commands.check_docs",
        "coverage": "ragmock.commands.coverage",
        "exec": "ragmock.commands.execute",
        "health": "ragmock.commands.health",
        "replay": "ragmock.commands.replay",
        "verify": "ragmock.commands.verify",
    },
)
@click.version_option(__version__, prog_name="ragmock")
def main() -> None:
    """Run a stateful fake of the knowledge-base APIs of Dify and RAGFlow."""


@main.command()
@server_options(port=8765, progression=Progression.TIME)
@click.option(
    "--watch",
    "watched",
    is_flag=True,
    help="Read the fixture anew whenever its file is saved, and make its worlds anew.",
)
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Take the worlds up from this file, and save them in it on Ctrl-C or SIGTERM.",
)
@click.option(
    "--latency",
    metavar="TIME|TIME..TIME",
    help="How late every answer of the APIs is, as 200ms or 200ms..2s.",
)
@click.option(
    "--cors-origin",
    "allowed",
    multiple=True,
    metavar="ORIGIN",
    callback=origins,
    help="Whose pages may call the APIs, as http://localhost:5173; all, if none is named.",
)
@click.option(
    "--log",
    "form",
    type=click.Choice(["lines", "json", "quiet"]),
    help="What is printed of each request; lines on a terminal, elsewhere nothing.",
)
@click.option(
    "--endpoints-file",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write the URLs and keys to this file as JSON once the server listens.",
)
def serve(
    wanted: Wanted,
    watched: bool,  # noqa: FBT001 - an option
    state: Path | None,
    latency: str | None,
    allowed: tuple[str, ...],
    form: str | None,
    endpoints_file: Path | None,
) -> None:
    """Serve the APIs until Ctrl-C or SIGTERM."""
    progress = Progress(quiet=form == "quiet")
    _end_when_told(progress.close)
    # what is made until it serves stays: to look through it again and again takes 0.07 seconds
    gc.disable()
    from ragmock.fixture.watching import CannotWatch, require_watching, watch  # noqa: PLC0415

    try:
        if watched:
            require_watching()
    except CannotWatch as refused:
        fail(str(refused))
    fake, bound = wanted.made(progress)
    from ragmock.commands.log import form_for, log_to  # noqa: PLC0415 - what only the server needs
    from ragmock.commands.state import put_away, take_up  # noqa: PLC0415
    from ragmock.web.listening import url_of  # noqa: PLC0415
    from ragmock.web.serve import run  # noqa: PLC0415

    try:
        fake.worlds.latency.set(latency)
    except BadLatency as refused:
        fail(f"--latency: {refused.why()}")
    fake.cors_origins = allowed
    count = take_up(fake, state, progress) if state else 0
    app, url = fake.app, url_of(bound)
    if endpoints_file:
        _write(endpoints_file, json.dumps(_endpoints(url, fake.admin_token), indent=2) + "\n")
    output: Any = sys.stdout  # which can be told what to do with what its encoding lacks
    form = form or form_for(output)
    fake.worlds.journals.log = log_to(output, form)
    say = partial(click.echo, err=form == "json")  # what is printed is JSON alone then
    say(_proof(fake.contract, fake.fixture.name, url))
    if fake.admin_token and not wanted.token:
        say(f"Others can reach it, so {url}/__admin needs the token {fake.admin_token}")
    say(f"Try: curl {url}/v1/datasets -H 'Authorization: Bearer dataset-demo'")
    say(f"Or in a browser: {url}, {url}/docs, {url}/__admin/docs")
    if state:
        say(f"Worlds taken up from {state}: {count}")
        _end_when_told(lambda: put_away(fake, state, say))
    file = fake.fixture.path.absolute()
    gc.freeze()
    gc.enable()
    beside = partial(watch, file, lambda: _reload(fake, say)) if watched else None
    run(app, bound, fake.worlds.journals.feed.end, beside)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def routes(*, as_json: bool) -> None:
    """List the operations of the contract."""
    from ragmock import contract  # noqa: PLC0415 - which reads YAML

    rows = [
        {
            "provider": each.provider,
            "method": each.method,
            "path": each.path,
            "operation": each.id,
            "alias_of": each.canonical if each.is_alias else None,
            "printed_in": list(each.printed_in),
            "summary": each.summary,
        }
        for each in contract.load().operations.values()
    ]
    _show(rows, ("method", "path", "operation"), as_json=as_json)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def refusals(*, as_json: bool) -> None:
    """List the refusals of the contract, with their words."""
    from ragmock import contract  # noqa: PLC0415 - which reads YAML

    rows = [
        {
            "name": each.name,
            "status": each.status,
            "summary": each.summary,
            "body": each.say(),
            "seen": each.seen,
        }
        for each in contract.load().wordings.values()
    ]
    _show(rows, ("status", "name", "summary"), as_json=as_json)


def _reload(fake: Fake, say: Callable[[str], None]) -> None:
    """Say what became of a fixture that was saved."""
    try:
        count = fake.reload()
    except BrokenFixture as refused:
        click.echo(f"The fixture stays as it was: {refused}", err=True)
        return
    say(f"The fixture {fake.fixture.name} was read anew; worlds that begin again: {count}")


def _proof(known: Contract, name: str, url: str) -> str:
    """Say in one line that the contract was understood."""
    return (
        f"ragmock {__version__}: {len(known.operations)} operations of "
        f"{len(known.providers)} providers, {len(known.wordings)} refusals, "
        f"fixture {name}, {url}"
    )


def _endpoints(url: str, token: str | None) -> dict[str, str]:
    return {
        "url": url,
        "dify": f"{url}/v1",
        "dify_key": "dataset-demo",
        "ragflow": f"{url}/api/v1",
        "ragflow_key": "ragflow-demo",
        "data": f"{url}/v1",
        "data_key": "ragflow-demo",
        "admin": f"{url}/__admin",
        **({"admin_token": token} if token else {}),
    }


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as refused:
        fail(f"cannot write {path}: {refused.strerror or refused}")


def _end_when_told(last: Callable[[], int | None]) -> None:
    """End on Ctrl-C and SIGTERM, with exit code 0: who sends them gets what they want.

    uvicorn answers what it still can, then raises the signal once more. What is to be done `last`
    is done then to its end, and may give another exit code. An exception would be lost where Python
    cannot raise one, as while it frees an object.
    """
    signals = (signal.SIGINT, signal.SIGTERM)

    def end(*_: object) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        os._exit(last() or 0)

    for each in signals:
        signal.signal(each, end)


def _show(rows: Sequence[dict[str, Any]], columns: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    widths = [max(len(str(row[column])) for row in rows) for column in columns]
    for row in rows:
        cells = (str(row[name]).ljust(width) for name, width in zip(columns, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
