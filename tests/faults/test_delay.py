"""How long answers are to take; nobody waits here."""

from random import Random
from statistics import median

import pytest

from ragmock.faults.delay import LONGEST, delay_of


def draws(said, count=1000, seed=1):
    delay, random = delay_of(said), Random(seed)  # noqa: S311
    return [delay.draw(random) for _ in range(count)]


def test_a_fixed_delay_is_always_the_same():
    assert set(draws({"fixed": "1m200ms"})) == {60.2}


def test_a_uniform_delay_is_between_its_bounds():
    seconds = draws({"uniform": ["100ms", "1s"]})

    assert 0.1 <= min(seconds) < 0.15
    assert 0.95 < max(seconds) <= 1


def test_half_of_the_lognormal_delays_are_below_the_median_and_some_far_above():
    seconds = draws({"lognormal": {"median": "300ms", "sigma": 0.4}})

    assert median(seconds) == pytest.approx(0.3, rel=0.1)
    assert min(seconds) > 0
    assert max(seconds) > 0.6


def test_no_draw_is_longer_than_the_longest_delay():
    assert max(draws({"lognormal": {"median": "1m", "sigma": 10}})) == LONGEST


@pytest.mark.parametrize(
    "said", [{"uniform": ["0s", "1s"]}, {"lognormal": {"median": "1s", "sigma": 1}}]
)
def test_a_seed_gives_the_same_delays_and_another_gives_others(said):
    assert draws(said, seed=1) == draws(said, seed=1) != draws(said, seed=2)
