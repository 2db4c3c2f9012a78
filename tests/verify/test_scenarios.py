"""What the files of the scenarios say is whole and used."""

from fnmatch import fnmatchcase

import pytest

from ragmock.verify.documented import is_refusal
from ragmock.verify.pointers import pointed
from ragmock.verify.scenario import KNOWN_AT_ONCE

from .playing import PROVIDERS, compared, operations_of, scenario_of


@pytest.fixture(params=PROVIDERS)
def scenario(request):
    return scenario_of(request.param)


@pytest.fixture
def answered(scenario):
    """Give the steps of a run with the answers of the server."""
    return [(each.step, each.answers[0]) for each in compared(scenario.provider)]


def test_every_operation_is_asked_or_there_is_a_reason(scenario):
    asked = {each.operation.id for each in scenario.steps}

    assert asked | scenario.untried.keys() == {*operations_of(scenario.provider)}
    assert asked & scenario.untried.keys() == set()


def test_every_operation_grants_and_refuses(scenario, answered):
    granted = {step.operation.id for step, answer in answered if not is_refusal(answer)}
    refused = {step.operation.id for step, answer in answered if is_refusal(answer)}
    secured = {e.id for e in scenario.contract.of_provider(scenario.provider) if e.secured}

    assert granted == {*operations_of(scenario.provider)}
    assert refused == secured


def test_every_step_finds_what_it_needs(scenario, answered):
    assert len(answered) == len(scenario.steps)


def test_steps_about_one_operation_make_what_they_need(scenario):
    for operation in operations_of(scenario.provider):
        known = {*KNOWN_AT_ONCE}
        for step in scenario.chosen([operation]):
            assert step.needs <= known, f"{operation}: {step.says}"
            known |= step.keeps.keys()


def test_steps_about_one_operation_have_names_of_their_own(scenario):
    names = [(step.operation.id, step.says) for step in scenario.steps]

    assert len(names) == len({*names})


def test_what_shows_the_effect_of_a_call_comes_after_it(scenario):
    made = set()
    for step in scenario.steps:
        assert step.shows is None or step.shows in made, step.says
        made.add(step.operation.id)


def test_whatever_varies_is_there_and_has_a_reason(scenario, answered):
    there = {each for _, answer in answered for each in pointers(answer.body)}
    rules = [*scenario.varying, *scenario.unordered]

    unused = [
        pattern
        for rule in rules
        for pattern in rule.at
        if not any(fnmatchcase(each, pattern) for each in there)
    ]
    assert unused == []
    assert [rule.at for rule in rules if not rule.why] == []


def pointers(value, at=""):
    yield at
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for part, inner in items:
            yield from pointers(inner, pointed(at, part))
