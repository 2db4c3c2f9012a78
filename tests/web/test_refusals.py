"""Every refusal of the contract, each by its natural cause (refusals.yaml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from ragmock import contract

from .causes import CASES, TABLE, fill, held_to, make, names_in

if TYPE_CHECKING:
    import httpx

#: What is refused for a key, or for how often it calls, or for what is preferred.
FOR_CLIENTS = ("rate_limit_reached", "unknown_preference")


@dataclass(frozen=True)
class Outcome:
    """What became of a case."""

    refusal: str
    facts: dict[str, Any]
    diagnosis: list[str]
    response: httpx.Response
    unseen: httpx.Response | None  # off the record, where others than clients are refused so
    is_declared: bool
    before: tuple[Any, Any]
    after: tuple[Any, Any]


@pytest.fixture(scope="module", params=CASES)
def outcome(request, inside) -> Outcome:
    refusal, number, case = request.param
    server = inside(case.get("in", "busy"), failing_model=case.get("model") == "fails")
    name = f"{refusal}-{number}".replace(".", "-")
    names = names_in(server.world(name))
    for setting, value in case.get("settings", {}).items():
        setattr(server.world(name).settings, setting, value)
    client = server.client()
    for earlier in case.get("before", ()):
        client.send(make(client, refusal, name, fill(earlier, names))).raise_for_status()
    filled = fill(case, names)
    before = server.kept(name), server.shown(name)
    is_for_all = "authorization" not in case and not refusal.endswith(FOR_CLIENTS)
    with held_to(server, name, case.get("limits", {})):
        response = client.send(make(client, refusal, name, filled))
        request = off_the_record(make(client, refusal, name, filled), name)
        unseen = client.send(request) if is_for_all else None
    after = server.kept(name), server.shown(name)
    declared = server.is_declared(response.request, response.headers["X-Ragmock-Refusal"])
    facts, diagnosis = filled.get("facts", {}), filled["diagnosis"]
    return Outcome(refusal, facts, diagnosis, response, unseen, declared, before, after)


def off_the_record(request, world):
    """Send a request to the products of a world below its path in the control plane instead."""
    request.url = request.url.copy_with(
        host="localhost", raw_path=f"/__admin/worlds/{world}".encode() + request.url.raw_path
    )
    request.headers["Host"] = "localhost"
    request.headers.pop("Authorization", None)
    return request


def test_a_refusal_is_told_in_the_words_of_the_contract(outcome):
    wording = contract.load().wordings[outcome.refusal]
    told = str(wording.say(outcome.facts))

    assert outcome.response.headers["X-Ragmock-Refusal"] == outcome.refusal
    assert outcome.response.status_code == wording.status
    assert re.fullmatch(re.escape(told).replace(r"\.\.\.", ".*"), str(outcome.response.json()))


def test_a_refusal_says_what_was_wrong(outcome):
    said = outcome.response.headers["X-Ragmock-Diagnosis"]

    assert [part for part in outcome.diagnosis if part not in said] == [], said


def test_a_refusal_is_declared_by_its_operation(outcome):
    assert outcome.is_declared


def test_a_refused_call_leaves_no_trace(outcome):
    assert outcome.after[0] == outcome.before[0]
    assert outcome.after[1] == outcome.before[1]


def test_off_the_record_it_is_told_the_same(outcome):
    if outcome.unseen:
        told, unseen = outcome.response, outcome.unseen

        assert (unseen.status_code, unseen.content) == (told.status_code, told.content)
        assert unseen.headers == told.headers


def test_every_refusal_has_a_cause():
    wordings = contract.load().wordings
    causeless = {name for name, each in wordings.items() if each.only_by_fault}

    assert set(TABLE) == set(wordings) - causeless


def test_a_refusal_without_a_cause_says_so():
    wordings = contract.load().wordings.values()
    said = [each.name for each in wordings if "only by fault" in each.summary]

    assert said == [each.name for each in wordings if each.only_by_fault]
