import re
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.domain.ids import Ids

invariant = settings(deadline=None, derandomize=True)

MANY = 5_000
UUID_4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
DRAWS = {
    "uuid": Ids.uuid,
    "hexadecimal": Ids.hexadecimal,
    "number": lambda ids: ids.number(0, 2**100),
}

seeds = st.text(st.characters(codec="ascii", categories=["L", "N"], include_characters="-_"))


@invariant
@given(seeds, st.integers(0, 1000))
def test_a_uuid_is_what_pythons_own_makes_of_the_same_bits(seed, drawn):
    bits = bytes.fromhex(Ids(seed, drawn).hexadecimal())

    assert Ids(seed, drawn).uuid() == str(UUID(bytes=bits, version=4))


@pytest.mark.parametrize("kind", DRAWS)
def test_no_id_is_drawn_twice(kind):
    ids = Ids("world")

    drawn = [DRAWS[kind](ids) for _ in range(MANY)]

    assert len(set(drawn)) == MANY


@invariant
@given(seeds)
def test_a_uuid_is_random_of_version_4(seed):
    assert UUID_4.fullmatch(Ids(seed).uuid())


@invariant
@given(seeds)
def test_a_hexadecimal_id_has_32_digits(seed):
    assert re.fullmatch("[0-9a-f]{32}", Ids(seed).hexadecimal())


@invariant
@given(seeds, st.lists(st.sampled_from(list(DRAWS)), max_size=20))
def test_the_same_seed_and_the_same_calls_give_the_same_ids(seed, kinds):
    ids, others = Ids(seed), Ids(seed)

    assert [DRAWS[kind](ids) for kind in kinds] == [DRAWS[kind](others) for kind in kinds]


@invariant
@given(seeds, seeds)
def test_two_seeds_share_no_id(seed, other):
    ids, others = Ids(seed), Ids(other)

    common = {ids.uuid() for _ in range(20)} & {others.uuid() for _ in range(20)}
    assert (common == set()) is (seed != other)


@invariant
@given(seeds, st.integers(0, 20), st.integers(0, 20))
def test_a_source_goes_on_where_another_of_its_seed_stopped(seed, before, after):
    ids = Ids(seed)
    for _ in range(before):
        ids.uuid()

    continued = Ids(seed, ids.drawn)

    assert [continued.uuid() for _ in range(after)] == [ids.uuid() for _ in range(after)]


@invariant
@given(seeds, st.integers(), st.integers(0, 10**9))
def test_a_number_lies_within_its_bounds(seed, low, room):
    assert low <= Ids(seed).number(low, low + room) <= low + room


def test_both_bounds_of_a_number_are_drawn():
    ids = Ids("world")

    assert {ids.number(1, 6) for _ in range(200)} == {1, 2, 3, 4, 5, 6}
