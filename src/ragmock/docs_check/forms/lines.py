"""Findings as compilers print them, and as GitHub's workflows take them for annotations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import Severity
from ragmock.reports.report import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ragmock.docs_check.model import Finding

_LONGEST: Final = 100  # characters of a text that is shown
_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def sentence(finding: Finding) -> str:
    """Say what is wrong, what was expected, and what to write, on one line."""
    parts = [finding.what]
    if finding.expected and not finding.what.endswith(finding.expected):
        parts.append(f"expected {_shown(finding.expected)}")
    if finding.suggestion and finding.suggestion != finding.expected:
        parts.append(f"write {_shown(finding.suggestion)}")
    return visible("; ".join(" ".join(each.split()) for each in parts))


def text(findings: Iterable[Finding]) -> str:
    """Write a line for each: `file:line:column: severity rule: what; expected; suggestion`."""
    return "".join(
        f"{visible(each.document.path)}:{each.place.line}:{each.place.column}: "
        f"{each.severity} {each.rule}: {sentence(each)}\n"
        for each in findings
    )


def github(findings: Iterable[Finding]) -> str:
    """Write a workflow command for each: an annotation on the line of the document."""
    return "".join(_annotation(each) for each in findings)


def _annotation(finding: Finding) -> str:
    end = finding.end
    properties = {
        "file": finding.document.path,
        "line": finding.place.line,
        "endLine": end.line,
        "col": finding.place.column,
        "endColumn": end.column,
        "title": finding.rule,
    }
    if end.line != finding.place.line:  # GitHub takes columns within one line alone
        del properties["col"], properties["endColumn"]
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {told}::{_data(sentence(finding))}\n"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(visible(value)).replace(":", "%3A").replace(",", "%2C")


def _shown(value: str) -> str:
    bare = re.sub(r"\s+", " ", value).strip()
    return bare if len(bare) <= _LONGEST else f"{bare[: _LONGEST - 1]}…"
