"""An index that followed changes answers as one that was made anew."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.domain.ranking import Entry
from ragmock.text.index import SearchIndex

from .searching import TEXTS, chunk, entries, index_of
from .strategies import questions, texts

invariant = settings(deadline=None, derandomize=True, max_examples=150)

#: Rows that get another text, or none, several times over.
histories = st.lists(
    st.lists(st.tuples(st.integers(1, 6), st.none() | texts), max_size=6).map(dict), max_size=5
)


def letters(every):
    """Embed by letters, as a model would: many numbers, and only for what it is asked."""
    return [[1.0 + text.count(chr(97 + n % 26)) * (n + 1) for n in range(50)] for text in every]


def follow(index, history, asked):
    """Change an index step by step, asking it between; give what it holds in the end."""
    held: dict[int, Entry] = {}
    for step in history:
        gone = [held.pop(row) for row in step if row in held]
        fresh = [Entry(row, chunk(text)) for row, text in step.items() if text is not None]
        held |= {entry.row: entry for entry in fresh}
        index.change(gone, fresh)
        index.find(asked, 3)
    return held


@pytest.mark.parametrize("embed", [None, letters])
@settings(invariant, max_examples=300)
@given(history=histories, between=questions, asked=questions)
def test_an_index_that_followed_changes_is_like_one_made_anew(embed, history, between, asked):
    index, anew = SearchIndex(embed), SearchIndex(embed)

    anew.change([], list(follow(index, history, between).values())[::-1])

    assert index.find(asked, 1000) == anew.find(asked, 1000)


@pytest.mark.parametrize("embed", [None, letters])
@invariant
@given(of=st.permutations(entries(TEXTS.values())), asked=questions)
def test_the_order_in_which_texts_came_does_not_matter(embed, of, asked):
    shuffled = SearchIndex(embed)
    for entry in of:
        shuffled.change([], [entry])

    assert shuffled.find(asked, 1000) == index_of(TEXTS.values(), embed).find(asked, 1000)
