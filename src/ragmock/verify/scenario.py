"""What a server is asked, in which order, and what of its answers varies by nature.

A file beside this one says it for each product; the head of dify.yaml explains the words.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ragmock import contract

from .pointers import blanks, value_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ragmock.contract import Contract, Operation

#: What is known before anything is asked: the name of what is made, and an id that nothing has.
KNOWN_AT_ONCE: Final = frozenset({"name", "unknown"})


@dataclass(frozen=True)
class Until:
    """A call is made again until one of some values stands at a pointer of its answer."""

    at: str
    values: Sequence[Any]

    def is_reached(self, body: Any) -> bool:  # noqa: ANN401 - any JSON
        """Tell whether an answer is the last one."""
        return value_at(body, self.at) in self.values


@dataclass(frozen=True, kw_only=True)
class Step:
    """One request, as a template."""

    says: str
    operation: Operation
    path: Mapping[str, Any] = field(default_factory=dict)  # what its blanks hold, if not the usual
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    raw: str | None = None  # a body that is sent to the letter, as JSON
    file: Mapping[str, str] | None = None  # name and text, for a form
    form: Mapping[str, Any] | None = None  # what its part `data` holds
    key: str = "owner"  # or none, or wrong
    method: str | None = None  # if not that of the operation
    keeps: Mapping[str, str] = field(default_factory=dict)  # pointers, by the names to keep
    until: Until | None = None
    shows: str | None = None  # the operation whose effect the answer shows
    own: str | None = None  # the field with a list that others may have things in
    varies: Sequence[str] = ()  # pointers whose values do, here alone
    also_needs: Sequence[str] = ()  # names that no blank has

    @property
    def about(self) -> str:
        """The id of the operation that it looks at."""
        return self.shows or self.operation.id

    @property
    def needs(self) -> frozenset[str]:
        """What must be known before it can be sent."""
        path = blanks(self.operation.path) - self.path.keys()
        sent = blanks([self.path, self.query, self.body, self.form])
        return frozenset(path | sent | {*self.also_needs}) - KNOWN_AT_ONCE


@dataclass(frozen=True)
class Varying:
    """What may differ between two honest servers, and why."""

    at: Sequence[str]  # pointers, where * is anything
    why: str
    even_null: bool = False  # whether one may say null, or nothing, where the other says something


@dataclass(frozen=True)
class Unordered:
    """Lists whose order two honest servers may choose differently, and why."""

    at: Sequence[str]
    why: str


@dataclass(frozen=True)
class Known:
    """A difference that released servers are known for, and why it is there."""

    kind: str
    at: str  # a pointer, where * is anything
    why: str


@dataclass(frozen=True)
class Lacking:
    """How a server refuses for something that it lacks, rather than for the request."""

    code: Any
    message: str = ""  # a pattern that is searched


@dataclass(frozen=True)
class Away:
    """How what was made is found, and put away."""

    make: Operation
    made: str  # a pointer to the id in an answer to `make`
    delete: Operation
    parameter: str  # of its path
    listing: Operation | None  # without one only what an answer named is found
    query: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""  # a pointer in each item of `/data`


@dataclass(frozen=True)
class Scenario:
    """What is asked of the servers of one product."""

    contract: Contract
    provider: str
    probe: Step  # finds out, and changes nothing, whether a server is there and takes the key
    steps: Sequence[Step]
    untried: Mapping[str, str]  # why an operation is not asked, by its id
    bare_unless: str | None  # keys that begin otherwise are sent without `Bearer`
    varying: Sequence[Varying]
    unordered: Sequence[Unordered]
    known: Sequence[Known]
    lacking: Sequence[Lacking]
    away: Away

    def known_as(self, kind: str, pointer: str) -> str | None:
        """Say why a difference is known, if it is."""
        why = (e.why for e in self.known if e.kind == kind and fnmatchcase(pointer, e.at))
        return next(why, None)

    def first_of(self, names: Iterable[str]) -> str | None:
        """Give that of some names which is kept first: the others may follow from it."""
        wanted = {*names}
        kept = (name for step in self.steps for name in step.keeps if name in wanted)
        return next(kept, None)

    def chosen(self, operations: Iterable[str]) -> Sequence[Step]:
        """Give the steps about some operations, and those that make what they need."""
        wanted = {*operations}
        needed: set[str] = set()
        chosen = []
        for step in reversed(self.steps):
            if step.about in wanted or needed & step.keeps.keys():
                needed |= step.needs
                chosen.append(step)
        return chosen[::-1]


def load(provider: str) -> Scenario:
    """Read the scenario of a product."""
    import yaml  # noqa: PLC0415 - not for `ragmock --help`

    known = contract.load()
    text = (Path(__file__).parent / f"{provider}.yaml").read_text(encoding="utf-8")
    said = yaml.safe_load(text)
    steps = [_step(spec, known) for spec in said["steps"]]
    return Scenario(
        contract=known,
        provider=provider,
        probe=_step(said["probe"], known),
        steps=[*_with_variants(steps, said["variants"])],
        untried=said.get("untried", {}),
        bare_unless=said.get("bare_unless"),
        varying=[Varying(**each) for each in said["varies"]],
        unordered=[Unordered(**each) for each in said.get("unordered", ())],
        known=[Known(**each) for each in said.get("known", ())],
        lacking=[Lacking(**each) for each in said.get("lacking", ())],
        away=_away(said["away"], known),
    )


def _step(spec: dict[str, Any], known: Contract) -> Step:
    until = spec.pop("until", None)
    operation = known.operations[spec.pop("call")]
    return Step(operation=operation, until=until and Until(**until), **spec)


def _away(spec: dict[str, Any], known: Contract) -> Away:
    listing = spec.pop("list", None)
    return Away(
        make=known.operations[spec.pop("make")],
        delete=known.operations[spec.pop("delete")],
        listing=known.operations[listing] if listing else None,
        **spec,
    )


def _with_variants(steps: Sequence[Step], variants: Sequence[dict[str, Any]]) -> Iterator[Step]:
    """Put before the first step of each operation what is wrong in any such call."""
    seen: set[str] = set()
    for step in steps:
        if step.operation.id not in seen and step.method is None:
            seen.add(step.operation.id)
            yield from (_variant(step, spec) for spec in variants if _has(step, spec["of"]))
        yield step


def _has(step: Step, part: str) -> bool:
    if part == "secured":
        return step.operation.secured
    if part == "json":
        body = step.operation.body
        return body is not None and body.media_type == contract.JSON
    return f"{{{part}}}" in step.operation.path


def _variant(step: Step, spec: dict[str, Any]) -> Step:
    wrong = {name: value for name, value in spec.items() if name != "of"}
    wrong["says"] = f"{step.says}, {spec['says']}"
    if "path" in wrong:
        wrong["path"] = {**step.path, **wrong["path"]}
    if "raw" in wrong:
        wrong["body"] = None
    bare: dict[str, Any] = {"keeps": {}, "until": None, "own": None, "shows": None}
    return replace(step, **{**bare, **wrong})
