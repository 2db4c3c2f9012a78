"""Search by meaning with a model, which here is a function of the test."""

import math
from itertools import count

import numpy as np
import pytest

from ragmock.domain.errors import ModelFailed

from .searching import FULL_TEXT, HYBRID, MEANING, asks, entries, index_of

VECTORS = {"east": (2, 0), "north": (0, 3), "between": (1, 1), "west": (-1, 0), "nowhere": (0, 0)}


def compass(texts):
    return [VECTORS[text] for text in texts]


class Model:
    """Gives whatever the test says, and notes what it was asked."""

    def __init__(self, answer=compass):
        self.answer = answer
        self.asked = []

    def __call__(self, texts):
        self.asked.append(list(texts))
        return self.answer(texts)


def broken(_):
    raise OSError("the line is dead")


WRONG = {
    "an exception": broken,
    "nothing": lambda _: None,
    "a number": lambda _: 5,
    "no vectors": lambda _: [],
    "too few": lambda texts: [[1.0, 2.0]] * (len(texts) - 1),
    "too many": lambda texts: [[1.0, 2.0]] * (len(texts) + 1),
    "numbers": lambda texts: [1.0] * len(texts),
    "vectors of vectors": lambda texts: [[[1.0, 2.0]]] * len(texts),
    "vectors without numbers": lambda texts: [[] for _ in texts],
    "ragged vectors": lambda texts: [[1.0] * (n + 1) for n, _ in enumerate([*texts, ""])],
    "no number": lambda texts: [[1.0, math.nan]] * len(texts),
    "infinity": lambda texts: [[1.0, -math.inf]] * len(texts),
    "words": lambda texts: [["a", "b"]] * len(texts),
    "null": lambda texts: [[None, 1.0]] * len(texts),
    "complex numbers": lambda texts: [[1j, 1.0]] * len(texts),
    "a generator": lambda texts: ([1.0, 2.0] for _ in texts),
    "a dictionary": dict.fromkeys,
}
each_wrong = pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())


def search(index, query="east", method=MEANING, limit=10, among=None):
    return index.find(asks(query, method), limit, among)


def test_texts_are_ranked_by_the_cosine():
    index = index_of(["north", "between", "east"], compass)

    assert search(index) == [
        (3, pytest.approx(1)),
        (2, pytest.approx(math.sqrt(0.5))),
        (1, 0),
    ]


def test_the_opposite_of_a_query_counts_as_0():
    assert search(index_of(["west", "nowhere"], compass)) == [(1, 0), (2, 0)]
    assert search(index_of(["west"], compass), "nowhere") == [(1, 0)]


def test_a_vector_may_come_in_any_form_that_numpy_reads():
    forms = [
        lambda texts: np.array(compass(texts), np.float16),
        lambda texts: np.array(compass(texts), np.int64),
        lambda texts: tuple(np.array(VECTORS[text]) for text in texts),
        lambda texts: np.asfortranarray(compass(texts)),
    ]

    for form in forms:
        assert search(index_of(["between"], form))[0][1] == pytest.approx(math.sqrt(0.5))


@pytest.mark.parametrize("size", [1e-30, 1e-12, 1e12, 2.0**63, 1e30])
def test_the_length_of_a_vector_does_not_count(size):
    index = index_of(["between"], lambda texts: [[size * x for x in VECTORS[t]] for t in texts])

    assert search(index) == [(1, pytest.approx(math.sqrt(0.5)))]


@pytest.mark.parametrize("length", [1, 3, 50, 384, 511])
def test_the_same_text_has_the_same_score_in_every_row(length):
    def hashed(texts):
        return [[math.sin(len(text) * n + n) for n in range(length)] for text in texts]

    index = index_of(["parrot" if row % 2 else "a" * row for row in range(30)], hashed)

    twins = [(row, score) for row, score in search(index, "cats", limit=99) if not row % 2]
    assert [row for row, _ in twins] == list(range(2, 31, 2))
    assert len({score for _, score in twins}) == 1


def test_a_model_is_asked_for_new_texts_and_for_queries_only():
    model = Model()
    index = index_of(["east", "north"], model)
    silent = list(model.asked)
    search(index, "west", FULL_TEXT)
    search(index, "between")
    index.change([], [entries(["", "", "west"])[2]])
    search(index, "between")
    search(index, "between")

    assert silent == []
    assert model.asked == [["east", "north"], ["between"], ["west"], ["between"], ["between"]]


def test_a_model_is_not_asked_for_a_text_that_came_and_went_between_searches():
    model = Model()
    index = index_of(["east"], model)
    search(index)
    passing = entries(["", "a word that is gone"])[1:]
    index.change([], passing)
    index.change(passing, [])
    search(index)

    assert model.asked == [["east"], ["east"], ["east"]]


def test_nothing_is_asked_about_an_index_without_texts():
    model = Model()

    assert search(index_of([], model)) == []
    assert model.asked == []


# ---------------------------------------------------------------------- models that fail
@each_wrong
@pytest.mark.parametrize("method", [MEANING, HYBRID])
def test_a_model_that_gives_no_vectors_is_told_of(wrong, method):
    with pytest.raises(ModelFailed):
        search(index_of(["east", "north"], Model(wrong)), "east", method)


@each_wrong
def test_a_search_works_once_the_model_does(wrong):
    model = Model(wrong)
    index = index_of(["east", "north"], model)
    with pytest.raises(ModelFailed):
        search(index)
    model.answer = compass

    assert search(index) == [(1, pytest.approx(1)), (2, 0)]


@each_wrong
def test_what_changed_while_a_model_failed_is_made_up_for(wrong):
    model = Model()
    index, every = index_of(["east", "north"], model), entries(["east", "north", "between", "west"])
    search(index)
    model.answer = wrong
    for gone, fresh in ((every[:1], every[2:3]), ([], every[3:]), (every[1:2], every[:1])):
        index.change(gone, fresh)
        with pytest.raises(ModelFailed):
            search(index)
    model.answer = compass

    assert search(index) == [(1, pytest.approx(1)), (3, pytest.approx(math.sqrt(0.5))), (4, 0)]


def test_a_text_that_no_model_takes_is_forgotten_when_it_is_gone():
    index, bad = index_of(["east"], compass), entries(["", "a word that no compass knows"])[1:]
    search(index)
    index.change([], bad)
    with pytest.raises(ModelFailed):
        search(index)
    index.change(bad, [])

    assert search(index) == [(1, pytest.approx(1))]


def test_vectors_of_another_length_are_refused_and_other_searches_go_on():
    lengths = count(2)
    index = index_of(["east"], lambda texts: [[1.0] * next(lengths)] * len(texts))

    with pytest.raises(ModelFailed, match=r"\(1, 3\) for 1 texts"):
        search(index)
    assert [row for row, _ in search(index, "east", FULL_TEXT)] == [1]


def test_a_refusal_says_what_the_model_did():
    with pytest.raises(ModelFailed, match="the line is dead"):
        search(index_of(["east"], broken))
    with pytest.raises(ModelFailed, match=r"gave \(0,\) for 1 texts"):
        search(index_of(["east"], lambda _: []))


def test_rows_come_and_go():
    every = entries(["east", "north", "between"])
    index = index_of([], compass)
    for gone, fresh in (([], every[:2]), (every[:1], []), ([], every[2:]), (every[1:], every[:1])):
        index.change(gone, fresh)
        search(index)

    assert search(index) == [(1, pytest.approx(1))]


@pytest.mark.parametrize("among", [{2, 3}, [3, 2], {2, 3, 99}])
def test_a_search_among_some_rows(among):
    index = index_of(["east", "north", "between"], compass)

    assert [row for row, _ in search(index, among=among)] == [3, 2]
    assert [row for row, _ in search(index, among=among, limit=1)] == [3]


def test_vectors_may_have_another_length_once_all_others_are_gone():
    model = Model(lambda texts: [[1.0, 2.0]] * len(texts))
    index = index_of(["a", "b"], model)
    search(index)
    model.answer = lambda texts: [[1.0, 2.0, 3.0]] * len(texts)
    index.change(entries(["a", "b"]), [])
    search(index)
    index.change([], entries(["c"]))

    assert [row for row, _ in search(index)] == [1]
