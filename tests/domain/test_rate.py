"""A world takes so many requests in any minute of its clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragmock.domain.rate import Requests
from ragmock.domain.untimely import RateReached

NOON = 1_700_000_000.0


def passes(requests, now, limit):
    try:
        requests.count(now, limit)
    except RateReached:
        return False
    return True


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_so_many_requests_pass_in_a_minute(limit):
    requests = Requests()

    assert [passes(requests, NOON + n, limit) for n in range(5)] == [
        number < limit for number in range(5)
    ]


def test_the_window_slides():
    requests = Requests()
    times = [0, 30, 59, 60, 61, 90]

    assert [passes(requests, NOON + each, 2) for each in times] == [
        True,
        True,
        False,  # 0 and 30 are in the window
        False,  # 30 and 59, which was refused and counts
        False,
        False,
    ]
    assert passes(requests, NOON + 150, 2)


@given(st.lists(st.floats(0, 100), max_size=30), st.integers(0, 4))
def test_a_request_is_refused_when_there_were_so_many_before(pauses, limit):
    requests, now, made = Requests(), NOON, []
    for pause in pauses:
        now += pause
        in_window = [each for each in made if each > now - 60]

        assert passes(requests, now, limit) == (len(in_window) < limit)

        made.append(now)


@pytest.mark.parametrize(("wait", "is_free"), [(-0.001, False), (0.001, True)])
@given(st.lists(st.floats(0, 30), min_size=5, max_size=10), st.integers(1, 4))
def test_a_refusal_says_when_one_is_free(wait, is_free, pauses, limit):
    requests, now = Requests(), NOON
    for pause in pauses:
        now += pause
        passes(requests, now, limit)
    try:
        requests.count(now, limit)
    except RateReached as refused:
        then = now + refused.wait + wait

        assert passes(requests, then, limit) == is_free


def test_where_none_pass_none_is_free_ever():
    with pytest.raises(RateReached) as refused:
        Requests().count(NOON, 0)

    assert (refused.value.wait, refused.value.free_at) == (None, None)


def test_what_was_made_before_the_clock_was_set_back_does_not_count():
    requests = Requests()
    passes(requests, NOON, 1)

    assert passes(requests, NOON - 1000, 1)
    assert not passes(requests, NOON - 999, 1)


def test_no_more_is_kept_than_matters():
    requests = Requests()
    for number in range(10_000):
        passes(requests, NOON + number / 1000, 3)

    assert len(requests._times) == 3  # noqa: SLF001 - what a process keeps cannot be seen from outside
