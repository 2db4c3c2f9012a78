"""Conversations recorded with a real Dify 1.2.0, played against the fake.

They lie beside the repository of those who have them; differences.yaml says what may differ.
"""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import yaml

RECORDED = Path(__file__).parents[3] / "shared" / "recorded"
KNOWN = yaml.safe_load((Path(__file__).parent / "differences.yaml").read_text(encoding="utf-8"))
SCENARIOS = sorted(path.stem for path in (RECORDED / "dify" / "1.2.0").glob("*.jsonl"))

needs_recordings = pytest.mark.skipif(
    not SCENARIOS, reason="the recordings of real servers are not here; they are no part of ragmock"
)


@pytest.fixture(scope="module")
def player() -> ModuleType:
    """Load the program that plays recordings, with a clock that does not make it wait."""
    spec = importlib.util.spec_from_file_location("replay", RECORDED / "replay.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    seconds = iter(range(10**9))
    module.time = SimpleNamespace(sleep=lambda _: None, monotonic=lambda: next(seconds))
    return module


def unnamed(difference: dict[str, Any]) -> Iterator[str]:
    """Give what a step says that no rule for all steps explains."""
    for level in ("status", "media type", "shape", "values"):
        for told in difference[level]:
            named = (
                rule["level"] == level and re.search(rule["says"], told)
                for rule in KNOWN["everywhere"]
            )
            if not any(named):
                yield f"{level}: {told}"


@needs_recordings
@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("world", ["recorded"], indirect=True)
def test_the_fake_answers_as_the_recorded_server_but_for_the_named_differences(
    player, scenario, world
):
    path = RECORDED / "dify" / "1.2.0" / f"{scenario}.jsonl"
    client = player.Client(f"{world.server.url}/v1", world.dify_key)

    _, differences = player.replay(path, client, verbose=False)

    told = {each["step"]: list(unnamed(each)) for each in differences}
    expected = KNOWN["steps"].get(scenario, {})
    assert {step: said for step, said in told.items() if said and step not in expected} == {}
    assert [step for step in expected if not told.get(step)] == []


def test_every_difference_has_a_reason():
    given = [why for steps in KNOWN["steps"].values() for why in steps.values()]
    given += [rule["why"] for rule in KNOWN["everywhere"]]

    assert sorted(set(given) - set(KNOWN["reasons"])) == []
