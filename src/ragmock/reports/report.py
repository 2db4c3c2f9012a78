"""A report: what was looked at, and what came of it, whoever made it and however it is shown.

    Report("Coverage of Dify", "ragmock coverage", suites=(
        Suite("dify.datasets.create_dataset", (
            Case("200", Outcome.PASSED),
            Case("dify.dataset_name_duplicate", Outcome.SKIPPED, "never tried", rule="untried"),
        )),
    ))

Every text of it can be written anywhere: what no terminal and no XML can show is spelled out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from ragmock import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What steers a terminal, turns the direction of a text, or may not stand in XML.
_UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Outcome(StrEnum):
    """What came of a case."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"  # it was not tried, and its message says why that matters


class Level(StrEnum):
    """How grave a case is that failed, in SARIF's words; one that was skipped is a note."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class _Told:
    """Texts that may hold what a client sent."""

    def __post_init__(self) -> None:
        """Spell out what cannot be seen."""
        for each in fields(self):  # type: ignore[arg-type]  # those who inherit are dataclasses
            value = getattr(self, each.name)
            if type(value) is str:
                object.__setattr__(self, each.name, visible(value))
            elif each.name in ("summary", "rules"):
                told = {visible(name): visible(text) for name, text in value.items()}
                object.__setattr__(self, each.name, told)


@dataclass(frozen=True)
class Place(_Told):
    """Where in a file something is, counted from 1."""

    file: str  # as it is named from where the tool was started
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Write it as compilers do."""
        return ":".join(str(each) for each in (self.file, self.line, self.column) if each)


@dataclass(frozen=True)
class Case(_Told):
    """One thing that was looked at."""

    name: str
    outcome: Outcome
    message: str = ""
    rule: str = ""  # the id of what was looked for
    level: Level = Level.ERROR
    place: Place | None = None
    operation: str = ""  # of the contract, by its id


@dataclass(frozen=True)
class Suite(_Told):
    """Cases that belong together."""

    name: str
    cases: tuple[Case, ...]
    note: str = ""  # in short, what its skipped cases are; a table shows it in their place
    figure: str = ""  # what a table shows beside its name; else how many of its cases passed

    @property
    def share(self) -> str:
        """What stands beside its name."""
        total = len(self.cases)
        return self.figure or (f"{self.count(Outcome.PASSED)} of {total}" if total else "")

    def count(self, outcome: Outcome) -> int:
        """Count the cases with an outcome."""
        return sum(each.outcome == outcome for each in self.cases)


@dataclass(frozen=True)
class Report(_Told):
    """What a tool found."""

    title: str
    tool: str  # `ragmock coverage`
    suites: tuple[Suite, ...]
    #: The figures that come first, each as `covered`: `71 %`.
    summary: Mapping[str, str] = field(default_factory=dict)
    #: What each rule says, by its id.
    rules: Mapping[str, str] = field(default_factory=dict)
    #: What the outcomes are called here: something may be `never tried` in place of `skipped`.
    words: Mapping[Outcome, str] = field(default_factory=dict)
    #: What only the JSON has besides.
    details: Mapping[str, Any] = field(default_factory=dict)
    version: str = __version__

    @property
    def totals(self) -> Mapping[Outcome, int]:
        """The number of cases with each outcome."""
        counted = Counter(each.outcome for suite in self.suites for each in suite.cases)
        return {outcome: counted[outcome] for outcome in Outcome}

    def word(self, outcome: Outcome) -> str:
        """Say what an outcome is called here."""
        return self.words.get(outcome, outcome.value)


def visible(text: str) -> str:
    r"""Spell out what cannot be seen, or shown: as `\x1b`, `\ud800`."""
    return _UNSEEN.sub(lambda found: repr(found[0])[1:-1], text)
