"""Printed JSON read: strictly first, and mended where that fails.

json-repair mends as much, but tells neither which mistakes it met nor where the values stood.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ragmock.docs_check.printed.mending import DEEPEST, Mending
from ragmock.docs_check.printed.mistakes import MEANINGS
from ragmock.docs_check.printed.places import Spot, places
from ragmock.docs_check.problem import Problem
from ragmock.docs_check.traced import Traced

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = Any
_LARGEST: Final = 4_000_000  # characters that are looked through for mistakes: some seconds
_BRACKET: Final = re.compile(r"[{}\[\]]")
_STATUS: Final = re.compile(
    r"\A\s*(?:HTTP/\d(?:\.\d)?\s+|status:?\s*)?([1-5]\d\d)\b[ \t]*([A-Za-z][\w ]*)?(?=\r?\n|\s*\Z)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Printed:
    """A printed JSON text: its value, after repair where it needed one, and its mistakes."""

    value: Any
    problems: tuple[Problem, ...] = ()
    spots: Mapping[str, Spot] = field(default_factory=dict, repr=False)  # by JSON pointer
    elided: frozenset[str] = frozenset()  # pointers of objects and lists with an ellipsis
    unsaid: frozenset[str] = frozenset()  # pointers of values that are placeholders
    text: str = ""  # repaired
    readable: bool = True  # there is a value

    def spot(self, pointer: str) -> Spot | None:
        """Say where a value stands, or the nearest that holds it."""
        while pointer not in self.spots and pointer:
            pointer = pointer.rpartition("/")[0]
        return self.spots.get(pointer)


@dataclass(frozen=True, slots=True)
class Status:
    """A status line that is printed in place of an answer, or above it."""

    code: int
    start: int
    end: int


def status(text: str) -> Status | None:
    """Read `204 No Content`, `200 success` or `HTTP/1.1 200 OK` at the beginning of a text."""
    found = _STATUS.match(text)
    return Status(int(found[1]), *found.span(1)) if found else None


def read(text: str) -> Printed:
    """Read a printed JSON text. Offsets are into it."""
    value, failed = _parsed(text)
    if failed is not None:
        return _repaired(text, failed)
    if len(text) > _LARGEST:
        return Printed(value, spots={"": Spot(0, len(text))}, text=text)
    return _located(value, (), text, Traced.of(text), Mending(text))


def _repaired(text: str, failed: int) -> Printed:
    """Mend a text that cannot be parsed from some place on."""
    if len(text) > _LARGEST:
        return _unreadable(text, "unreadable", failed, MEANINGS["too-large"])
    mending = Mending(text)
    if _BRACKET.search(text):
        mending.run()
    mended = Traced.of(text).edited(mending.edits)
    value, still = _parsed(mended.text)
    if mending.hopeless or still is not None:
        return _unreadable(text, "unreadable", failed)
    problems = tuple(sorted(mending.problems, key=lambda each: each.start))
    return _located(value, problems, text, mended, mending)


def _parsed(text: str) -> tuple[Any, int | None]:
    """Parse strictly; give the value, or where it fails."""
    try:
        return json.loads(text, parse_constant=_no_constant), None
    except json.JSONDecodeError as failed:
        return None, failed.pos
    except (ValueError, RecursionError):
        return None, 0


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _located(
    value: Json, problems: tuple[Problem, ...], text: str, mended: Traced, mending: Mending
) -> Printed:
    """Find the places of the values in the text as it was printed."""
    spots: dict[str, Spot] = {}
    twice: list[Problem] = []
    for pointer, inner in places(mended.text):
        if pointer.count("/") > DEEPEST:
            return _unreadable(text, "too-deep", inner.start)
        spot = inner.moved(mended)
        if pointer in spots and spot.name is not None:
            place = (spot.name, spot.name_end or spot.name)
            meaning = MEANINGS["duplicate-key"]
            stands = text[slice(*place)]
            twice.append(Problem("duplicate-key", *place, stands, meaning, pointer=pointer))
        spots[pointer] = spot
    starts = {spot.start: pointer for pointer, spot in spots.items()}
    return Printed(
        value=value,
        problems=tuple(sorted((*problems, *twice), key=lambda each: each.start)),
        spots=spots,
        elided=frozenset(starts[at] for at in mending.elided if at in starts),
        unsaid=frozenset(starts[at] for at in mending.unsaid if at in starts),
        text=mended.text,
    )


def _unreadable(text: str, name: str, at: int, meaning: str = "") -> Printed:
    start = min(at, max(len(text) - 1, 0))
    end = min(start + 1, len(text))
    problem = Problem(name, start, end, text[start:end], meaning or MEANINGS[name])
    return Printed(None, (problem,), readable=False)
