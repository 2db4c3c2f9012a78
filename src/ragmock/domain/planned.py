"""What is planned for documents to come, by the names of their files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from ragmock.domain.progression import Ending, preset_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ragmock.domain.progression import Preset


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the indexings of files end whose names match."""

    name: str  # with `*`, `?` and `[...]`
    ending: Ending
    times: int | None = None  # for how many indexings yet; None is for all


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
