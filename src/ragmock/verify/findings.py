"""What a run has found, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from .pointers import generalized

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .difference import Difference
    from .scenario import Scenario, Step


@dataclass(frozen=True)
class Tried:
    """What came of one step."""

    step: Step
    differences: tuple[Difference, ...] = ()
    skipped: str = ""  # why nothing could be compared


@dataclass
class Findings:
    """What came of all steps about some operations, and what is left on the server."""

    scenario: Scenario
    operations: Sequence[str]  # their ids
    tried: list[Tried] = field(default_factory=list)
    left: Sequence[str] = ()  # what could not be put away: its id, and why

    @cached_property
    def differences(self) -> list[Difference]:
        """All of them, in the order of the steps; to be asked when all are tried.

        What a step shows that looks at the effect of another call is said of that call, unless the
        one that looks has the same difference when it is called for itself, or breaks the contract.
        """
        own = {
            _what(each)
            for tried in self.tried
            if tried.step.shows is None
            for each in tried.differences
        }
        found = [each for tried in self.tried for each in _told(tried, own)]
        return [each for each in found if each.operation in self.operations]

    @property
    def unknown(self) -> list[Difference]:
        """Those that released servers are not known for."""
        return [each for each in self.differences if each.note is None]

    @property
    def untried(self) -> Mapping[str, str]:
        """Why an operation that was wanted was not asked, by its id."""
        asked = {each.step.about for each in self.tried}
        reasons = self.scenario.untried
        return {
            each: reasons.get(each, "the run was ended before")
            for each in self.operations
            if each not in asked
        }


def _told(tried: Tried, own: set[tuple[str, str, str]]) -> Iterator[Difference]:
    for each in tried.differences:
        is_own = "document" in each.against or _what(each) in own
        about = each.operation if is_own else tried.step.about
        yield replace(each, operation=about)


def _what(difference: Difference) -> tuple[str, str, str]:
    """Give what is different, wherever in a list."""
    return difference.operation, difference.kind, generalized(difference.pointer)
