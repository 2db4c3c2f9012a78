"""The list of what is wrong in the five documents stands on the lines that it names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

HERE: Final = Path(__file__).parent
SEEDS: Final = HERE.parents[2] / "shared/seeds"
LIST: Final = yaml.safe_load((HERE / "seeds.yaml").read_text("utf-8"))
ENTRIES: Final[list[dict[str, Any]]] = LIST["findings"] + LIST["judgement"]

needs_seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason=f"the five documents are not there: {SEEDS} is missing"
)


def places(entry: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Give each line of an entry with what stands on it."""
    lines, quote = entry["lines"], entry["quote"]
    yield from zip(lines, quote if isinstance(quote, list) else [quote] * len(lines), strict=True)


@needs_seeds
@pytest.mark.parametrize("seed", sorted({entry["seed"] for entry in ENTRIES}))
def test_every_quote_stands_on_its_line(seed: str) -> None:
    """So that a finding of a program can be looked up by its line."""
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    lines = path.read_text("utf-8").split("\n")

    wrong = [
        (line, quote)
        for entry in ENTRIES
        if entry["seed"] == seed
        for line, quote in places(entry)
        if quote not in lines[line - 1]
    ]

    assert [] == wrong


def test_every_group_is_explained_and_used() -> None:
    """A group without an entry, or the other way round, is a slip of the pen."""
    assert set(LIST["groups"]) == {entry["group"] for entry in ENTRIES}


def test_a_careful_reader_sees_more_than_forty_places_of_twelve_kinds() -> None:
    """What the program is held to is no less than that."""
    found = LIST["findings"]

    assert sum(len(entry["lines"]) for entry in found) > 40
    assert len({entry["group"] for entry in found}) >= 12


def test_no_place_is_listed_twice_for_one_reason() -> None:
    """Two entries of one group on one line say different things."""
    seen = [
        (entry["seed"], line, entry["group"], quote)
        for entry in ENTRIES
        for line, quote in places(entry)
    ]

    assert sorted(set(seen)) == sorted(seen)
