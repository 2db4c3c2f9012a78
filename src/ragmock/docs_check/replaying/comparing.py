"""A printed answer compared with the one that the fake gives.

What an answer happens to hold is not compared: values are, by their kinds; null where the contract
has it, an empty text and an empty list say nothing; an item is compared with that of the answer
which has most of its fields.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ragmock.docs_check.printed.places import escaped
from ragmock.docs_check.problem import Problem
from ragmock.docs_check.replaying import schema
from ragmock.docs_check.replaying.kinds import form, kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ragmock.docs_check.printed.reading import Printed

Json = Any
_LONGEST: Final = 40  # characters of a value that are shown


def compare(printed: Printed, text: str, answered: Json, node: Json, sent: Json) -> list[Problem]:
    """Tell where a printed answer, read from a text, is not as the fake answers.

    `node` is the schema of the answer, `sent` the body of the request.
    """
    comparing = _Comparing(printed, text, _scalars(sent))
    comparing.value(printed.value, answered, "", [*schema.alternatives(node)])
    return sorted(comparing.problems, key=lambda each: each.start)


def _scalars(sent: Json) -> Mapping[str, list[Json]]:
    """Give the plain values that were sent, by their names, at whatever depth."""
    found: dict[str, list[Json]] = {}
    waiting = [sent]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            for name, value in one.items():
                if isinstance(value, str | int | float | bool):
                    found.setdefault(name, []).append(value)
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return found


@dataclass
class _Comparing:
    """What was found so far."""

    printed: Printed
    text: str
    sent: Mapping[str, list[Json]]
    problems: list[Problem] = field(default_factory=list)
    told: set[tuple[str, str]] = field(default_factory=set)  # in all items of a list, once

    def value(self, printed: Json, answered: Json, pointer: str, nodes: list[Json]) -> None:
        """Compare two values at one place; `nodes` are the schemas of it."""
        if printed == [] or pointer in self.printed.unsaid:
            return
        wanted, found = kind(answered), kind(printed)
        if wanted != found:
            self._other_kind(pointer, found, answered, nodes)
            self._nested_otherwise(printed, answered, pointer, nodes)
            return
        if isinstance(printed, dict):
            self._object(printed, answered, pointer, nodes)
        elif isinstance(printed, list):
            self._list(printed, answered, pointer, nodes)
        else:
            self._plain(printed, answered, pointer, nodes)

    def _other_kind(self, pointer: str, found: str, answered: Json, nodes: list[Json]) -> None:
        """Tell a value of another type, unless the contract has it too."""
        allowed = schema.types(nodes)
        if "integer" in allowed:
            allowed.add("number")
        says_nothing = "null" in (found, kind(answered)) and not allowed
        if found in allowed or says_nothing:
            return
        wanted = sorted(allowed - {"null", "integer"}) or [kind(answered)]
        meaning = f"the answer has {' or '.join(map(_article, wanted))} here, not {_article(found)}"
        self._problem("other-type", pointer, meaning, _shown(answered))

    def _nested_otherwise(
        self, printed: Json, answered: Json, pointer: str, nodes: list[Json]
    ) -> None:
        """Go on inside of a list that should be its item, or an item that should be in a list."""
        if isinstance(printed, list) and isinstance(answered, dict):
            self.value(printed[0], answered, f"{pointer}/0", nodes)
        elif isinstance(printed, dict) and isinstance(answered, list) and answered:
            self.value(printed, answered[0], pointer, schema.within(nodes, 0))

    def _object(self, printed: Json, answered: Json, pointer: str, nodes: list[Json]) -> None:
        for name, value in printed.items():
            inner = f"{pointer}/{escaped(name)}"
            below = schema.within(nodes, name)
            if name in answered:
                self._as_sent(name, value, answered[name], inner)
                self.value(value, answered[name], inner, below)
            elif below:
                self.value(value, None, inner, below)
            elif pointer not in self.printed.elided:
                self._problem("not-answered", inner, f"the answer has no field `{name}`")
        missing = [name for name in answered if name not in printed]
        if missing and pointer not in self.printed.elided:
            self._not_printed(pointer, answered, missing)

    def _not_printed(self, pointer: str, answered: Json, missing: list[str]) -> None:
        names = ", ".join(f"`{name}`" for name in missing)
        added = ", ".join(
            f"{json.dumps(name)}: {json.dumps(answered[name], ensure_ascii=False)}"
            for name in missing
        )
        self._problem("not-printed", pointer, f"the answer has {names} too", added)

    def _list(self, printed: Json, answered: Json, pointer: str, nodes: list[Json]) -> None:
        """Compare each printed item with the answered one that has most of its fields."""
        below = schema.within(nodes, 0)
        for at, item in enumerate(printed):
            inner = f"{pointer}/{at}"
            same = [each for each in answered if kind(each) == kind(item)] or answered
            if same:
                self.value(item, max(same, key=lambda each: _alike(item, each)), inner, below)

    def _plain(self, printed: Json, answered: Json, pointer: str, nodes: list[Json]) -> None:
        known, allowed = schema.choices(nodes), schema.types(nodes)
        if known and printed not in known:
            told = ", ".join(f"`{each}`" for each in known if each is not None)
            self._problem("no-choice", pointer, f"the answer has one of {told}", _shown(answered))
        elif isinstance(printed, float) and "integer" in allowed and "number" not in allowed:
            self._problem("other-type", pointer, "the answer has a whole number", f"{printed:.0f}")
        elif form(printed) and form(answered) and form(printed) != form(answered):
            meaning = f"the answer has {form(answered)} here, not {form(printed)}"
            self._problem("other-form", pointer, meaning, _shown(answered))

    def _as_sent(self, name: str, printed: Json, answered: Json, pointer: str) -> None:
        """Tell a value that the answer repeats from the request and the printed one does not.

        Or the other way round.
        """
        sent = self.sent.get(name, ())
        if printed in (None, "") or pointer in self.printed.unsaid:
            return
        if kind(printed) == kind(answered) and answered in sent and printed not in sent:
            meaning = f"the answer repeats {_shown(answered)} of the request"
            self._problem("not-as-sent", pointer, meaning, _shown(answered))
        elif answered is None and printed in sent:
            meaning = f"the request sends this, and is not heard: the answer has null for `{name}`"
            self._problem("not-kept", pointer, meaning, "null")

    def _problem(self, name: str, pointer: str, meaning: str, suggestion: str = "") -> None:
        """Tell a problem at the value of a pointer; of all items of a list only in the first."""
        key = (name, "/".join("*" if part.isdigit() else part for part in pointer.split("/")))
        spot = self.printed.spot(pointer)
        if key in self.told or spot is None:
            return
        self.told.add(key)
        start, end = spot.start, spot.end
        if name == "not-answered" and spot.name is not None:
            start = spot.name
        elif name == "not-printed":
            end = start + 1
        stands = self.text[start:end]
        self.problems.append(Problem(name, start, end, stands, meaning, suggestion, pointer))


def _alike(one: Json, other: Json) -> int:
    return (
        len(one.keys() & other.keys()) if isinstance(one, dict) and isinstance(other, dict) else 0
    )


def _shown(value: Json) -> str:
    told = json.dumps(value, ensure_ascii=False)
    return told if len(told) <= _LONGEST else ""


def _article(kind: str) -> str:
    return "null" if kind == "null" else f"{'an' if kind[0] in 'ao' else 'a'} {kind}"
