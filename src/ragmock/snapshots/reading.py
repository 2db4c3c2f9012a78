"""Snapshots from JSON: what fits the contract is looked at for what a schema cannot say."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from ragmock.domain.clock import Reading
from ragmock.domain.knowledge_base import Settings
from ragmock.domain.model import Embedding
from ragmock.domain.planned import Plan
from ragmock.domain.progression import Progression
from ragmock.domain.rate import Requests
from ragmock.faults.pace import Count
from ragmock.faults.reading import plan_of
from ragmock.faults.script import KEPT, Fault, Met, Script
from ragmock.placing import Misplaced, within

from .refusals import BadSnapshot
from .snapshot import Content, Snapshot
from .tables import read_state

if TYPE_CHECKING:
    from collections.abc import Callable

    from ragmock.contract import Contract

Json = dict[str, Any]


def from_json(said: Json, contract: Contract, made: Callable[[], None] = lambda: None) -> Snapshot:
    """Read a snapshot that fits the contract of the control plane; refuses with `BadSnapshot`.

    `made` is called after each document.
    """
    try:
        return _snapshot(said, contract, made)
    except Misplaced as wrong:
        raise BadSnapshot("/".join(map(str, wrong.way)), wrong.why) from None


def _snapshot(said: Json, contract: Contract, made: Callable[[], None]) -> Snapshot:
    states, owners = {}, {}
    for name in contract.providers:
        with within(name):
            states[name], owners[name] = read_state(said[name], made), said[name]["owner"]
    return Snapshot(
        said["world"],
        Content(
            said["fixture"],
            said["seed"],
            said["drawn"],
            _settings(said["settings"]),
            owners,
            states,
        ),
        Reading(**said["clock"]),
        _faults(said, contract),
        Requests(sorted(said["requests"])),
    )


def _settings(said: Json) -> Settings:
    plans = []
    for place, each in enumerate(said["presets"]):
        with within("settings", "presets", place):
            plans.append(Plan.of(each))
    return Settings(
        Embedding(said["embedding_provider"]),
        said["upload_limit"],
        Progression(said["progression"]),
        said["stage_seconds"],
        tuple(plans),
        said["requests_per_minute"],
    )


# --------------------------------------------------------------------------- faults
def _faults(said: Json, contract: Contract) -> Script:
    made: int = said["faults_made"]
    script = Script(made=made)
    for place, each in enumerate(said["faults"]):
        with within("faults", place):
            if each["id"] in script.faults:
                raise Misplaced(("id",), f"{each['id']} stands twice")
            script.faults[each["id"]] = _fault(each, made, contract)
    return script


def _fault(said: Json, made: int, contract: Contract) -> Fault:
    if int(said["id"].rpartition("-")[2]) > made:
        raise Misplaced(("id",), f"{said['id']} was not made yet, for faults_made is {made}")
    plan = plan_of(said["said"], contract, 0.0)
    times = plan.pace.times
    if times is not None and said["fired"] > times:
        raise Misplaced(("fired",), f"it fires no more than {times} times")
    return Fault(
        said["id"],
        plan,
        Count(
            plan.pace,
            said["matched"],
            said["fired"],
            said["draws"],
            said["began"],
            deque(said["passed"]),
        ),
        deque((Met(**each) for each in said["requests"]), maxlen=KEPT),
    )
