"""Findings as a Markdown page: how many of each rule, then each under its document."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ragmock.docs_check.model import Severity

from .lines import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ragmock.docs_check.model import Document, Finding


def page(findings: Sequence[Finding], documents: Sequence[Document]) -> str:
    """Write the page, without its title."""
    return "\n".join([*_summary(findings, documents), *_listed(findings, documents)]) + "\n"


def _summary(findings: Sequence[Finding], documents: Sequence[Document]) -> Iterator[str]:
    counted = Counter((each.severity, each.document.path) for each in findings)
    yield "| document | errors | warnings | infos |"
    yield "| --- | ---: | ---: | ---: |"
    for document in documents:
        numbers = " | ".join(str(counted[each, document.path]) for each in Severity)
        yield f"| {document.path} | {numbers} |"


def _listed(findings: Sequence[Finding], documents: Sequence[Document]) -> Iterator[str]:
    for document in documents:
        yield from ("", f"## {document.path}", "")
        yield "| line | severity | rule | what |"
        yield "| ---: | --- | --- | --- |"
        for each in findings:
            if each.document is document:
                place = f"{each.place.line}:{each.place.column}"
                told = sentence(each).replace("|", "\\|").replace("<", "&lt;")
                yield f"| {place} | {each.severity} | `{each.rule}` | {told} |"
