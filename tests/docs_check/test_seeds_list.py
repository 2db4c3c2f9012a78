"""What is wrong in the five documents, as a reader listed it, stands where the list says."""

from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
SEEDS = HERE.parents[2] / "shared/seeds"
LIST = yaml.safe_load((HERE / "seeds.yaml").read_text(encoding="utf-8"))
ENTRIES = LIST["findings"] + LIST["judgement"]


def places(entry):
    """Give each line of an entry, and what stands on it."""
    lines, quote = entry["lines"], entry["quote"]
    return zip(lines, quote if isinstance(quote, list) else [quote] * len(lines), strict=True)


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the five documents are not at {SEEDS}")
@pytest.mark.parametrize("seed", sorted({entry["seed"] for entry in ENTRIES}))
def test_every_quote_stands_on_its_line(seed):
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    lines = path.read_text(encoding="utf-8").split("\n")
    listed = [place for entry in ENTRIES if entry["seed"] == seed for place in places(entry)]

    assert [(line, quote) for line, quote in listed if quote not in lines[line - 1]] == []


def test_every_group_is_explained_and_used():
    assert {entry["group"] for entry in ENTRIES} == set(LIST["groups"])


def test_a_careful_reader_sees_more_than_forty_places_of_twelve_kinds():
    found = LIST["findings"]

    assert sum(len(entry["lines"]) for entry in found) > 40
    assert len({entry["group"] for entry in found}) >= 12


def test_no_place_is_listed_twice_for_one_reason():
    seen = [
        (entry["seed"], line, entry["group"], quote)
        for entry in ENTRIES
        for line, quote in places(entry)
    ]

    assert sorted(set(seen)) == sorted(seen)
