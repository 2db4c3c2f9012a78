"""The command line."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any, NoReturn

import click

from ragmock import __version__
from ragmock.commands.later import Later
from ragmock.domain.limits import Limits
from ragmock.domain.progression import Progression
from ragmock.fixture.refusals import BrokenFixture
from ragmock.fixture.shipped import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ragmock.contract import Contract
    from ragmock.fake import Fake


@click.group(
    cls=Later,
    context_settings={"help_option_names": ["-h", "--help"]},
    later={
        "coverage": "ragmock.commands.coverage",
        "verify": "ragmock.commands.verify",
    },
)
@click.version_option(__version__, prog_name="ragmock")
def main() -> None:
    """Run a stateful fake of the knowledge-base APIs of Dify and RAGFlow."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port",
    default=8765,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0 takes a free one.",
)
@click.option(
    "--fixture",
    "named",
    default="demo",
    show_default=True,
    metavar="NAME|PATH",
    help=f"What each new world holds: {', '.join(names())}, or a file.",
)
@click.option(
    "--watch",
    "watched",
    is_flag=True,
    help="Read the fixture anew whenever its file is saved, and make its worlds anew.",
)
@click.option(
    "--progression",
    default=Progression.TIME.value,
    show_default=True,
    type=click.Choice([each.value for each in Progression]),
    help="Whether documents are indexed at once, in some seconds, or when they are told to.",
)
@click.option(
    "--embed",
    "model",
    default="words",
    show_default=True,
    metavar="words|model|MODULE:CALLABLE",
    help="What compares meanings: words, the model of the extra `embeddings`, or yours.",
)
@click.option(
    "--admin-token",
    "token",
    envvar="RAGMOCK_ADMIN_TOKEN",
    show_envvar=True,
    help="What /__admin asks for. Off loopback one is made and printed if none is given.",
)
@click.option(
    "--journal",
    default=1000,
    show_default=True,
    type=click.IntRange(0, 1_000_000),
    help="How many requests are kept of each world, for /__admin/requests; 0 keeps none.",
)
@click.option(
    "--journal-body",
    default=65536,
    show_default=True,
    type=click.IntRange(0, 4_194_304),
    help="How many bytes are kept of each body.",
)
@click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="THINGS=NUMBER",
    callback=lambda _context, _option, said: _limits(said),
    help="How many there may be, as "
    f"{', '.join(f'{name}={value}' for name, value in asdict(Limits()).items())}: worlds in all, "
    "the others of each product in a world.",
)
@click.option(
    "--endpoints-file",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write the URLs and keys to this file as JSON once the server listens.",
)
def serve(
    host: str,
    port: int,
    named: str,
    watched: bool,  # noqa: FBT001 - an option
    progression: str,
    model: str,
    token: str | None,
    journal: int,
    journal_body: int,
    limits: Limits,
    endpoints_file: Path | None,
) -> None:
    """Serve the APIs until Ctrl-C or SIGTERM."""
    _end_when_told()
    # what is made until it serves stays: to look through it again and again takes 0.07 seconds
    gc.disable()
    from ragmock.fake import Fake  # noqa: PLC0415 - what only the server needs
    from ragmock.fixture.watching import CannotWatch, require_watching, watch  # noqa: PLC0415
    from ragmock.text.embedder import UnusableModel, embedder  # noqa: PLC0415
    from ragmock.web.serve import AddressTaken, is_loopback, listen, run, url_of  # noqa: PLC0415

    try:
        if watched:
            require_watching()
        fake = Fake(
            named,
            Progression(progression),
            embedder(model),
            host,
            journal=journal,
            journal_body=journal_body,
            limits=limits,
        )
        bound = listen(host, port)
    except (BrokenFixture, UnusableModel, AddressTaken, CannotWatch) as refused:
        _fail(str(refused))
    fake.admin_token = token or (None if is_loopback(bound) else token_urlsafe())
    app, url = fake.app, url_of(bound)
    if endpoints_file:
        _write(endpoints_file, json.dumps(_endpoints(url, fake.admin_token), indent=2) + "\n")
    click.echo(_proof(fake.contract, fake.fixture.name, url))
    if fake.admin_token and not token:
        click.echo(f"Others can reach it, so {url}/__admin needs the token {fake.admin_token}")
    click.echo(f"Try: curl {url}/v1/datasets -H 'Authorization: Bearer dataset-demo'")
    click.echo(f"Or in a browser: {url}/docs, {url}/__admin/docs")
    file = fake.fixture.path.absolute()
    gc.freeze()
    gc.enable()
    run(app, bound, partial(watch, file, lambda: _reload(fake)) if watched else None)


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


def _limits(said: Sequence[str]) -> Limits:
    """Read what is said of limits, each as `worlds=5000`."""
    named = {}
    for each in said:
        name, _, number = each.partition("=")
        if name not in asdict(Limits()) or not number.isdecimal():
            known = ", ".join(asdict(Limits()))
            raise click.BadParameter(f"{each!r} is no limit: say THINGS=NUMBER, of {known}")
        named[name] = int(number)
    return Limits(**named)


def _reload(fake: Fake) -> None:
    """Say what became of a fixture that was saved."""
    try:
        count = fake.reload()
    except BrokenFixture as refused:
        click.echo(f"The fixture stays as it was: {refused}", err=True)
        return
    click.echo(f"The fixture {fake.fixture.name} was read anew; worlds that begin again: {count}")


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
        _fail(f"cannot write {path}: {refused.strerror or refused}")


def _end_when_told() -> None:
    """End with exit code 0 on Ctrl-C and SIGTERM: who sends them gets what they want.

    uvicorn answers what it still can, then raises the signal once more. Nothing is to be put away,
    and an exception would be lost where Python cannot raise one, as while it frees an object.
    """
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: os._exit(0))


def _show(rows: Sequence[dict[str, Any]], columns: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    widths = [max(len(str(row[column])) for row in rows) for column in columns]
    for row in rows:
        cells = (str(row[name]).ljust(width) for name, width in zip(columns, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _fail(told: str) -> NoReturn:
    """End with one clear line."""
    click.echo(f"ragmock: {told}", err=True)
    sys.exit(2)
