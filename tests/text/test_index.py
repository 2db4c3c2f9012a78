"""What holds for every way to search, and what the index makes of several."""

from __future__ import annotations

from sys import maxsize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.domain.model import Child, Maker, Method
from ragmock.domain.ranking import Entry
from ragmock.text.index import POOL, SearchIndex
from ragmock.text.words import terms

from .searching import (
    FULL_TEXT,
    HYBRID,
    KEYWORDS,
    MEANING,
    TEXTS,
    asks,
    chunk,
    found,
    index_of,
)
from .strategies import questions, texts

invariant = settings(deadline=None, derandomize=True, max_examples=150)
each_method = pytest.mark.parametrize("method", Method, ids=lambda each: each.name)
reranked = pytest.mark.parametrize("rerank", [False, True])


# ---------------------------------------------------------------------- nothing to find
@each_method
@reranked
@pytest.mark.parametrize("query", ["", "  ", "?!", "\t\n", "。、", '"', "''", "\0", "🦜", "_"])
def test_a_query_without_words_finds_nothing(method, rerank, query):
    assert index_of(TEXTS.values()).find(asks(query, method, rerank=rerank), 10) == []


@each_method
@reranked
def test_an_empty_index_finds_nothing(method, rerank):
    assert SearchIndex().find(asks("cats", method, rerank=rerank), 10) == []


@each_method
@reranked
def test_texts_without_words_are_not_found(method, rerank):
    index = index_of(["", "  ", "?!", "\0", "🦜"])

    assert index.find(asks("cats", method, rerank=rerank), 10) == []


@each_method
def test_what_no_text_says_is_not_found(method):
    assert found("zebra", method) == []


# ---------------------------------------------------------------------- queries that look like code
QUERIES = [
    'cats"',
    '"cats',
    "'cats'",
    "cats*",
    "^cats",
    "t:cats",
    "{t} : cats",
    "(cats",
    "cats)",
    "NEAR(cats, 2)",
    "cats AND",
    "OR cats",
    "NOT cats",
    "-cats",
    "cats + ",
    'cats" OR "',
    "cats\0",
    "cats;--",
    "cats🦜",
    "cats\u202e",
]
#: More than the ten keywords of a query, and letters that no keyword is made of.
LONG = [
    "ｃａｔｓ",
    "cats " + "x" * 40_000,
    "cats " + "知" * 5_000,
    "cats " + " ".join(f"word{n}" for n in range(2_000)),
]


@pytest.mark.parametrize(
    ("query", "method"),
    [*((query, each) for query in QUERIES for each in Method)]
    + [(query, each) for query in LONG for each in (FULL_TEXT, MEANING, HYBRID)],
    ids=lambda value: value[:16],
)
def test_signs_and_operators_in_a_query_mean_nothing(query, method):
    assert "both" in found(query, method)


@pytest.mark.parametrize("word", ["AND", "OR", "NOT", "NEAR"])
def test_an_operator_is_a_word(word):
    assert found(word, FULL_TEXT, ["cats dogs", f"{word.lower()} a half"]) == [
        f"{word.lower()} a half"
    ]


@each_method
@pytest.mark.parametrize("text", ["x" * 100_000, "知" * 3_000, "word " * 20_000])
def test_a_very_long_text_is_found_by_itself(method, text):
    assert [row for row, _ in index_of(["cats", text]).find(asks(text, method), 5)] == [2]


@each_method
@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("a parrot 🦜 said hello", "🦜 parrot"),
        ("zero\0width parrot", "parrot"),
        ("parrot\u200b talk", "parrot"),
        ("parrot\r\ntalk\x1b[0m", "parrot"),
    ],
)
def test_odd_signs_beside_a_word_do_not_hide_it(method, said, asked):
    assert found(asked, method, ["cats", said]) == [said]


# ---------------------------------------------------------------------- order and limits
@each_method
@reranked
def test_equals_come_in_the_order_of_their_rows(method, rerank):
    twins = [Entry(row, chunk("green parrots talk")) for row in (700, 3, 1 << 40, 41)]
    index = SearchIndex()
    index.change([], twins)

    ranked = index.find(asks("parrots", method, rerank=rerank), 10)

    assert [row for row, _ in ranked] == [3, 41, 700, 1 << 40]
    assert len({score for _, score in ranked}) == 1


@each_method
@reranked
@pytest.mark.parametrize("limit", [0, 1, 2, 3, 4, 10**9, maxsize])
def test_a_limit_cuts_the_ranking_and_changes_nothing_in_it(method, rerank, limit):
    index, asked = index_of(TEXTS.values()), asks("cats birds", method, rerank=rerank)

    assert index.find(asked, limit) == index.find(asked, 1000)[:limit]


@each_method
@reranked
def test_a_search_among_some_rows_ranks_them_as_among_all(method, rerank):
    index, asked = index_of(TEXTS.values()), asks("cats birds", method, rerank=rerank)
    every = index.find(asked, 1000)

    for among in ({3, 5}, [4, 1], set(), {99}, {row for row, _ in every}):
        assert index.find(asked, 1000, among) == [one for one in every if one[0] in among]
    assert index.find(asked, 1, {3, 4}) == [one for one in every if one[0] in {3, 4}][:1]


@invariant
@given(asked=questions, of=st.lists(texts, max_size=6))
def test_scores_fall_from_at_most_1_and_stay_above_0(asked, of):
    ranked = index_of(of).find(asked, 1000)

    assert ranked == sorted(ranked, key=lambda one: (-one[1], one[0]))
    assert all(0 < score <= 1 for _, score in ranked)
    assert len({row for row, _ in ranked}) == len(ranked)


# ---------------------------------------------------------------------- hybrid
@pytest.mark.parametrize(("meaning", "words"), [(0.7, 0.3), (0.5, 0.5), (3, 1), (0.2, 0), (0, 1)])
def test_hybrid_is_the_weighted_mean_of_both_searches(meaning, words):
    index = index_of(TEXTS.values())
    by_meaning = dict(index.find(asks("loyal dog", MEANING), 1000))
    by_words = dict(index.find(asks("loyal dog", FULL_TEXT), 1000))

    mixed = dict(index.find(asks("loyal dog", HYBRID, meaning, words), 1000))

    expected = {
        row: (meaning * by_meaning.get(row, 0) + words * by_words.get(row, 0)) / (meaning + words)
        for row in by_meaning.keys() | by_words.keys()
    }
    assert mixed == pytest.approx({row: score for row, score in expected.items() if score})


@invariant
@given(query=texts, of=st.lists(texts, max_size=6), weight=st.sampled_from([0.001, 0.3, 1.0]))
def test_hybrid_with_one_weight_is_that_search_alone(query, of, weight):
    index = index_of(of)

    for method, weights in ((MEANING, (weight, 0.0)), (FULL_TEXT, (0.0, weight))):
        assert index.find(asks(query, HYBRID, *weights), 9) == index.find(asks(query, method), 9)


def test_hybrid_without_weights_finds_nothing():
    assert index_of(TEXTS.values()).find(asks("cats", HYBRID, 0, 0), 10) == []


#: More texts than the best of each search, which the two searches rank in other orders.
MANY = [f"cats {'dogs ' * (n % 7)}{'catlike ' * (n % 5)}{'and more ' * n}" for n in range(3 * POOL)]


@pytest.mark.parametrize("limit", [1, 10, POOL, POOL + 50])
@pytest.mark.parametrize("query", ["cats", "cats dogs", "catlike dogs"])
def test_among_very_many_texts_a_hybrid_score_is_the_mean_of_both_too(query, limit):
    index, asked = index_of(MANY), asks(query, HYBRID)

    for row, score in index.find(asked, limit):
        meaning, words = index.explain(asked, row)
        assert score == pytest.approx(0.7 * meaning.score + 0.3 * words.score)


@pytest.mark.parametrize("query", ["cats", "cats dogs", "catlike dogs"])
def test_among_very_many_texts_a_limit_cuts_the_ranking_too(query):
    index, asked = index_of(MANY), asks(query, HYBRID)

    assert index.find(asked, 10) == index.find(asked, len(MANY))[:10]


# ---------------------------------------------------------------------- reranking
@pytest.mark.parametrize("method", [FULL_TEXT, MEANING, HYBRID])
@invariant
@given(query=texts, of=st.lists(texts, max_size=6))
def test_reranking_finds_the_same_in_another_order(method, query, of):
    index = index_of(of)

    plain = index.find(asks(query, method), 100)
    anew = index.find(asks(query, method, rerank=True), 100)

    assert {row for row, _ in anew} == {row for row, _ in plain}


def test_reranking_puts_what_says_all_of_a_query_before_what_repeats_a_part():
    said = ["cats cats cats cats", "once upon a time many cats lived with loyal dogs in a barn"]

    ranked = index_of(said).find(asks("loyal cats dogs", FULL_TEXT, rerank=True), 2)
    assert ranked[0][0] == 2


# ---------------------------------------------------------------------- notes
@pytest.mark.parametrize(
    ("method", "rerank", "notes"),
    [
        (KEYWORDS, False, []),
        (FULL_TEXT, False, []),
        (MEANING, False, ["semantic search is approximated"]),
        (HYBRID, False, ["semantic search is approximated"]),
        (FULL_TEXT, True, ["reranking is approximated"]),
        (HYBRID, True, ["semantic search is approximated", "reranking is approximated"]),
    ],
)
def test_what_is_approximated_is_said(method, rerank, notes):
    assert index_of([]).notes(asks("cats", method, rerank=rerank)) == notes


def test_a_model_is_no_approximation():
    index = index_of([], embed=lambda every: [[1.0] for _ in every])

    assert index.notes(asks("cats", HYBRID)) == []
    assert index.notes(asks("cats", HYBRID, rerank=True)) == ["reranking is approximated"]


# ---------------------------------------------------------------------- entries
def test_a_row_gives_its_entry():
    one, other = Entry(1, chunk("cats")), Entry(1, chunk("dogs"))
    index = index_of([one.chunk])
    index.change([one], [other])

    assert index.entry(1) is other


@each_method
def test_a_child_is_found_by_its_own_text(method):
    kept, sought = (
        Entry(row, chunk("cats and dogs"), Child(f"{row}", row, text, Maker.CLIENT, 0.0, 0.0))
        for row, text in ((1, "dogs"), (2, "cats"))
    )
    index = SearchIndex()
    index.change([], [kept, sought])

    ranked = index.find(asks("cats", method), 10)

    assert [row for row, _ in ranked] == ([1, 2] if method is KEYWORDS else [2])


# ---------------------------------------------------------------------- explaining
@invariant
@given(asked=questions, of=st.lists(texts, max_size=6))
def test_the_parts_of_a_score_add_up_to_it(asked, of):
    index = index_of(of)

    for row, score in index.find(asked, 1000):
        parts = index.explain(asked, row)
        whole = sum(part.weight * part.score for part in parts)
        assert asked.rerank or whole == pytest.approx(score)


@pytest.mark.parametrize("method", [KEYWORDS, MEANING])
@invariant
@given(query=texts, of=st.lists(texts, max_size=6))
def test_the_shares_of_words_add_up_to_a_score(method, query, of):
    index, asked = index_of(of), asks(query, method)

    for row, score in index.find(asked, 1000):
        (part,) = index.explain(asked, row)
        assert part.score == score
        assert min(sum(part.shares.values()), 1) == pytest.approx(score, rel=1e-5)


@invariant
@given(query=texts, of=st.lists(texts, max_size=6), others=st.lists(texts, max_size=3))
def test_the_shares_of_terms_in_full_text_decide_on_its_score(query, of, others):
    index, asked = index_of([*of, *others]), asks(query, FULL_TEXT)
    odds = {}  # a BM25 in proportion to which every score grows

    for row, score in index.find(asked, 1000):
        (part,) = index.explain(asked, row)
        assert part.shares.keys() <= set(terms(query))
        odds[row] = score / (1 - score) / sum(part.shares.values())
    assert odds == pytest.approx(dict.fromkeys(odds, next(iter(odds.values()), 0)))


def test_a_hybrid_score_has_two_parts_with_their_weights():
    index, asked = index_of(TEXTS.values()), asks("loyal dogs", HYBRID, 3, 1)

    meaning, words = index.explain(asked, 2)

    assert (meaning.method, meaning.weight) == (MEANING, 0.75)
    assert (words.method, words.weight) == (FULL_TEXT, 0.25)
    assert meaning.shares.keys() == {"loyal", "dog"}
    assert words.shares.keys() == {"loyal", "dogs"}


@each_method
def test_a_row_that_does_not_answer_has_no_share(method):
    parts = index_of(TEXTS.values()).explain(asks("cats", method), 6)

    assert [(part.score, dict(part.shares)) for part in parts] == [(0, {})] * len(parts)
