"""What a run has found, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .difference import Difference
    from .scenario import Scenario


@dataclass(frozen=True)
class Tried:
    """What came of one step."""

    operation: str  # the id of that which it speaks of
    step: str
    differences: tuple[Difference, ...] = ()
    skipped: str = ""  # why nothing could be compared


@dataclass
class Findings:
    """What came of all steps, and what was left on the server."""

    scenario: Scenario
    url: str
    tried: list[Tried] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    kept: str = ""  # the name of what was left on purpose

    @property
    def differences(self) -> list[Difference]:
        """All of them, in the order of the steps."""
        return [each for tried in self.tried for each in tried.differences]

    def of(self, operation: str) -> list[Tried]:
        """Give what is known of an operation."""
        return [each for each in self.tried if each.operation == operation]

    @property
    def untried(self) -> Mapping[str, str]:
        """Why an operation of the contract was not asked, by its id."""
        ids = [each.id for each in self.scenario.contract.of_provider(self.scenario.provider)]
        reasons = self.scenario.untried
        return {
            each: reasons.get(each, "it was not chosen") for each in ids if not self.of(each)
        }
