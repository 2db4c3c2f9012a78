"""A report as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .report import Report


def write(report: Report) -> str:
    """Write all that is known; what is not told is left out."""
    told = asdict(report)
    del told["words"]
    told["totals"] = {str(outcome): number for outcome, number in report.totals.items()}
    for suite in told["suites"]:
        suite["cases"] = [
            {key: value for key, value in case.items() if value or key in ("name", "outcome")}
            for case in suite["cases"]
        ]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
