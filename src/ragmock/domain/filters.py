"""Which documents a search may look into, by their metadata."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Final

Value = str | float | None
Wanted = str | float | Sequence[str | float] | None


@dataclass(frozen=True)
class Condition:
    """What a field must be; `comparison` is a key of `COMPARISONS`."""

    field: str
    comparison: str
    wanted: Wanted = None

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Tell whether it holds for a document with these values, by the fields' names."""
        return COMPARISONS[self.comparison](values.get(self.field), self.wanted)


@dataclass(frozen=True)
class Filter:
    """Conditions of which all must hold, or any. None at all let every document pass."""

    conditions: Sequence[Condition] = ()
    any_will_do: bool = False

    def passes(self, values: Mapping[str, Value]) -> bool:
        """Tell whether a document with these values passes."""
        combine = any if self.any_will_do and self.conditions else all
        return combine(condition.holds(values) for condition in self.conditions)


Comparison = Callable[[Value, Wanted], bool]


def _of_texts(compare: Callable[[str, str], bool]) -> Comparison:
    def holds(value: Value, wanted: Wanted) -> bool:
        return value is not None and compare(_text(value), _text(wanted))

    return holds


def _of_numbers(compare: Callable[[float, float], bool]) -> Comparison:
    def holds(value: Value, wanted: Wanted) -> bool:
        one, other = _number(value), _number(wanted)
        return one is not None and other is not None and compare(one, other)

    return holds


def _text(value: Wanted) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return "" if value is None else str(int(value) if whole else value)  # type: ignore[arg-type]


def _number(value: Wanted) -> float | None:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return None if isnan(number) else number


def _among(value: str, wanted: str) -> bool:
    return value in [each.strip() for each in wanted.split(",")]


def _is_in(value: Value, wanted: Wanted) -> bool:
    """Take a list, or a text with commas as the list of its parts."""
    if value is None:
        return False
    if isinstance(wanted, str) or not isinstance(wanted, Sequence):
        return _among(_text(value), _text(wanted))
    return _text(value) in [_text(each) for each in wanted]


#: As in Dify 1.16: case counts; a document that lacks the field satisfies `empty` alone; what is no
#: number satisfies no comparison of numbers. Times are compared as numbers.
COMPARISONS: Final[Mapping[str, Comparison]] = {
    "contains": _of_texts(lambda value, wanted: wanted in value),
    "not contains": _of_texts(lambda value, wanted: wanted not in value),
    "start with": _of_texts(str.startswith),
    "end with": _of_texts(str.endswith),
    "is": _of_texts(lambda value, wanted: value == wanted),
    "is not": _of_texts(lambda value, wanted: value != wanted),
    "empty": lambda value, _: value is None,
    "not empty": lambda value, _: value is not None,
    "in": _is_in,
    "not in": lambda value, wanted: value is not None and not _is_in(value, wanted),
    "=": _of_numbers(lambda value, wanted: value == wanted),
    "≠": _of_numbers(lambda value, wanted: value != wanted),
    ">": _of_numbers(lambda value, wanted: value > wanted),
    "<": _of_numbers(lambda value, wanted: value < wanted),
    "≥": _of_numbers(lambda value, wanted: value >= wanted),
    "≤": _of_numbers(lambda value, wanted: value <= wanted),
    "before": _of_numbers(lambda value, wanted: value < wanted),
    "after": _of_numbers(lambda value, wanted: value > wanted),
}
