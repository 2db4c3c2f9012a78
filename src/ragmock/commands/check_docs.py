"""The command `ragmock check-docs`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .ending import fail
from .progress import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ragmock.docs_check.baseline import Known
    from ragmock.docs_check.model import Document, Finding

_FORMATS = ("text", "json", "junit", "sarif", "github")


@click.command()
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option(
    "--provider",
    default="auto",
    show_default=True,
    type=click.Choice(["auto", "dify", "ragflow", "data"]),
    help="Of which product the documents are; `auto` tells it by the paths that they print.",
)
@click.option(
    "--format",
    "form",
    default="text",
    show_default=True,
    type=click.Choice(_FORMATS),
    help="As compilers print it, or for machines; `github` annotates a pull request.",
)
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file of findings that are known: only others are told, and those that went away.",
)
@click.option("--write-baseline", is_flag=True, help="Write all findings to the baseline file.")
@click.option(
    "--fail-on",
    default="warning",
    show_default=True,
    type=click.Choice(["error", "warning"]),
    help="From which severity on a finding gives exit code 1.",
)
@click.option("--rules", "lists_rules", is_flag=True, help="List the rules, each with an example.")
def command(
    files: Sequence[str],
    provider: str,
    form: str,
    baseline: Path | None,
    write_baseline: bool,  # noqa: FBT001 - an option
    fail_on: str,
    lists_rules: bool,  # noqa: FBT001 - an option
) -> None:
    """Check documents about the APIs against the contract and the fake.

    FILE is Markdown, MDX or text that was copied from a page; `-` is the standard input. The exit
    code is 0 where nothing was found, 1 where something was, 2 where that cannot be told.
    """
    from ragmock.docs_check.baseline import (  # noqa: PLC0415 - thin until it is used
        baseline_of,
        compare,
        read_baseline,
    )
    from ragmock.docs_check.check import check  # noqa: PLC0415
    from ragmock.docs_check.forms.forms import written  # noqa: PLC0415
    from ragmock.docs_check.model import Severity  # noqa: PLC0415
    from ragmock.docs_check.opening import Unusable, open_document  # noqa: PLC0415

    if lists_rules:
        from ragmock.docs_check.forms.rules import listed  # noqa: PLC0415

        click.echo(listed(), nl=False)
        return
    if not files:
        fail("say which files are to be checked; - is the standard input")
    if write_baseline and not baseline:
        fail("--write-baseline needs --baseline FILE")
    try:
        documents = [open_document(each) for each in files]
        known = read_baseline(baseline) if baseline and not write_baseline else None
    except Unusable as refused:
        fail(str(refused))
    with Progress() as progress:
        findings = check(documents, None if provider == "auto" else provider, progress.step)
    if baseline and write_baseline:
        _write(baseline, baseline_of(findings))
        return
    gone: list[Known] = []
    if known is not None:
        findings, gone = compare(findings, known)
    click.echo(written(form, findings, documents, gone), nl=False)
    if form == "text":
        _summarise(findings, documents, gone)
    least = [Severity.ERROR] if fail_on == "error" else [Severity.ERROR, Severity.WARNING]
    sys.exit(1 if any(each.severity in least for each in findings) else 0)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as refused:
        fail(f"cannot write {path}: {refused.strerror or refused}")
    click.echo(f"The findings are in {path}", err=True)


def _summarise(
    findings: Sequence[Finding], documents: Sequence[Document], gone: Sequence[Known]
) -> None:
    """Count what was found, where it is not in the way of a program that reads the lines."""
    for each in gone:
        told = f"{each.document}: {each.rule} is in the baseline and was not found: {each.text}"
        click.echo(told, err=True)
    counted = Counter(str(each.severity) for each in findings)
    numbers = ", ".join(
        _number(counted[each], each) for each in ("error", "warning", "info") if counted[each]
    )
    click.echo(f"{numbers or 'nothing found'} in {_number(len(documents), 'document')}", err=True)


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
