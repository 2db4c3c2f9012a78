"""Whatever a server answers otherwise is found, and pinned on the operation that does."""

from itertools import cycle

import pytest

from ragmock import contract

from .altering import HARMFUL, HARMLESS, Altered, Said, Undone
from .playing import PROVIDERS, blamed, compared, findings, operations_of


def played(provider, operations, alter, **more):
    """Play against a server that alters some operations; give what is found, and the server."""
    server = Altered(dict.fromkeys(operations, alter))
    return findings(provider, server, **more), server


def name(part):
    return getattr(part, "__name__", part)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_server_that_alters_nothing_does_not_differ(provider):
    found, server = played(provider, operations_of(provider), lambda _: None)

    assert (found.differences, server.altered, found.left) == ([], [], [])


#: Two ways in each run, each for every third operation; the last third is not altered.
PAIRS = [*zip(HARMLESS[::2], HARMLESS[1::2], strict=True)]


def alterations(provider, pair):
    """Say which operation is altered in which way; which is spared changes from pair to pair."""
    shifted = operations_of(provider)[PAIRS.index(pair) % 3 :] + operations_of(provider)
    ways = zip(shifted, cycle([*pair, None]), strict=False)
    return {each: way for each, way in [*ways][: len(operations_of(provider))] if way}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: "-".join(map(name, pair)))
@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_some_operations_answer_otherwise_is_pinned_on_these(provider, pair):
    server = Altered(alterations(provider, pair))
    found = findings(provider, server)

    assert sorted(blamed(found)) == sorted({*server.altered})


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_operation_is_altered_in_some_way(provider):
    altered = {
        each.step.operation.id
        for each in compared(provider)
        for pair in PAIRS
        if (alter := alterations(provider, pair).get(each.step.operation.id))
        and alter(Said(each.answers[0].status, each.answers[0].media_type, each.answers[0].body))
    }

    assert altered == {*operations_of(provider)}


EVERY = [each for one in PROVIDERS for each in operations_of(one)]


@pytest.mark.parametrize(("alter", "operation"), [*zip(cycle(HARMFUL), EVERY)], ids=name)
def test_what_breaks_a_call_is_pinned_on_its_operation(alter, operation):
    provider = operation.partition(".")[0]
    found, server = played(provider, [operation], alter, only=[operation])

    assert {*server.altered} == {operation}
    assert blamed(found) == [operation]


# ---------------------------------------------------------------- answered, and not done
WRITES = [each for each in EVERY if not contract.load().operations[each].reads]


@pytest.mark.parametrize("operation", WRITES)
def test_what_is_answered_and_not_done_is_pinned_on_the_operation(operation):
    server = Undone(operation)
    found = findings(operation.partition(".")[0], server, only=[operation])

    assert {*server.altered} == {operation}
    assert blamed(found) == [operation]


@pytest.mark.parametrize(
    "operation",
    ["dify.datasets.update_dataset", "dify.segments.delete_segment", "data.items.delete_item"],
)
def test_those_who_show_that_nothing_was_done_are_not_blamed(operation):
    found = findings(operation.partition(".")[0], Undone(operation))

    assert blamed(found) == [operation]
