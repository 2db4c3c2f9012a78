"""Search by meaning without a model: what is alike, and how much."""

import pickle
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.text.likeness import Likeness, vector

from .searching import MEANING, TEXTS, entries, found, scores

invariant = settings(deadline=None, derandomize=True, max_examples=200)

#: A query; what says the same, or nearly; what says something else.
TRIPLES = [
    (
        "How do I reset my password?",
        "Resetting passwords is done in the settings.",
        "The warehouse ships every Tuesday.",
    ),
    (
        "refund policy",
        "Our policies on refunds: money is returned within 14 days.",
        "The sky is blue today.",
    ),
    (
        "install the application",
        "Installation of applications needs an administrator.",
        "Cats are small mammals.",
    ),
    (
        "carnivore mammals",
        "Cats are small carnivorous mammals.",
        "Birds can fly in the sky.",
    ),
    (
        "database conection errors",
        "Connection error: the databases cannot be reached.",
        "A recipe for apple pie.",
    ),
    ("如何重置密码", "密码可以在设置中重置。", "仓库每周二发货。"),
    ("退款政策是什么", "退款的相关政策：十四天内退还款项。", "今天的天气很好。"),
    ("怎样上传文档到知识库", "知识库支持上传多种格式的文档。", "猫是小型食肉动物。"),
    ("公司年假有几天", "员工每年享有十天年假。", "会议室在三楼右侧。"),
    ("ドキュメントの検索", "検索するドキュメントを選ぶ", "猫が庭で寝ている"),
]


@pytest.mark.parametrize(("query", "paraphrase", "unrelated"), TRIPLES)
def test_a_paraphrase_is_more_like_a_query_than_what_is_unrelated(query, paraphrase, unrelated):
    told = scores(query, MEANING, [unrelated, paraphrase])

    assert told[2] > 0.1
    assert told[2] > 2 * told.get(1, 0)


@pytest.mark.parametrize("text", [*TEXTS.values(), "the", "的", "猫", "a", "cats cats", "x" * 500])
def test_a_text_means_itself(text):
    assert scores(text, MEANING, [text]) == {1: pytest.approx(1)}


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("a carnivore mammal", "cats"),
        ("Bird sky", "birds"),
        ("carnivorus mamals", "cats"),
        ("companionship and loyalty", "dogs"),
        ("天气怎么样", "weather"),
        ("存放", "store"),
    ],
)
def test_inflected_derived_and_misspelt_words_are_found(query, first):
    assert found(query, MEANING)[0] == first


@pytest.mark.parametrize(("one", "other"), [("cat", "car"), ("form", "firm"), ("天气", "地图")])
def test_words_that_are_only_a_little_alike_are_not(one, other):
    assert found(one, MEANING, [other]) == []


def test_the_word_itself_counts_more_than_one_like_it():
    told = scores("weather", MEANING, ["wether", "weather", "weathered"])

    assert told[2] == pytest.approx(1)
    assert 0 < told[1] < told[2]
    assert told[3] == pytest.approx(1)  # of the same stem


def test_order_and_case_of_words_do_not_count():
    assert scores("DOGS like Cats", MEANING, ["cats like dogs"]) == {1: pytest.approx(1)}


def test_a_stop_word_counts_little_beside_a_word():
    assert found("the birds", MEANING, ["the the the of the", "birds"])[0] == "birds"


def test_a_longer_text_is_less_like_a_word_of_it():
    told = scores("parrots", MEANING, ["parrots", "parrots talk", "parrots talk, cats do not"])

    assert told[1] > told[2] > told[3] > 0


@invariant
@given(st.text())
def test_a_vector_has_the_length_1_unless_there_is_no_word(text):
    length = sum(weight**2 for weight in vector(text).values())

    assert length == pytest.approx(1 if vector(text) else 0)


#: Words of which each is like several others.
FAMILY = "nation national nationale nations internation international internationale nationaliz"
families = st.lists(st.sampled_from(FAMILY.split()), min_size=3, max_size=9).map(" ".join)


@invariant
@given(st.lists(families, min_size=2, max_size=5), families)
def test_a_score_depends_on_the_two_texts_alone(texts, query):
    forth, back, every = Likeness(), Likeness(), entries(texts)
    forth.change([], every)
    back.change([], every[::-1])
    back.change(every[:1], [])

    expected = [(row, score) for row, score in forth.best(query, 99) if row != 1]
    assert back.best(query, 99) == expected


@invariant
@given(families, families)
def test_two_texts_are_as_alike_as_the_other_way_round(one, other):
    (there,), (back,) = (
        scores(query, MEANING, [text]).values() for query, text in ((one, other), (other, one))
    )

    assert there == pytest.approx(back, rel=1e-5)


def test_what_was_taken_out_is_forgotten():
    index = Likeness()
    words = (f"word{number} text{number}" for number in range(10_000))
    sizes = []
    (held,) = entries([next(words)])
    index.change([], [held])
    for _ in range(3):
        for text in islice(words, 3_000):
            (fresh,) = entries([text])
            index.change([held], [fresh])
            held = fresh
        sizes.append(len(pickle.dumps(index)))

    assert max(sizes) < 2 * min(sizes)
    assert index.best(held.text, 10) == [(1, pytest.approx(1))]
