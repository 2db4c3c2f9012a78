"""Whatever a server answers otherwise is found, and pinned on the operation that does."""

from itertools import cycle

import pytest

from ragmock import contract

from .altering import HARMFUL, HARMLESS, Altered, Undone
from .playing import PROVIDERS, blamed, findings, operations_of


def played(provider, operations, alter, **more):
    """Play against a server that alters some operations; give what is found, and the server."""
    server = Altered(operations, alter)
    return findings(provider, server, **more), server


def name(part):
    return getattr(part, "__name__", part)


def half_for(provider, alter):
    """Give the operations that are altered in a way: every second one, from the first or second."""
    return operations_of(provider)[HARMLESS.index(alter) % 2 :: 2]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_server_that_alters_nothing_does_not_differ(provider):
    found, server = played(provider, operations_of(provider), lambda _: None)

    assert (found.differences, server.altered, found.left) == ([], [], [])


@pytest.mark.parametrize("alter", HARMLESS, ids=name)
@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_half_of_the_operations_answer_otherwise_is_pinned_on_these(provider, alter):
    found, server = played(provider, half_for(provider, alter), alter)

    assert sorted(blamed(found)) == sorted({*server.altered})


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_operation_is_altered_in_some_way(provider):
    _, server = played(provider, operations_of(provider), lambda _: None)

    ways = {
        operation: {
            alter
            for alter in HARMLESS
            if operation in half_for(provider, alter)
            and any(alter(said) for about, said in server.seen if about == operation)
        }
        for operation in operations_of(provider)
    }
    assert [operation for operation, altered in ways.items() if not altered] == []


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
