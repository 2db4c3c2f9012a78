"""What was never tried, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .points import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Json = dict[str, Any]
_MOST: Final = 6  # refusals that a line names

#: What a point is called, of those that no request is answered with.
_NAMES: Final = {
    Kind.PARAMETER: "parameter {name}",
    Kind.FIELD: "field {name}",
    Kind.VALUE: "{of}: {name}",
    Kind.PAGE: "page {name}",
    Kind.FORMAT: "a file of the format {name}",
    Kind.STAGE: "a {of} in {name}",
}


def name_of(point: Json) -> str:
    """Name a point where it stands alone."""
    if point["kind"] != Kind.ANSWER:
        return _NAMES[point["kind"]].format_map(point)
    status = str(point["status"])
    return status if point["name"] == status else f"{status} {point['name']}"


def never(points: Sequence[Json]) -> str:
    """Say in short what was never tried: `413, page 2, `hybrid_search``; nothing where all was."""
    untried = [each for each in points if not each["tried"] and not each["only_by_fault"]]
    names = [*_statuses(points), *_values(untried), *_seen(untried), *_refusals(points, untried)]
    return ", ".join(names)


def _statuses(points: Iterable[Json]) -> list[str]:
    """Give the statuses that were never answered."""
    seen: dict[int, bool] = {}
    for each in points:
        if each["kind"] == Kind.ANSWER and not each["only_by_fault"]:
            seen[each["status"]] = seen.get(each["status"], False) or each["tried"]
    return [str(status) for status, was in sorted(seen.items()) if not was]


def _values(untried: Sequence[Json]) -> Iterator[str]:
    """Give what was never sent; of a field that was never sent, nothing that is in it."""
    absent = {each["name"] for each in untried if each["kind"] in (Kind.PARAMETER, Kind.FIELD)}
    paging = {each["of"] for each in untried if each["kind"] == Kind.PAGE}
    for each in untried:
        match each["kind"]:
            case Kind.PARAMETER | Kind.FIELD if not _within(absent, each["name"]):
                if each["name"] not in paging:  # page 2 says it
                    yield f"`{each['name']}`"
            case Kind.VALUE if each["of"] not in absent and not _within(absent, each["of"]):
                yield f"`{each['name']}`"
            case Kind.PAGE:
                yield f"page {each['name']}"


def _seen(untried: Iterable[Json]) -> Iterator[str]:
    """Give the formats that were never sent, and the stages that were never seen, in one go."""
    kinds: dict[str, list[str]] = {}
    for each in untried:
        if each["kind"] == Kind.FORMAT:
            kinds.setdefault("a file as", []).append(f"`.{each['name']}`")
        elif each["kind"] == Kind.STAGE:
            kinds.setdefault(f"a {each['of']} in", []).append(f"`{each['name']}`")
    return (f"{words} {' or '.join(names)}" for words, names in kinds.items())


def _refusals(points: Iterable[Json], untried: Iterable[Json]) -> list[str]:
    """Give the refusals that were never told under a status that was answered."""
    answered = {each["status"] for each in points if each["tried"]}
    names = [
        f"`{each['name'].partition('.')[2]}`"
        for each in untried
        if each["kind"] == Kind.ANSWER and each["status"] in answered  # else the status is told
    ]
    more = len(names) - _MOST
    return [*names[:_MOST], f"{more} more refusals"] if more > 1 else names


def _within(absent: set[str], name: str) -> bool:
    """Tell whether a field is within one of those."""
    return any(name.startswith((f"{each}.", f"{each}[]")) for each in absent)
