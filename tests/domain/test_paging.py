import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.domain.paging import DEFAULT_SIZE, LARGEST_SIZE, matches, page

invariant = settings(deadline=None, derandomize=True)

lists = st.integers(0, 260).map(range)
numbers = st.integers(-3, 12)
limits = st.integers(-3, 130)

# Few letters, so that keywords are found often; and what regular expressions or databases know.
letters = st.sampled_from("aaabb.*+?[(\\^$\n ü知")
texts = st.text(letters, max_size=12)
keywords = st.text(letters | st.sampled_from("%%__"), max_size=8)


def like(pattern, text):
    """Match a whole text as SQL's LIKE does, by its definition."""
    if not pattern:
        return not text
    first, rest = pattern[0], pattern[1:]
    if first == "%":
        return any(like(rest, text[place:]) for place in range(len(text) + 1))
    return text != "" and first in ("_", text[0]) and like(rest, text[1:])


# ---------------------------------------------------------------------- pages
def test_a_page_is_cut_out_of_the_list():
    shown = page("abcdefg", 2, 3)

    assert (shown.items, shown.total, shown.number, shown.limit) == ("def", 7, 2, 3)
    assert (shown.has_more, shown.pages) == (True, 3)


# What was asked of a list of 250, and which items it is given.
ASKED = {
    "the first": ((1, 20), range(20)),
    "the second": ((2, 20), range(20, 40)),
    "the last, which is not full": ((3, 100), range(200, 250)),
    "one behind the last": ((4, 100), range(0)),
    "one before the first": ((0, 20), range(20)),
    "a negative one": ((-7, 20), range(20)),
    "more than a page holds": ((1, 101), range(100)),
    "the next of more than a page holds": ((2, 1000), range(100, 200)),
    "none": ((1, 0), range(20)),
    "less than none": ((2, -1), range(20, 40)),
    "all too much": ((10**30, 10**30), range(0)),
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_page_that_was_asked_for(asked):
    (number, limit), expected = ASKED[asked]

    shown = page(range(250), number, limit)

    assert list(shown.items) == list(expected)
    assert (shown.total, shown.number, shown.limit) == (250, number, limit)


def test_there_is_more_when_the_page_is_as_full_as_was_asked():
    assert page("abc", 1, 3).has_more is True
    assert page("abc", 1, 4).has_more is False
    assert page("", 1, 1).has_more is False


def test_of_more_than_a_page_holds_there_never_is_more():
    assert page(range(250), 1, 101).has_more is False


@invariant
@given(lists, numbers, limits)
def test_a_page_never_holds_more_than_100(items, number, limit):
    shown = page(items, number, limit)

    assert len(shown.items) <= min(LARGEST_SIZE, limit if limit > 0 else DEFAULT_SIZE)


@invariant
@given(lists, limits)
def test_the_pages_put_together_are_the_list(items, limit):
    pages = page(items, 1, limit).pages

    together = [item for number in range(1, pages + 1) for item in page(items, number, limit).items]

    assert together == list(items)


@invariant
@given(lists, limits)
def test_every_page_but_the_last_is_full_and_none_is_empty(items, limit):
    pages = page(items, 1, limit).pages

    lengths = [len(page(items, number, limit).items) for number in range(1, pages + 2)]

    assert lengths[:-2] == [lengths[0]] * max(pages - 1, 0)
    assert 0 not in lengths[:-1]
    assert lengths[-1] == 0


# ---------------------------------------------------------------------- keywords
@settings(invariant, max_examples=1_000)
@given(keywords, texts)
def test_a_keyword_is_contained_as_sql_has_it(keyword, text):
    assert matches(keyword, text, ignore_case=False) is like(f"%{keyword}%", text)


@invariant
@given(keywords, texts)
def test_a_keyword_that_is_found_in_any_case_is_found_in_its_own(keyword, text):
    assert matches(keyword.upper(), text, ignore_case=True) is matches(
        keyword, text, ignore_case=False
    )


@invariant
@given(texts, texts, texts)
def test_every_part_of_a_text_is_contained(before, part, behind):
    assert matches(part, before + part + behind, ignore_case=False)


CONTAINED = {
    # keyword, text: whatever the case, to the letter
    ("", ""): (True, True),
    ("", "any"): (True, True),
    ("hand", "Handbook"): (True, False),
    ("book", "Handbook"): (True, True),
    ("books", "Handbook"): (False, False),
    ("%", ""): (True, True),
    ("_", ""): (False, False),
    ("H%k", "Handbook"): (True, True),
    ("k%H", "Handbook"): (False, False),
    ("H_ndb__k", "Handbook"): (True, True),
    ("H_book", "Handbook"): (False, False),
    ("________", "Handbook"): (True, True),
    ("_________", "Handbook"): (False, False),
    ("100%", "100 percent"): (True, True),
    ("a.c", "abc"): (False, False),
    ("(", "f(x)"): (True, True),
    ("a%b", "a\nb"): (True, True),
    ("a_b", "a\nb"): (True, True),
    ("文_", "这是文档"): (True, True),
    ("ÄRGER", "ärger"): (True, False),
}


@pytest.mark.parametrize(("keyword", "text"), CONTAINED)
def test_what_contains_a_keyword(keyword, text):
    found = tuple(matches(keyword, text, ignore_case=each) for each in (True, False))

    assert found == CONTAINED[keyword, text]


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("%a" * 30 + "%b", "a" * 5_000),
        ("a%" * 2_000 + "b", "a" * 5_000),
        ("_%" * 2_000 + "b", "a" * 5_000),
        ("%" * 50_000 + "b", "a" * 5_000),
        ("_" * 1_000 + "b", "a" * 5_000),
    ],
    ids=["many parts", "more parts", "gaps", "nothing but signs", "one long part"],
)
def test_no_keyword_takes_long(keyword, text):
    began = time.process_time()

    assert matches(keyword, text, ignore_case=True) is False
    assert time.process_time() - began < 5  # tried in every way, some of them take for ever
