"""A clock goes forward, at the speed that was said, from the moment that was said."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ragmock.domain.clock import EARLIEST, FASTEST, LATEST, SLOWEST, Clock, utc, written
from ragmock.domain.untimely import BadTime

NOON = 1_700_000_000.0


class Machine:
    """What the machine's own clock says."""

    def __init__(self):
        self.says = NOON

    def __call__(self):
        return self.says


@pytest.fixture
def machine():
    return Machine()


@pytest.fixture
def clock(machine):
    return Clock(machine)


STEPS = st.one_of(
    st.tuples(st.just("pass"), st.floats(0, 1e7)),
    st.tuples(st.just("set back"), st.floats(0, 1e7)),  # the machine's clock, not this one
    st.tuples(st.just("freeze"), st.booleans()),
    st.tuples(st.just("speed"), st.floats(SLOWEST, FASTEST)),
    st.tuples(st.just("advance"), st.floats(0, 1e7)),
)


@given(st.lists(STEPS, max_size=30))
def test_a_clock_never_goes_back_unless_it_is_set(steps):
    machine = Machine()
    clock = Clock(machine)
    for what, value in steps:
        before = clock.now()
        match what:
            case "pass":
                machine.says += value
            case "set back":
                machine.says -= value
            case "freeze":
                clock.freeze(frozen=value)
            case "speed":
                clock.run_at(value)
            case "advance":
                clock.set(min(before + value, LATEST))
        now = clock.now()

        assert now >= before
        assert written(now)

        if what in ("freeze", "speed", "set back"):
            assert now == before  # it does not jump


@given(st.floats(EARLIEST, LATEST))
def test_a_clock_says_what_it_is_set_to(moment):
    clock = Clock(Machine())
    clock.set(moment)

    assert clock.now() == moment


def test_a_clock_is_the_machines_at_first(clock, machine):
    machine.says += 0.1

    assert clock.now() == machine.says
    assert (clock.speed, clock.frozen) == (1, False)


def test_a_frozen_clock_stands_still_until_it_is_let_go(clock, machine):
    clock.freeze()
    machine.says += 100
    stood = clock.now()
    clock.freeze(frozen=False)
    machine.says += 1

    assert (stood, clock.now()) == (NOON, NOON + 1)


def test_a_frozen_clock_can_be_set_and_advanced_and_stays_frozen(clock, machine):
    clock.freeze()
    clock.set(5)
    clock.advance(2.5)
    machine.says += 100

    assert (clock.now(), clock.frozen) == (7.5, True)


def test_a_fast_clock_goes_so_many_seconds_in_one(clock, machine):
    clock.run_at(10)
    machine.says += 3

    assert clock.now() == NOON + 30


def test_a_speed_that_is_said_of_a_frozen_clock_holds_when_it_is_let_go(clock, machine):
    clock.freeze()
    clock.run_at(10)
    machine.says += 3
    clock.freeze(frozen=False)
    machine.says += 3

    assert clock.now() == NOON + 30


def test_a_clock_goes_on_when_that_of_the_machine_is_set_back(clock, machine):
    machine.says += 10
    clock.now()
    machine.says -= 1000
    clock.now()
    machine.says += 1

    assert clock.now() == NOON + 11


def test_a_clock_that_is_held_says_one_moment_until_it_is_let_go(clock, machine):
    clock.hold(NOON)
    machine.says += 5
    held = clock.now()
    clock.hold(None)

    assert (held, clock.now()) == (NOON, NOON + 5)


def test_a_clock_that_is_turned_while_it_is_held_goes_on_from_there(clock, machine):
    clock.hold(NOON)
    machine.says += 5
    clock.advance(60)
    machine.says += 1

    assert clock.now() == NOON + 61


def test_at_the_end_of_time_a_clock_stands_still(clock, machine):
    clock.set(LATEST - 1)
    machine.says += 100

    assert clock.now() == LATEST
    assert utc(clock.now()).year == 9999


@pytest.mark.parametrize("speed", [0, -1, SLOWEST / 2, FASTEST * 2, inf, -inf, nan])
def test_a_speed_that_is_none_changes_nothing(clock, speed):
    with pytest.raises(BadTime):
        clock.run_at(speed)

    assert clock.speed == 1


@pytest.mark.parametrize("moment", [-1, LATEST + 1, 1e300, inf, -inf, nan])
def test_a_moment_that_cannot_be_written_changes_nothing(clock, moment):
    with pytest.raises(BadTime):
        clock.set(moment)
    with pytest.raises(BadTime):
        clock.advance(moment - NOON)

    assert clock.now() == NOON
