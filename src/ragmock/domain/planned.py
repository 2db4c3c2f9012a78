"""What is planned for documents to come, by the names of their files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from ragmock.domain.progression import Ending, preset_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ragmock.domain.progression import Preset


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the indexings of files end whose names match."""

    name: str  # with `*`, `?` and `[...]`
    ending: Ending
    times: int | None = None  # for how many indexings yet; None is for all

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Plan:
        """Read what is said of a preset; refuses with `OnlyOfErrors`."""
        return cls(said["name"], Ending.of(said), said.get("times"))

    def said(self) -> dict[str, Any]:
        """Say it as it can be read."""
        return {
            "name": self.name,
            "stage": self.ending.stage.value,
            "reason": self.ending.reason,
            "share": self.ending.share,
            "times": self.times,
        }


def choose(plans: Sequence[Plan], name: str) -> tuple[Preset, tuple[Plan, ...]]:
    """Give the preset for a file, and the plans for the files behind it.

    The newest plan that matches goes before the older ones, and before the marker in the name.
    """
    found = next((each for each in reversed(plans) if fnmatchcase(name, each.name)), None)
    if found is None:
        return preset_in(name), tuple(plans)
    left = (_used(each) if each is found else each for each in plans)
    return found.ending.preset(name), tuple(each for each in left if each.times != 0)


def _used(plan: Plan) -> Plan:
    return plan if plan.times is None else replace(plan, times=plan.times - 1)
