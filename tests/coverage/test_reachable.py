"""All that counts in the coverage can be had, without a fault: there is a request for each."""

from pathlib import Path

import httpx
import pytest

from ragmock.domain.limits import Limits
from ragmock.fake import Fake

from ..crashes.breaking import Straight  # noqa: TID252 - tests are no package
from .trying import NOWHERE, fitting, ids_of, unfitting

EVERYTHING = str(Path(__file__).with_name("everything.yaml"))
#: What a world is like: its settings, and how much it has room for.
CIRCUMSTANCES = {
    "plain": ({}, Limits()),
    "no-provider": ({"embedding_provider": "off"}, Limits()),
    "quota-spent": ({"embedding_provider": "used_up"}, Limits()),
    "full": ({}, Limits(datasets=0, documents=0, fields=0)),
    "no-chunks": ({}, Limits(chunks=0)),
}


def embed(texts):
    """Compare nothing, and fail where a test wants it."""
    if "fail" in texts:
        raise RuntimeError("out of order")
    return [[1.0, float(len(each))] for each in texts]


@pytest.fixture(scope="module")
def told():
    """Try each operation in all ways, and give the coverage of that."""
    fake = Fake(EVERYTHING, embed=embed)
    known = fake.contract.operations
    with httpx.Client(base_url="http://localhost", transport=Straight(fake)) as client:
        for name, (settings, limits) in CIRCUMSTANCES.items():
            world = fake.worlds.make(name, settings=settings)
            for base in world.bases.values():
                base.limits = limits
            # what was reached in plain circumstances is not looked for in others
            for each in fake.coverage()["operations"]:
                if each["tried"] < each["reachable"]:
                    try_out(fake, client, known[each["operation"]], name)
    return fake.coverage()


def try_out(fake, client, operation, name):
    """Make all requests to an operation, each in the world as it was made."""
    every = ids_of(fake.worlds.opened[name])
    if operation.provider == "ragflow":
        every = [{"dataset_id": "kb1"}, {"dataset_id": "no-such-id"}]
    good = every[0]
    tries = [(ids, each) for ids in every for each in fitting(operation)]
    tries += [(good, each) for each in unfitting(operation)]
    tries += [({**good, blank: NOWHERE}, fitting(operation)[0]) for blank in good]
    for ids, each in tries:
        answer = client.request(**each.request(name, ids))
        if answer.is_success and not operation.reads:
            fake.worlds.reset(name)


def test_each_answer_that_counts_can_be_had_without_a_fault(told):
    missed = {
        each["operation"]: [
            point["name"]
            for point in each["points"]
            if point["kind"] == "answer" and not point["tried"] and not point["only_by_fault"]
        ]
        for each in told["operations"]
    }

    assert {operation: names for operation, names in missed.items() if names} == {}
    assert (told["percent"], told["tried"]) == (100.0, told["reachable"])
    assert told["reachable"] > 400


def test_what_only_a_fault_brings_about_was_not_met(told):
    only = [
        point
        for each in (*told["operations"], *told["products"])
        for point in each["points"]
        if point["only_by_fault"]
    ]

    assert {each["name"] for each in only} == {
        *("dify.document_already_finished", "dify.internal_error"),
        *("ragflow.server_error", "data.server_error"),
    }
    assert [each["name"] for each in only if each["tried"]] == []
