import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ragmock.domain.lifecycle import (
    IMMEDIATE,
    WORKING,
    Failure,
    Run,
    Stage,
    entered,
    foreseen,
    is_busy,
    progress,
    reached,
    stage,
)

invariant = settings(deadline=None, derandomize=True, max_examples=300)

START = 1_700_000_000.0
FOREVER = START + 1e9
PACE = {
    Stage.WAITING: 1,
    Stage.PARSING: 2,
    Stage.CLEANING: 4,
    Stage.SPLITTING: 8,
    Stage.INDEXING: 16,
}
#: Seconds whose sum less one of them is not the other, as computers count.
SAME = {Stage.WAITING: 1.6399344569690584, Stage.CLEANING: 1.6399344569690584}
#: The way of a run that nothing stops. A pause is one of indexing, an error an end.
ORDER = (*WORKING, Stage.COMPLETED)
PLACE = {**{step: place for place, step in enumerate(ORDER)}, Stage.PAUSED: 4, Stage.ERROR: 5}

seconds = st.one_of(st.sampled_from([0.0, 0.1, 0.6, 1.0]), st.floats(0, 1e6))
paces = st.dictionaries(st.sampled_from(WORKING), seconds)
shares = st.one_of(st.sampled_from([0.0, 0.6, 1.0]), st.floats(0, 1))
failures = st.builds(Failure, st.sampled_from(WORKING), st.just("it cannot be read"), shares)
holds = st.sampled_from([*WORKING, Stage.PAUSED])
orders = st.lists(seconds.map(START.__add__), max_size=6).map(sorted).map(tuple)
moments = seconds.map(START.__add__)


never = st.none()


def runs(failure=never | failures, held=never | holds, told=never | orders):
    return st.builds(Run, st.just(START), paces, failure, held, told)


def way(run, now):
    """Give when a run came to each stage that it has come to, in order."""
    return [at for step in ORDER if (at := entered(run, step, now)) is not None]


# ---------------------------------------------------------------------- by the clock
# Seconds since it was submitted, and the stage of a run at the pace above.
TIMES = [
    (0, Stage.WAITING),
    (0.9, Stage.WAITING),
    (1, Stage.PARSING),
    (3, Stage.CLEANING),
    (7, Stage.SPLITTING),
    (14.9, Stage.SPLITTING),
    (15, Stage.INDEXING),
    (31, Stage.COMPLETED),
    (1e9, Stage.COMPLETED),
]


@pytest.mark.parametrize(("after", "expected"), TIMES)
def test_each_stage_lasts_as_long_as_the_pace_says(after, expected):
    assert stage(Run(START, PACE), START + after) is expected


def test_a_run_came_to_each_stage_when_the_one_before_was_over():
    assert [at - START for at in way(Run(START, PACE), FOREVER)] == [0, 1, 3, 7, 15, 31]


def test_a_run_has_not_come_to_what_lies_ahead():
    assert [at - START for at in way(Run(START, PACE), START + 5)] == [0, 1, 3]


def test_a_stage_that_the_pace_does_not_name_takes_no_time():
    run = Run(START, {Stage.SPLITTING: 5})

    assert stage(run, START) is Stage.SPLITTING
    assert [at - START for at in way(run, FOREVER)] == [0, 0, 0, 0, 5, 5]


def test_an_immediate_run_is_completed_when_it_is_submitted():
    run = Run(START, IMMEDIATE)

    assert stage(run, START) is Stage.COMPLETED
    assert way(run, START) == [START] * len(ORDER)


@invariant
@given(runs(), moments, moments)
def test_a_run_only_goes_forward_as_time_passes(run, one, other):
    earlier, later = sorted((one, other))

    assert PLACE[stage(run, earlier)] <= PLACE[stage(run, later)]


@invariant
@given(runs(), moments)
@example(Run(START, SAME, Failure(Stage.CLEANING, "as soon as it is cleaned", 0.0)), START + 2)
def test_no_stage_was_entered_after_the_next(run, now):
    times = [*way(run, now), *filter(None, [entered(run, Stage.ERROR, now)])]

    assert times[0] == run.submitted_at
    assert times == sorted(times)
    assert times[-1] <= now


@invariant
@given(runs(), moments)
def test_the_stages_that_were_entered_are_those_up_to_the_present_one(run, now):
    present = stage(run, now)
    last = run.failure.stage if present is Stage.ERROR else present

    known = [entered(run, step, now) is not None for step in ORDER]

    assert known == [PLACE[step] <= PLACE[last] for step in ORDER]
    assert (entered(run, Stage.ERROR, now) is not None) is (present is Stage.ERROR)


@invariant
@given(runs(), moments)
def test_what_was_once_entered_stays_entered_at_the_same_time(run, now):
    before, after = way(run, now), way(run, FOREVER)

    assert before == after[: len(before)]


@invariant
@given(runs(), st.sampled_from(ORDER), moments)
def test_a_stage_begins_when_it_was_entered(run, step, now):
    at = entered(run, step, FOREVER)

    assert at is None or (PLACE[stage(run, now)] >= PLACE[step]) is (now >= at)


# ---------------------------------------------------------------------- held
@pytest.mark.parametrize("step", [*WORKING, Stage.PAUSED])
def test_a_held_run_stays_for_ever_where_it_is_held(step):
    run = Run(START, PACE, held=step)

    assert stage(run, START) is Stage.WAITING
    assert stage(run, FOREVER) is step
    assert len(way(run, FOREVER)) == PLACE[step] + 1


def test_a_run_is_paused_when_it_is_to_be_indexed():
    run = Run(START, PACE, held=Stage.PAUSED)

    assert entered(run, Stage.PAUSED, START + 14.9) is None
    assert entered(run, Stage.PAUSED, FOREVER) == START + 15
    assert entered(Run(START, PACE), Stage.PAUSED, FOREVER) is None


@invariant
@given(runs(failure=never, held=holds, told=never), moments)
def test_a_held_run_comes_as_far_as_it_would_and_no_further(run, now):
    free = stage(Run(run.submitted_at, run.pace), now)

    expected = run.held if PLACE[free] >= PLACE[run.held] else free
    assert stage(run, now) is expected


# ---------------------------------------------------------------------- failed
@pytest.mark.parametrize("step", WORKING)
def test_a_run_fails_at_the_end_of_the_stage_that_its_failure_names(step):
    run = Run(START, PACE, Failure(step, "it cannot be read"))
    over = START + sum(PACE[each] for each in WORKING[: PLACE[step] + 1])

    assert stage(run, over - 0.1) is step
    assert stage(run, over) is stage(run, FOREVER) is Stage.ERROR
    assert entered(run, Stage.ERROR, over) == over
    assert len(way(run, FOREVER)) == PLACE[step] + 1


def test_a_run_may_fail_when_a_share_of_the_stage_is_done():
    run = Run(START, PACE, Failure(Stage.INDEXING, "it cannot be read", 0.75))

    assert stage(run, START + 15 + 11.9) is Stage.INDEXING
    assert stage(run, START + 15 + 12.1) is Stage.ERROR
    assert progress(run, FOREVER) == 0.75


@invariant
@given(runs(failure=failures, told=never))
def test_a_run_that_fails_is_never_completed(run):
    first = run.held is None or PLACE[run.failure.stage] < PLACE[run.held]

    assert stage(run, FOREVER) is (Stage.ERROR if first else run.held)


# ---------------------------------------------------------------------- told to go on
@pytest.mark.parametrize("times", range(8))
def test_a_run_that_waits_to_be_told_goes_on_by_one_stage_each_time(times):
    told = tuple(START + 10 * n for n in range(1, times + 1))
    run = Run(START, PACE, told=told)

    assert stage(run, FOREVER) is ORDER[min(times, 5)]
    assert way(run, FOREVER) == [START, *told[:5]]


@invariant
@given(runs(failure=never, held=never, told=orders))
def test_time_alone_moves_no_run_that_waits_to_be_told(run):
    assert stage(run, FOREVER) is ORDER[min(len(run.told), 5)]


# ---------------------------------------------------------------------- how much is indexed
def test_the_share_that_is_indexed_grows_while_it_is_indexed():
    run = Run(START, PACE)

    shares_ = [progress(run, START + after) for after in (0, 15, 19, 27, 31, 1e9)]
    assert shares_ == [0, 0, 0.25, 0.75, 1, 1]


def test_a_share_was_reached_at_its_time():
    run = Run(START, PACE)

    assert reached(run, 0.25, FOREVER) == START + 19
    assert reached(run, 0.75, START + 19) is None


@pytest.mark.parametrize("held", [Stage.INDEXING, Stage.PAUSED])
def test_nothing_is_indexed_where_indexing_is_held(held):
    assert progress(Run(START, PACE, held=held), FOREVER) == 0


@invariant
@given(runs(), moments, moments)
def test_the_share_that_is_indexed_never_shrinks(run, one, other):
    earlier, later = sorted((one, other))

    assert 0 <= progress(run, earlier) <= progress(run, later) <= 1


@invariant
@given(runs(), moments)
def test_all_is_indexed_exactly_when_it_is_completed(run, now):
    if stage(run, now) is Stage.COMPLETED:
        assert progress(run, now) == 1
    if stage(run, now) in WORKING[:-1]:
        assert progress(run, now) == 0


@invariant
@given(runs(), shares, shares, moments)
def test_a_larger_share_is_not_reached_before_a_smaller_one(run, one, other, now):
    less, more = sorted((one, other))
    at = reached(run, more, now)

    assert at is None or entered(run, Stage.INDEXING, now) <= reached(run, less, now) <= at


# ---------------------------------------------------------------------- the table
BUSY = {
    Stage.WAITING: True,
    Stage.PARSING: True,
    Stage.CLEANING: True,
    Stage.SPLITTING: True,
    Stage.INDEXING: True,
    Stage.PAUSED: True,
    Stage.COMPLETED: False,
    Stage.ERROR: False,
}


@pytest.mark.parametrize("at", Stage)
def test_an_indexing_is_under_way_until_it_is_completed_or_failed(at):
    assert is_busy(at) is BUSY[at]


@invariant
@given(runs(told=never), st.sampled_from(Stage), moments)
def test_a_run_comes_to_a_stage_when_it_is_foreseen_and_to_no_other(run, step, now):
    expected = foreseen(run, step)

    assert (entered(run, step, now) is not None) == (expected is not None and expected <= now)


@given(st.sampled_from(WORKING[1:]))
def test_nothing_is_due_before_a_run_is_told_to_go_on(step):
    assert foreseen(Run(START, {}, told=()), step) is None
