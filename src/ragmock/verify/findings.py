"""What a run has found, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    """What came of all steps, and what is left on the server."""

    scenario: Scenario
    tried: list[Tried] = field(default_factory=list)
    left: Sequence[str] = ()  # what could not be put away: its id, and why

    @property
    def differences(self) -> list[Difference]:
        """All of them, in the order of the steps."""
        return [each for tried in self.tried for each in tried.differences]

    @property
    def untried(self) -> Mapping[str, str]:
        """Why an operation of the contract was not asked, by its id."""
        asked = {each.operation for each in self.tried}
        known = self.scenario.contract.of_provider(self.scenario.provider)
        reasons = self.scenario.untried
        return {
            each.id: reasons.get(each.id, "it was not chosen")
            for each in known
            if each.id not in asked
        }
