"""Coverage as a report: what was never tried, in words, and whether enough was tried."""

import pytest

from ragmock.coverage.report import report_of
from ragmock.coverage.words import never
from ragmock.reports.report import Outcome
from ragmock.reports.table import write


def point(kind, name, of="", status=None, *, tried=False, only_by_fault=False):
    told = {"kind": kind, "name": name, "of": of, "status": status}
    return {**told, "tried": tried, "only_by_fault": only_by_fault}


def figures(tried, reachable):
    percent = tried * 1000 // reachable / 10
    return {"tried": tried, "reachable": reachable, "percent": percent}


def operation(name, *points):
    answers = [each for each in points if each["kind"] == "answer"]
    tried = sum(each["tried"] for each in answers)
    told = {"operation": name, "called": tried > 0, "points": list(points)}
    return {**told, **figures(tried, len(answers))}


HAD = point("answer", "200", status=200, tried=True)
MISSING = point("answer", "dify.missing_param", status=400)
TOO_LARGE = point("answer", "dify.file_too_large", status=413)
TOLD = {
    **figures(3, 7),
    "world": None,
    "provider": None,
    "operations": [
        operation("half", HAD, MISSING),
        operation("all", HAD, point("field", "name", tried=True)),
        operation("third", HAD, TOO_LARGE, MISSING),
        operation("never", MISSING),
    ],
    "products": [{"provider": "dify", "points": [point("stage", "error", "document")]}],
    "unserved": [
        {"operation": "x", "method": "DELETE", "path": "/x", "note": "No.", "called": True},
        {"operation": "y", "method": "PATCH", "path": "/y", "note": "No.", "called": False},
    ],
}


# ---------------------------------------------------------------------------- in words
@pytest.mark.parametrize(
    ("points", "told"),
    [
        ([HAD, TOO_LARGE], "413"),
        ([HAD, point("page", "2", "page"), point("parameter", "page")], "page 2"),
        ([point("parameter", "limit")], "`limit`"),
        (
            [point("field", "a", tried=True), point("value", "hybrid_search", "a")],
            "`hybrid_search`",
        ),
        ([point("field", "a"), point("field", "a.b"), point("value", "c", "a.b")], "`a`"),
        ([point("field", "a"), point("field", "a[].b"), point("value", "c", "a[].b")], "`a`"),
        ([point("field", "a"), point("field", "ab")], "`a`, `ab`"),
        ([point("stage", "error", "document")], "a document in `error`"),
        ([point("format", each) for each in ("pdf", "md")], "a file as `.pdf` or `.md`"),
        ([HAD, point("answer", "dify.no", status=200)], "`no`"),
        ([HAD, point("answer", "dify.no", status=500, only_by_fault=True)], ""),
        ([HAD, point("field", "a", tried=True)], ""),
    ],
)
def test_what_was_never_tried_is_said_in_short(points, told):
    assert never(points) == told


def test_of_many_refusals_of_a_status_that_was_had_some_are_named():
    others = [point("answer", f"dify.r{number}", status=400) for number in range(9)]
    had = point("answer", "dify.had", status=400, tried=True)

    assert never([had, *others]) == "`r0`, `r1`, `r2`, `r3`, `r4`, `r5`, 3 more refusals"
    assert never([had, *others[:7]]).endswith("`r5`, `r6`")


def test_the_table_says_what_was_never_tried():
    assert write(report_of(TOLD)) == (
        "Coverage of the contract\n"
        "\n"
        "half                           50.0 %    1 of  2  never tried: 400\n"
        "all                           100.0 %    1 of  1\n"
        "third                          33.3 %    1 of  3  never tried: 400, 413\n"
        "never                           0.0 %    0 of  1  never called\n"
        "dify, any operation           0 of 1  never tried: a document in `error`\n"
        "known to the documents alone  1 of 2  called: DELETE /x\n"
        "\n"
        "answers     42.8 %, 3 of 7\n"
        "operations  3 of 4\n"
    )


def test_a_report_has_a_case_for_each_point():
    half = report_of(TOLD).suites[0]

    assert [(each.name, each.outcome, each.operation) for each in half.cases] == [
        ("200", Outcome.PASSED, "half"),
        ("400 dify.missing_param", Outcome.SKIPPED, "half"),
    ]


# ---------------------------------------------------------------------------- enough
@pytest.mark.parametrize(("least", "fails"), [(None, False), (42, False), (43, True), (0, False)])
def test_less_of_all_answers_than_is_wanted_is_a_failure(least, fails):
    report = report_of(TOLD, fail_under=least)

    assert bool(report.totals[Outcome.FAILED]) is fails


def test_less_of_an_operation_than_is_wanted_is_a_failure_if_it_was_called():
    report = report_of(TOLD, fail_under_operation=50)
    failed = [case for suite in report.suites for case in suite.cases if case.outcome == "failed"]

    assert [(each.name, each.message) for each in failed] == [
        ("third", "33.3 % of the answers were tried, 1 of 3; 50 % are wanted")
    ]


def test_all_is_wanted_where_100_is():
    almost, all_of_it = ({**TOLD, **figures(tried, 10_000)} for tried in (9999, 10_000))

    assert report_of(almost, fail_under=100).totals[Outcome.FAILED] == 1
    assert report_of(all_of_it, fail_under=100).totals[Outcome.FAILED] == 0
