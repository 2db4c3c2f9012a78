"""What the tests of a run tried of the contract, told at its end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ragmock.coverage.report import report_of
from ragmock.coverage.runs import of_run
from ragmock.handle import Refused, Unreachable
from ragmock.reports import table
from ragmock.reports.forms import UnknownForm, require_form, save
from ragmock.reports.report import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ragmock.handle import Handle


class Covering:
    """Tells it in the terminal and writes it to files; where it is too little, the run fails."""

    def __init__(
        self,
        server: Callable[[], Handle | None],
        files: Sequence[str],
        fail_under: float | None,
        fail_under_operation: float | None,
    ) -> None:
        """`server` gives a handle of the server of the run, if there was any."""
        self._server = server
        self._files = [Path(each) for each in files if each]
        self._least = fail_under, fail_under_operation
        self._told = "No test asked the server for anything."
        try:
            for each in self._files:
                require_form(each)
        except UnknownForm as unknown:
            raise pytest.UsageError(f"--ragmock-coverage={unknown}") from None

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Ask the server, and have the run fail where too little was tried."""
        try:
            is_enough = self._tell()
        except (Refused, Unreachable, OSError) as failed:
            self._told, is_enough = f"It cannot be told: {failed}", False
        if not is_enough and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell it in the terminal."""
        terminalreporter.section("ragmock coverage")
        terminalreporter.write_line(self._told)

    def _tell(self) -> bool:
        """Make the report; tell whether it has no failures."""
        handle = self._server()
        if handle is None:
            return not any(self._least)
        with handle:
            told = of_run(handle)
        if told is None:
            return not any(self._least)
        report = report_of(told, *self._least)
        self._told = table.write(report).rstrip()
        for file in self._files:
            save(report, file)
        return not report.totals[Outcome.FAILED]
