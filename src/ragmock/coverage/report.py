"""Coverage as a report, with what is too little as failures.

    told = Handle("http://127.0.0.1:8765").coverage()
    report = report_of(told, fail_under=80)

Then `report.totals[Outcome.FAILED]` says whether it is enough, and the room `reports` writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ragmock.reports.report import Case, Outcome, Report, Suite

from .points import Kind
from .words import name_of, never

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Json = dict[str, Any]
_TOO_LITTLE: Final = "too-little"
_UNSERVED: Final = "unserved"
#: What was never tried, by its kind; and what else is found.
_RULES: Final = {
    Kind.ANSWER.value: "Each answer is had once.",
    Kind.PARAMETER.value: "Each optional parameter is sent.",
    Kind.FIELD.value: "Each optional field is sent.",
    Kind.VALUE.value: "Each value of a parameter or field is sent.",
    Kind.PAGE.value: "Another page than the first is asked for.",
    Kind.FORMAT.value: "A file of each format is sent.",
    Kind.STAGE.value: "A document is seen in each stage.",
    _TOO_LITTLE: "Enough of the answers is had.",
    _UNSERVED: "No released server answers the call.",
}
_WORDS: Final = {
    Outcome.PASSED: "tried",
    Outcome.SKIPPED: "never tried",
    Outcome.FAILED: "too little",
}


def report_of(
    told: Json, fail_under: float | None = None, fail_under_operation: float | None = None
) -> Report:
    """Make the report of what `Server.coverage` gave.

    In percent of the answers, `fail_under` is of all, and `fail_under_operation` of each operation
    that was called at all; less is a failed case.
    """
    suites = [
        *_thresholds(told, fail_under, fail_under_operation),
        *(_operation(each) for each in told["operations"]),
        *(_product(each) for each in told["products"] if each["points"]),
        *_unserved(told["unserved"]),
    ]
    called = sum(each["called"] for each in told["operations"])
    return Report(
        title=f"Coverage of the contract{_about(told)}",
        tool="ragmock coverage",
        suites=tuple(suites),
        summary={
            "answers": f"{told['percent']:g} %, {told['tried']} of {told['reachable']}",
            "operations": f"{called} of {len(told['operations'])}",
        },
        rules=_RULES,
        words=_WORDS,
        details={**_figures(told), "operations": [_figures(each) for each in told["operations"]]},
    )


def _figures(told: Json) -> Json:
    """Leave of something its figures, and what they are of."""
    return {name: value for name, value in told.items() if not isinstance(value, list)}


def _about(told: Json) -> str:
    product = f", {told['provider']}" if told["provider"] else ""
    return f"{product}, world {told['world']}" if told["world"] else product


def _thresholds(told: Json, least: float | None, least_each: float | None) -> Iterator[Suite]:
    cases = []
    if least is not None:
        cases.append(_threshold("all operations", told, least))
    if least_each is not None:
        called = (each for each in told["operations"] if each["called"])
        cases += [_threshold(each["operation"], each, least_each) for each in called]
    if cases:
        yield Suite("enough was tried", tuple(cases))


def _threshold(name: str, figures: Json, least: float) -> Case:
    is_enough = figures["tried"] * 100 >= least * figures["reachable"]
    message = (
        f"{figures['percent']:g} % of the answers were tried, {figures['tried']} of "
        f"{figures['reachable']}; {least:g} % are wanted"
    )
    outcome = Outcome.PASSED if is_enough else Outcome.FAILED
    return Case(name, outcome, message, _TOO_LITTLE, operation=figures.get("operation", ""))


def _operation(each: Json) -> Suite:
    untried = never(each["points"])
    note = "" if not untried else f"never tried: {untried}" if each["called"] else "never called"
    figure = f"{each['percent']:5.1f} %  {each['tried']:3} of {each['reachable']:2}"
    return Suite(each["operation"], _cases(each["points"], each["operation"]), note, figure)


def _product(each: Json) -> Suite:
    untried = never(each["points"])
    note = f"never tried: {untried}" if untried else ""
    return Suite(f"{each['provider']}, any operation", _cases(each["points"], ""), note)


def _cases(points: Sequence[Json], operation: str) -> tuple[Case, ...]:
    return tuple(
        Case(name_of(each), Outcome.PASSED, rule=each["kind"], operation=operation)
        if each["tried"]
        else Case(name_of(each), Outcome.SKIPPED, "never tried", each["kind"], operation=operation)
        for each in points
        if each["tried"] or not each["only_by_fault"]
    )


def _unserved(calls: Sequence[Json]) -> Iterator[Suite]:
    """List the calls that the documents alone know; it is as well if nobody makes them."""
    if calls:
        cases = tuple(_unserved_case(each) for each in calls)
        called = ", ".join(each.name for each in cases if each.outcome is Outcome.PASSED)
        note = f"called: {called}" if called else "none was called"
        yield Suite("known to the documents alone", cases, note)


def _unserved_case(each: Json) -> Case:
    outcome = Outcome.PASSED if each["called"] else Outcome.SKIPPED
    name = f"{each['method']} {each['path']}"
    return Case(name, outcome, each["note"], _UNSERVED, operation=each["operation"])
