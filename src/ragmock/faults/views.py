"""Faults as they are shown, with what was met of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ragmock.domain.clock import written

if TYPE_CHECKING:
    from .script import Fault, Script

Json = dict[str, Any]


def show_all(script: Script, now: float, *, unmet: bool) -> list[Json]:
    """Show the faults of a world in their order, or those that were not met to the end."""
    return [show(each, now) for each in script if each.count.is_unmet or not unmet]


def show(fault: Fault, now: float) -> Json:
    """Show a fault as it was said, and its account; `now` is the time in the world."""
    said, count = fault.plan.said, fault.count
    until = count.pace.until
    return {
        "id": fault.id,
        "operation": said.get("operation"),
        "fault": said["fault"],
        "when": said.get("when", "before"),
        "match": said.get("match", {}),
        "times": said.get("times"),
        "probability": said.get("probability"),
        "seed": count.pace.seed,
        "until": None if until is None else written(until),
        "succeed_first": count.pace.succeed_first,
        "outage": said.get("outage"),
        "quota": said.get("quota"),
        "matched": count.matched,
        "fired": count.fired,
        "requests": [
            {"method": each.method, "path": each.path, "at": written(each.at)}
            for each in fault.requests
        ],
        "times_left": count.times_left,
        "spent": count.is_spent(now),
        "unmet": count.is_unmet,
    }
