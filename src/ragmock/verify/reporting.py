"""Findings as a report: a suite for each operation of the contract."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from ragmock.reports.report import Case, Level, Outcome, Report, Suite

from .difference import RULES
from .pointers import generalized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .difference import Difference
    from .findings import Findings

_SKIPPED: Final = "skipped"
_UNTRIED: Final = "untried"
_LEFT: Final = "left behind"


def report(findings: Findings, where: str) -> Report:
    """Tell of each operation what is the same, what differs, and what could not be tried."""
    provider, untried = findings.scenario.provider, findings.untried
    every = findings.scenario.contract.of_provider(provider)
    suites = []
    for operation in findings.operations:
        if why := untried.get(operation):
            cases = [Case(operation, Outcome.SKIPPED, why, _UNTRIED, operation=operation)]
        else:
            cases = [*_cases(findings, operation)]
        suites.append(Suite(operation, tuple(cases)))
    if findings.left:
        cases = [Case("deleting", Outcome.FAILED, each, _LEFT) for each in findings.left]
        suites.append(Suite(_LEFT, tuple(cases)))
    known = sum(bool(each.note) for each in findings.differences)
    skipped = sum(bool(each.skipped) for each in findings.tried)
    return Report(
        title=f"{provider} at {where}, beside its contract and the fake",
        tool="ragmock verify",
        suites=tuple(suites),
        summary={
            "differences": str(len(findings.differences)),
            "of them known of released servers": str(known),
            "steps": str(len(findings.tried)),
            "steps skipped": str(skipped),
            "operations not tried": str(len(untried)),
            "operations not chosen": str(len(every) - len(findings.operations)),
        },
        rules={
            **RULES,
            _SKIPPED: "The server lacks what the step needs.",
            _UNTRIED: "An operation of the contract was not asked.",
            _LEFT: "What was made could not be put away.",
        },
        words={Outcome.FAILED: "differs", Outcome.SKIPPED: "skipped"},
        details={
            "differences": [asdict(each) for each in findings.differences],
            "varying": [asdict(each) for each in findings.scenario.varying],
            "unordered": [asdict(each) for each in findings.scenario.unordered],
        },
    )


def _cases(findings: Findings, operation: str) -> Iterator[Case]:
    """Give a case for each step about an operation, and for each difference; alike ones once."""
    tried = [each for each in findings.tried if each.step.about == operation]
    skipped = Counter(each.skipped for each in tried)
    for step in tried:
        if not step.skipped and not step.differences:
            yield Case(step.step.says, Outcome.PASSED, operation=operation)
        elif step.skipped and (often := skipped.pop(step.skipped, 0)):
            message = f"{step.skipped}{_more(often)}"
            yield Case(step.step.says, Outcome.SKIPPED, message, _SKIPPED, operation=operation)
    differences = [each for each in findings.differences if each.operation == operation]
    shown = Counter(_what(each) for each in differences)
    for each in differences:
        if often := shown.pop(_what(each), 0):
            yield _case(each, often)


def _what(difference: Difference) -> tuple[str, ...]:
    """Give what makes two differences the same, in whichever steps they show."""
    told = (difference.server, difference.fake, difference.document)
    return (difference.kind, generalized(difference.pointer), *told)


def _case(difference: Difference, often: int) -> Case:
    return Case(
        name=f"{difference.step}: {difference.pointer or difference.kind}",
        # what is known of released servers surprises nobody
        outcome=Outcome.SKIPPED if difference.note else Outcome.FAILED,
        message=f"{'known: ' if difference.note else ''}{difference}{_more(often)}",
        rule=difference.kind,
        level=Level.NOTE if difference.note else Level.ERROR,
        operation=difference.operation,
    )


def _more(often: int) -> str:
    return f" (in {often} steps)" if often > 1 else ""
