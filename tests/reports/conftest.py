"""A report that holds something of everything, and texts that are hard to write."""

import pytest

from ragmock.reports.report import Case, Level, Outcome, Place, Report, Suite

#: What a client may send, and what is wrong with it in one form or another.
NASTY = "<b>\x1b[31m& \"Grün\" '中文' ]]> \ud800\x00\x85\ufffe\u202e\n::error::"


@pytest.fixture
def report() -> Report:
    return Report(
        "Documents",
        "ragmock check",
        (
            Suite(
                "seed.md",
                (
                    Case("curl 1", Outcome.PASSED),
                    Case(
                        "curl 2",
                        Outcome.FAILED,
                        "answers 404, printed is 200",
                        "status",
                        Level.WARNING,
                        Place("docs/my seed.md", 12, 3),
                        "dify.datasets.list_datasets",
                    ),
                    Case("curl 3", Outcome.SKIPPED, "never tried", "untried"),
                ),
                note="never tried: curl 3",
            ),
            Suite("empty.md", ()),
        ),
        {"right": "1 of 3"},
        {"status": "The status is the printed one."},
        details={"files": 2},
    )


@pytest.fixture
def nasty() -> Report:
    case = Case(NASTY, Outcome.FAILED, NASTY, NASTY, place=Place(NASTY, 1), operation=NASTY)
    return Report(NASTY, NASTY, (Suite(NASTY, (case,), NASTY),), {NASTY: NASTY}, {NASTY: NASTY})
