"""The forms of findings, by their names."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ragmock.docs_check.model import Severity
from ragmock.reports.report import Case, Level, Outcome, Place, Report, Suite

from . import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ragmock.docs_check.baseline import Known
    from ragmock.docs_check.model import Document, Finding

_LEVELS = {
    Severity.ERROR: Level.ERROR,
    Severity.WARNING: Level.WARNING,
    Severity.INFO: Level.NOTE,
}


def written(
    form: str, findings: Sequence[Finding], documents: Sequence[Document], gone: Sequence[Known]
) -> str:
    """Write findings: as text, json, junit, sarif or github."""
    match form:
        case "json":
            return _structured(findings, gone)
        case "junit":
            from ragmock.reports import junit  # noqa: PLC0415 - one of them is used

            return junit.write(_report(findings, documents))
        case "sarif":
            from ragmock.reports import sarif  # noqa: PLC0415

            return sarif.write(_report(findings, documents))
        case "github":
            return lines.github(findings)
        case _:
            return lines.text(findings)


def _structured(findings: Sequence[Finding], gone: Sequence[Known]) -> str:
    counted = Counter(str(each.severity) for each in findings)
    told = {
        "findings": [_finding(each) for each in findings],
        "gone": [asdict(each) for each in gone],
        "totals": {str(each): counted[each] for each in Severity},
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "file": finding.document.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "endLine": finding.end.line,
        "endColumn": finding.end.column,
        "rule": finding.rule,
        "severity": finding.severity,
        "what": finding.what,
        "stands": finding.stands,
        "expected": finding.expected,
        "suggestion": finding.suggestion,
    }


def _report(findings: Sequence[Finding], documents: Sequence[Document]) -> Report:
    """Make a report with a suite for each document; a clean one has a case that says so."""
    from ragmock.docs_check.rules.rule import RULES  # noqa: PLC0415 - after they were registered

    suites = []
    for document in documents:
        cases = tuple(_case(each) for each in findings if each.document is document)
        clean = (Case("the document", Outcome.PASSED),)
        suites.append(Suite(document.path, cases or clean))
    return Report(
        "Findings in documents",
        "ragmock check-docs",
        tuple(suites),
        rules={each.name: each.says for each in RULES.values()},
    )


def _case(finding: Finding) -> Case:
    place = Place(finding.document.path, finding.place.line, finding.place.column)
    return Case(
        f"{finding.rule} at {finding.place.line}:{finding.place.column}",
        # a hint fails no build
        Outcome.SKIPPED if finding.severity == Severity.INFO else Outcome.FAILED,
        lines.sentence(finding),
        finding.rule,
        _LEVELS[finding.severity],
        place,
    )
