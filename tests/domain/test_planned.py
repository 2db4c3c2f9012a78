"""Which preset an indexing gets."""

import pytest

from ragmock.domain.errors import OnlyOfErrors
from ragmock.domain.lifecycle import IMMEDIATE, Failure, Run, Stage
from ragmock.domain.planned import Plan, choose
from ragmock.domain.progression import Ending, Preset, Progression, progression_of, start

PAUSED = Ending(Stage.PAUSED)
STUCK = Ending(Stage.WAITING)


# ---------------------------------------------------------------------- where it ends
@pytest.mark.parametrize(
    ("ending", "preset"),
    [
        (Ending(), Preset()),
        (Ending(Stage.SPLITTING), Preset(held=Stage.SPLITTING)),
        (PAUSED, Preset(held=Stage.PAUSED)),
        (Ending(Stage.ERROR, "no"), Preset(failure=Failure(Stage.PARSING, "no"))),
        (Ending(Stage.ERROR, "no", 0.6), Preset(failure=Failure(Stage.INDEXING, "no", 0.6))),
        (Ending(Stage.ERROR, "no", 0), Preset(failure=Failure(Stage.INDEXING, "no", 0))),
    ],
)
def test_an_ending_is_a_preset(ending, preset):
    assert ending.preset("a.txt") == preset


@pytest.mark.parametrize("share", [None, 0.6])
def test_a_failure_without_a_reason_names_the_file(share):
    assert Ending(Stage.ERROR, share=share).preset("a.txt").failure.reason.startswith("a.txt: ")


@pytest.mark.parametrize("stage", [each for each in Stage if each is not Stage.ERROR])
@pytest.mark.parametrize("said", [{"reason": "no"}, {"share": 0.0}])
def test_only_an_error_has_a_reason_and_a_share(stage, said):
    with pytest.raises(OnlyOfErrors):
        Ending(stage, **said)


# ---------------------------------------------------------------------- what is planned
@pytest.mark.parametrize(
    ("pattern", "name", "matches"),
    [
        ("report*.pdf", "report-1.pdf", True),
        ("report*.pdf", "report.pdf", True),
        ("report*.pdf", "report.pdf.txt", False),
        ("report*.pdf", "Report-1.pdf", False),
        ("?.txt", "a.txt", True),
        ("?.txt", "ab.txt", False),
        ("[ab].txt", "b.txt", True),
        ("*", "whatever", True),
        ("报告*", "报告一", True),
    ],
)
def test_a_plan_is_for_the_files_whose_whole_name_matches(pattern, name, matches):
    chosen, _ = choose([Plan(pattern, PAUSED)], name)

    assert chosen == (Preset(held=Stage.PAUSED) if matches else Preset())


def test_the_newest_plan_that_matches_is_taken():
    plans = [Plan("*.txt", PAUSED), Plan("a*", STUCK), Plan("b*", Ending())]

    assert choose(plans, "a.txt")[0] == Preset(held=Stage.WAITING)
    assert choose(plans, "c.txt")[0] == Preset(held=Stage.PAUSED)


def test_a_plan_goes_before_the_marker_in_the_name():
    name = "ragmock-stuck.txt"

    assert choose([Plan("*", PAUSED)], name)[0] == Preset(held=Stage.PAUSED)
    assert choose([Plan("*", Ending())], name)[0] == Preset()
    assert choose([Plan("b*", PAUSED)], name)[0] == Preset(held=Stage.WAITING)


def test_a_plan_for_so_many_files_is_gone_after_the_last():
    plans = (Plan("*", PAUSED), Plan("*", STUCK, 2))
    seen = []
    for name in ("1", "2", "3"):
        chosen, plans = choose(plans, name)
        seen.append((chosen.held, len(plans)))

    assert seen == [(Stage.WAITING, 2), (Stage.WAITING, 1), (Stage.PAUSED, 1)]


def test_a_plan_is_not_used_up_by_files_that_it_does_not_match():
    plans = (Plan("a", PAUSED, 1), Plan("b", STUCK, 1))

    assert choose(plans, "c")[1] == plans
    assert choose(plans, "a")[1] == plans[1:]


def test_of_two_equal_plans_one_is_used():
    plans = (Plan("*", STUCK, 1), Plan("*", STUCK, 1))

    assert choose(plans, "a")[1] == plans[:1]


# ---------------------------------------------------------------------- how it goes on
@pytest.mark.parametrize("progression", Progression)
def test_an_indexing_tells_what_makes_it_go_on(progression):
    assert progression_of(start(progression, 0.6, 0, 1, Preset())) is progression


def test_an_indexing_without_a_pace_is_immediate():
    assert progression_of(Run(0, IMMEDIATE)) is Progression.IMMEDIATE
