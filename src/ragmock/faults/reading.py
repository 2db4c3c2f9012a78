"""Faults as they are said, made into values."""

from __future__ import annotations

from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, Final

from ragmock.contract import load_admin
from ragmock.rejections import ImpossibleFault

from .delay import delay_of
from .effect import Answer, Connection, Effect
from .matching import Match
from .pace import Pace, Quota
from .script import Plan
from .spans import moment, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ragmock.contract import Contract

Json = dict[str, Any]

_ANY: Final = "*"
#: The call of the control plane that says what a fault may be.
_CALL: Final = "admin.faults.create_fault"
#: What the server itself says of an answer.
_OURS: Final = {"content-length", "transfer-encoding"}
_NO_BODY: Final = {204, 304}
_TOKEN: Final = frozenset(
    "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)


def plan_of(said: Json, contract: Contract, now: float) -> Plan:
    """Read a fault that nobody has looked at; refuses with `ImpossibleFault`."""
    body = load_admin().operations[_CALL].body
    problems = body.schema.problems(said) if body else ()
    if problems:
        raise ImpossibleFault("; ".join(map(str, problems)))
    return read(said, contract, now)


def read(said: Json, contract: Contract, now: float) -> Plan:
    """Read a fault that fits the contract of the control plane; refuses with `ImpossibleFault`.

    `now` is the time in the world, in seconds since 1970-01-01 UTC.
    """
    effect = _effect(said["fault"], contract)
    match = said.get("match", {})
    return Plan(
        Match(
            _operations(said.get("operation", _ANY), effect.refusal, contract),
            match.get("method"),
            match.get("path"),
            match.get("query", {}),
            match.get("body"),
        ),
        _pace(said, now),
        effect,
        after=said.get("when") == "after",
        said=said,
    )


def _effect(said: str | Json, contract: Contract) -> Effect:
    if isinstance(said, str):
        named = "connection" if said in Connection.__members__ else "refusal"
        return _effect({named: said}, contract)
    if "connection" in said and "dribble" in said.get("delay", {}):
        raise ImpossibleFault("where the connection breaks no answer comes in pieces")
    return Effect(
        refusal=_refusal(said["refusal"], contract) if "refusal" in said else None,
        answer=_answer(said) if "status" in said else None,
        connection=Connection(said["connection"]) if "connection" in said else None,
        delay=delay_of(said["delay"]) if "delay" in said else None,
    )


def _refusal(name: str, contract: Contract) -> str:
    if name not in contract.wordings:
        near = _near(name, [*contract.wordings, *Connection.__members__])
        raise ImpossibleFault(f"no refusal has the name {name!r}{near}")
    return name


def _answer(said: Json) -> Answer:
    headers: Mapping[str, str] = said.get("headers", {})
    for name in headers:
        if not name or not _TOKEN.issuperset(name) or name.lower() in _OURS:
            raise ImpossibleFault(f"{name!r} is no header that a fault can set")
    body = said.get("body")
    if body is not None and said["status"] in _NO_BODY:
        raise ImpossibleFault(f"an answer of the status {said['status']} has no body")
    return Answer(said["status"], body, headers)


def _operations(pattern: str, refusal: str | None, contract: Contract) -> frozenset[str]:
    """Give the operations that a pattern means; of a refusal, only those of its product."""
    known = [each for each in contract.operations.values() if each.secured]  # others have no world
    meant = [each for each in known if fnmatchcase(each.id, pattern)]
    if not meant:
        near = _near(pattern, [each.id for each in known])
        raise ImpossibleFault(f"no operation of a world has the name {pattern!r}{near}")
    if refusal is None:
        return frozenset(each.canonical for each in meant)
    product = refusal.partition(".")[0]
    own = frozenset(each.canonical for each in meant if each.provider == product)
    if not own:
        prefix, name = f"{meant[0].provider}.", refusal.partition(".")[2]
        names = [each for each in contract.wordings if each.startswith(prefix)]
        near = _near(prefix + name, names)
        raise ImpossibleFault(f"{pattern} is not of the product that refuses so, {product}{near}")
    return own


def _pace(said: Json, now: float) -> Pace:
    quota = said.get("quota")
    return Pace(
        times=said.get("times"),
        until=moment(said["until"], now) if "until" in said else None,
        succeed_first=said.get("succeed_first", 0),
        outage=seconds(said["outage"]) if "outage" in said else None,
        quota=Quota(quota["requests"], seconds(quota["per"])) if quota else None,
        probability=said.get("probability"),
        seed=said.get("seed", 0),
    )


def _near(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=3, cutoff=0.5)
    return "; the nearest: " + ", ".join(near) if near else ""
