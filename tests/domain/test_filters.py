from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.domain.filters import COMPARISONS, Condition, Filter

AUTHOR = {"author": "Ada Lovelace", "year": 1843, "price": 12.5, "none": None, "blank": ""}
HUGE = 10**400


def short(value):
    return repr(value)[:20]


HOLDS = [
    ("author", "contains", "Love"),
    ("author", "contains", ""),
    ("author", "not contains", "love"),
    ("author", "start with", "Ada"),
    ("author", "end with", "lace"),
    ("author", "is", "Ada Lovelace"),
    ("author", "is not", "Ada"),
    ("author", "not empty", None),
    ("author", "in", ["Ada Lovelace", "Grace Hopper"]),
    ("author", "in", "Grace Hopper, Ada Lovelace"),
    ("author", "not in", ["Ada", "Lovelace"]),
    ("author", "not in", "Ada,Lovelace"),
    ("author", "not in", []),
    ("year", "=", 1843),
    ("year", "=", 1843.0),
    ("year", "=", "1843"),
    ("year", "=", " 1843.0 "),
    ("year", "≠", 1844),
    ("year", ">", 1842.9),
    ("year", "<", "1844"),
    ("year", "≥", 1843),
    ("year", "≤", 1843),
    ("year", "after", 1842),
    ("year", "before", 1844),
    ("year", "is", "1843"),
    ("year", "is", 1843.0),
    ("year", "is not", "1843.0"),
    ("year", "contains", "84"),
    ("year", "contains", 84),
    ("year", "start with", 18),
    ("year", "in", [1842, 1843]),
    ("year", "in", ["1843"]),
    ("year", "in", "1842,1843"),
    ("year", "in", 1843),
    ("year", "not in", [HUGE, "x"]),
    ("year", "<", 10**100),
    ("year", ">", -(10**100)),
    ("year", "<", inf),
    ("year", "≠", 1e308),
    ("price", "is", "12.5"),
    ("price", "=", "1.25e1"),
    ("price", "in", [12, 12.5]),
    ("blank", "is", ""),
    ("blank", "not empty", None),
    ("blank", "in", ""),
    ("none", "empty", None),
    ("missing", "empty", "whatever"),
]
FAILS = [
    ("author", "contains", "love"),
    ("author", "not contains", "Love"),
    ("author", "start with", "Lovelace"),
    ("author", "end with", "Ada"),
    ("author", "is", "Ada"),
    ("author", "is", "ada lovelace"),
    ("author", "is", None),
    ("author", "is not", "Ada Lovelace"),
    ("author", "empty", None),
    ("author", "in", ["Ada", "Lovelace"]),
    ("author", "in", []),
    ("author", "in", None),
    ("author", "not in", ["Ada Lovelace"]),
    ("author", "not in", " Ada Lovelace ,x"),
    ("year", "=", 1844),
    ("year", "≠", 1843),
    ("year", "≠", "1843.0"),
    ("year", ">", 1843),
    ("year", "<", 1843),
    ("year", "≥", 1844),
    ("year", "≤", 1842),
    ("year", "after", 1843),
    ("year", "before", 1843),
    ("year", ">", 10**100),
    ("year", "is", "1843.0"),
    ("year", "in", [184, 3]),
    ("year", "not in", "1842, 1843"),
    ("blank", "empty", None),
    ("none", "not empty", None),
]
NUMERIC = ("=", "≠", ">", "<", "≥", "≤", "before", "after")


@pytest.mark.parametrize(("field", "comparison", "wanted"), HOLDS, ids=short)
def test_a_condition_holds(field, comparison, wanted):
    assert Condition(field, comparison, wanted).holds(AUTHOR)


@pytest.mark.parametrize(("field", "comparison", "wanted"), FAILS, ids=short)
def test_a_condition_does_not_hold(field, comparison, wanted):
    assert not Condition(field, comparison, wanted).holds(AUTHOR)


def test_the_tables_have_every_comparison():
    for table in (HOLDS, FAILS):
        assert {comparison for _, comparison, _ in table} == COMPARISONS.keys()


@pytest.mark.parametrize("comparison", [each for each in COMPARISONS if each != "empty"])
@pytest.mark.parametrize("field", ["missing", "none"])
@pytest.mark.parametrize("wanted", ["", "x", 0, None, [], ["", "x"], nan], ids=short)
def test_what_has_no_value_is_empty_and_satisfies_nothing_else(comparison, field, wanted):
    assert not Condition(field, comparison, wanted).holds(AUTHOR)


@pytest.mark.parametrize("comparison", NUMERIC)
@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("Ada", 5),
        (5, "Ada"),
        ("", 5),
        (5, ""),
        (5, None),
        (5, []),
        (5, [5]),
        (5, HUGE),
        ("nan", 5),
        (5, "NaN"),
        (5, nan),
    ],
    ids=short,
)
def test_what_is_no_number_satisfies_no_comparison_of_numbers(comparison, value, wanted):
    assert not Condition("field", comparison, wanted).holds({"field": value})


scalars = st.text(max_size=3) | st.integers() | st.floats() | st.sampled_from([HUGE, -HUGE])


@settings(deadline=None, derandomize=True, max_examples=300)
@given(
    st.sampled_from(sorted(COMPARISONS)),
    st.none() | scalars,
    st.none() | scalars | st.lists(scalars, max_size=2),
)
def test_whatever_is_compared_there_is_an_answer(comparison, value, wanted):
    assert isinstance(Condition("field", comparison, wanted).holds({"field": value}), bool)


@pytest.mark.parametrize(
    ("comparison", "opposite"),
    [
        ("contains", "not contains"),
        ("is", "is not"),
        ("empty", "not empty"),
        ("in", "not in"),
        ("=", "≠"),
        (">", "≤"),
        ("<", "≥"),
    ],
)
@pytest.mark.parametrize("value", ["12", 12, 13.5, 11], ids=short)
def test_a_comparison_and_its_opposite_share_every_value(comparison, opposite, value):
    one, other = (
        Condition("field", each, "12").holds({"field": value}) for each in (comparison, opposite)
    )

    assert one is not other


# ---------------------------------------------------------------------- several conditions
YES, NO = Condition("year", "=", 1843), Condition("year", "=", 0)


@pytest.mark.parametrize(
    ("conditions", "all_hold", "any_holds"),
    [
        ((), True, True),
        ((YES,), True, True),
        ((NO,), False, False),
        ((YES, NO), False, True),
        ((NO, YES), False, True),
        ((YES, YES), True, True),
        ((NO, NO), False, False),
    ],
)
def test_all_conditions_must_hold_or_any(conditions, all_hold, any_holds):
    assert Filter(conditions).passes(AUTHOR) is all_hold
    assert Filter(conditions, any_will_do=True).passes(AUTHOR) is any_holds


def test_without_conditions_a_document_without_metadata_passes():
    assert Filter().passes({})
