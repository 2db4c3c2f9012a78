"""A report as JUnit XML, as Jenkins, GitLab and others read it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from .report import Outcome

if TYPE_CHECKING:
    from .report import Case, Report, Suite


def write(report: Report) -> str:
    """Write the suites; those who read it know no more of a place than a text."""
    root = Element("testsuites", {"name": report.title, **_counts(*report.suites)})
    del root.attrib["skipped"]  # which the schema has of a suite alone
    for suite in report.suites:
        told = SubElement(root, "testsuite", {"name": suite.name, **_counts(suite)})
        for case in suite.cases:
            _add(told, suite, case)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _counts(*suites: Suite) -> dict[str, str]:
    def count(outcome: Outcome) -> str:
        return str(sum(each.count(outcome) for each in suites))

    return {
        "tests": str(sum(len(each.cases) for each in suites)),
        "failures": count(Outcome.FAILED),
        "errors": "0",
        "skipped": count(Outcome.SKIPPED),
    }


def _add(suite: Element, of: Suite, case: Case) -> None:
    told = SubElement(suite, "testcase", classname=of.name, name=case.name, time="0")
    if case.outcome == Outcome.SKIPPED:
        SubElement(told, "skipped", message=case.message)
    elif case.outcome == Outcome.FAILED:
        failure = SubElement(told, "failure", message=case.message, type=case.rule or "failure")
        where = case.place or case.operation
        failure.text = f"{where}: {case.message}" if where else case.message
