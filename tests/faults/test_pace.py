"""How often a fault fires as time goes by; here time is an argument."""

import pytest

from ragmock.faults.pace import Count, Pace, Quota


def course(count, *moments):
    """Tell for requests at these seconds which fail; what is spent is not asked."""
    return "".join("+-"[not count.is_spent(now) and count.fires(now)] for now in moments)


@pytest.mark.parametrize(
    ("pace", "moments", "expected"),
    [
        (Pace(until=10), (0, 9.9, 10, 11), "--++"),
        (Pace(outage=10), (100, 105, 109.9, 110, 200), "---++"),
        (Pace(outage=10, succeed_first=2), (0, 50, 100, 109, 110), "++--+"),
        (Pace(outage=10, times=1), (0, 1, 2), "-++"),
        (Pace(quota=Quota(2, 10)), (0, 1, 2, 3), "++--"),
        (Pace(quota=Quota(2, 10)), (0, 5, 9.9, 10, 14.9, 15), "++-+-+"),
        (Pace(quota=Quota(1, 10), times=1), (0, 1, 2), "+-+"),
    ],
)
def test_a_fault_fires_in_its_time(pace, moments, expected):
    assert course(Count(pace), *moments) == expected


@pytest.mark.parametrize(
    ("now", "seconds"), [(0, 10), (0.1, 10), (4, 6), (4.5, 6), (9.0, 1), (9.9, 1)]
)
def test_whoever_waits_as_long_as_is_said_passes(now, seconds):
    count = Count(Pace(quota=Quota(1, 10)))
    told = course(count, 0, now)

    assert told == "+-"
    assert count.retry_after(now) == seconds
    assert course(count, now + seconds) == "+"


def test_requests_that_are_refused_do_not_use_up_the_quota():
    count = Count(Pace(quota=Quota(1, 10)))

    assert course(count, 0, 9, 10, 19, 20) == "+-+-+"


def test_where_nothing_passes_a_client_waits_the_whole_time():
    count = Count(Pace(quota=Quota(0, 2.5)))
    told = course(count, 0)

    assert (told, count.retry_after(0)) == ("-", 3)


def test_what_is_spent_counts_no_requests():
    count = Count(Pace(times=1))
    course(count, 0, 1, 2)

    assert (count.matched, count.fired) == (1, 1)


def test_a_draw_is_made_for_requests_that_would_else_fail():
    once, later = (Count(Pace(probability=0.5, succeed_first=first)) for first in (0, 5))

    assert course(later, *range(25))[5:] == course(once, *range(20))
