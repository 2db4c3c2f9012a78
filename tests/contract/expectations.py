"""What an answer must be: values, kinds of values, and objects that are known by a name."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

KINDS: dict[str, Callable[[Any], bool]] = {
    "null": lambda found: found is None,
    "bool": lambda found: isinstance(found, bool),
    "integer": lambda found: type(found) is int,
    "number": lambda found: type(found) in {int, float},
    "text": lambda found: isinstance(found, str),
    "id": lambda found: isinstance(found, str) and found != "",
    "moment": lambda found: type(found) is int and 10**9 < found < 10**10,
    "milliseconds": lambda found: type(found) is int and 10**12 < found < 10**13,
    "object": lambda found: isinstance(found, dict),
    "list": lambda found: isinstance(found, list),
}


def laid_over(below: Any, above: Any) -> Any:
    """Lay one expectation over another; lists of the same length item by item."""
    if isinstance(below, dict) and isinstance(above, dict):
        both = {key: laid_over(below[key], above[key]) for key in below.keys() & above.keys()}
        return below | above | both
    if isinstance(below, list) and isinstance(above, list) and len(below) == len(above):
        return [laid_over(*pair) for pair in zip(below, above, strict=True)]
    return above


def resolved(expected: Any, *, real: bool) -> Any:
    """Put in the objects that an expectation names, as a real server shows them if it is one."""
    if isinstance(expected, list):
        return [resolved(each, real=real) for each in expected]
    if not isinstance(expected, dict):
        return expected
    own = {key: resolved(value, real=real) for key, value in expected.items() if key != "is"}
    return laid_over(_named(expected["is"], real=real), own) if "is" in expected else own


def filled(expected: Any, given: Mapping[str, Any]) -> Any:
    """Fill in blanks such as {document_id}; what is one blank as a whole keeps its kind."""
    if isinstance(expected, dict):
        return {key: filled(value, given) for key, value in expected.items()}
    if isinstance(expected, list):
        return [filled(each, given) for each in expected]
    if not isinstance(expected, str):
        return expected
    whole = re.fullmatch(r"\{(\w+)\}", expected)
    if whole and whole[1] in given:
        return given[whole[1]]
    return re.sub(r"\{(\w+)\}", lambda blank: str(given.get(blank[1], blank[0])), expected)


def mismatches(expected: Any, found: Any, at: str = "$") -> Iterator[str]:
    """Tell where an answer is not what was expected."""
    if isinstance(expected, str) and re.fullmatch(r"<[a-z|]+>", expected):
        kinds = expected[1:-1].split("|")
        if kinds != ["unsaid"] and not any(KINDS[kind](found) for kind in kinds):
            yield f"{at}: {found!r} is no {expected}"
    elif isinstance(expected, dict) and isinstance(found, dict):
        yield from _in_object(expected, found, at)
    elif isinstance(expected, list) and isinstance(found, list):
        yield from _in_list(expected, found, at)
    elif type(expected) is not type(found) or expected != found:
        yield f"{at}: {found!r} is not {expected!r}"


def _in_object(expected: dict[str, Any], found: dict[str, Any], at: str) -> Iterator[str]:
    for key, value in expected.items():
        if key in found:
            yield from mismatches(value, found[key], f"{at}.{key}")
        elif value != "<unsaid>":
            yield f"{at}.{key}: missing"


def _in_list(expected: list[Any], found: list[Any], at: str) -> Iterator[str]:
    wanted = expected[1:] * max(len(found), 1) if expected[:1] == ["..."] else expected
    if len(wanted) != len(found):
        yield f"{at}: {len(found)} items are not {len(wanted)}"
    for number, pair in enumerate(zip(wanted, found, strict=False)):
        yield from mismatches(*pair, f"{at}[{number}]")


@cache
def _named(name: str, *, real: bool) -> Any:
    known = _objects()
    documented = resolved(known["documented"][name], real=real)
    if not real or name not in known["released"]:
        return documented
    return laid_over(documented, resolved(known["released"][name], real=real))


@cache
def _objects() -> dict[str, dict[str, Any]]:
    path = Path(__file__).with_name("documents") / "objects.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))
