"""A report as SARIF 2.1.0, as GitHub's code scanning and editors read it."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from .report import Level, Outcome

if TYPE_CHECKING:
    from .report import Case, Place, Report

Json = dict[str, Any]
_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def write(report: Report) -> str:
    """Write what failed or was skipped; what passed is no finding."""
    cases = [(suite.name, case) for suite in report.suites for case in suite.cases]
    found = [(suite, case) for suite, case in cases if case.outcome != Outcome.PASSED]
    used = dict.fromkeys(case.rule for _, case in found if case.rule)
    run = {
        "tool": {
            "driver": {
                "name": report.tool,
                "version": report.version,
                "rules": [
                    {"id": each, "shortDescription": {"text": report.rules.get(each) or each}}
                    for each in used
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(suite, case) for suite, case in found],
        "properties": {"title": report.title, **report.summary},
    }
    told = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _result(suite: str, case: Case) -> Json:
    location: Json = {"physicalLocation": _physical(case.place)} if case.place else {}
    # what a result is about, where it is about no file
    name = f"{case.operation or suite}/{case.name}"
    location["logicalLocations"] = [{"fullyQualifiedName": name}]
    return {
        **({"ruleId": case.rule} if case.rule else {}),
        "level": Level.NOTE if case.outcome == Outcome.SKIPPED else case.level,
        "message": {"text": case.message or case.name},
        "locations": [location],
    }


def _physical(place: Place) -> Json:
    file = PurePath(place.file)
    uri = file.as_uri() if file.is_absolute() else quote(file.as_posix())
    told: Json = {"artifactLocation": {"uri": uri}}
    if place.line:
        column = {"startColumn": place.column} if place.column else {}
        told["region"] = {"startLine": place.line, **column}
    return told
