"""How moments and lengths of time are said."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragmock.domain.clock import Clock, utc, written
from ragmock.domain.turning import moment, seconds, turn
from ragmock.domain.untimely import BadTime

NOON = 1_700_000_000.0


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("30s", 30),
        ("500ms", 0.5),
        ("2m", 120),
        ("1h", 3600),
        ("1h30m", 5400),
        ("1d", 86400),
        ("1.5s", 1.5),
        ("1m30s500ms", 90.5),
        ("0s", 0),
        (30, 30),
        (0.25, 0.25),
        (0, 0),
        (timedelta(minutes=2), 120),
    ],
)
def test_a_length_of_time_is_read(said, expected):
    assert seconds(said) == expected


@pytest.mark.parametrize(
    "said",
    ["", "30", "s", "30 s", "-30s", "5 parsecs", "1y", "30S", "1e3s", "٣s", "30s\n", "1h-30m", -1],
)
def test_what_is_no_length_of_time_is_refused(said):
    with pytest.raises(BadTime):
        seconds(said)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-01-01T00:00:00Z", 1_767_225_600),
        ("2026-01-01T00:00:00.25+00:00", 1_767_225_600.25),
        ("2026-01-01T01:00:00+01:00", 1_767_225_600),
        (datetime(2026, 1, 1, tzinfo=UTC), 1_767_225_600),
        (datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=8))), 1_767_225_600),
        (1_767_225_600, 1_767_225_600),
    ],
)
def test_a_moment_is_read(said, expected):
    assert moment(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        *("", "tomorrow", "2026-01-01T00:00:00", "2026-01-01", "2026-13-01T00:00:00Z"),
        *("10000-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "1767225600"),
        datetime(2026, 1, 1),  # noqa: DTZ001 - that is the point
    ],
)
def test_what_is_no_moment_is_refused(said):
    with pytest.raises(BadTime):
        moment(said)


@given(st.integers(0, 253_402_214_400_000_000))
def test_a_moment_is_read_as_it_is_written(microseconds):
    told = written(microseconds / 1e6)

    assert written(moment(told)) == told
    assert utc(moment(told)) == datetime.fromisoformat(told)


@pytest.mark.parametrize("said", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_the_first_and_the_last_moments_are_refused(said):
    clock = Clock(lambda: NOON)

    with pytest.raises(BadTime):
        turn(clock, {"set": said}, lambda: None)

    assert clock.now() == NOON


def test_the_next_thing_is_when_it_is_due():
    clock = Clock(lambda: NOON)
    turn(clock, {"advance": "next"}, lambda: NOON + 5)

    assert clock.now() == NOON + 5


def test_where_nothing_is_due_a_clock_stays():
    clock = Clock(lambda: NOON)
    turn(clock, {"advance": "next"}, lambda: None)

    assert clock.now() == NOON
