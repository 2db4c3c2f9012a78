import pytest

from ragmock.text.full_text import FullText
from ragmock.text.words import words

from .searching import FULL_TEXT, TEXTS, entries, found, scores

PARROT = "a parrot talks"


def ranked(query, *texts):
    engine = FullText()
    engine.change([], entries(texts))
    return engine.best(query, 100)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("CATS", {"cats", "Cats", "both"}),
        ("cat", set()),
        ("carnivorous zebra", {"cats"}),
        ("ＳＫＹ", {"birds"}),
        ("天气", {"weather"}),
        ("文档", {"store"}),
        ("文地", set()),
        ("知识库文档的天气", {"store", "weather"}),
    ],
)
def test_whole_words_are_found_in_any_case_and_pairs_of_ideographs(query, names):
    assert set(found(query, FULL_TEXT)) == names


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("猫", "我家有一只猫。"),
        ("検索", "文書を検索する方法"),
        ("ドキュメント", "このドキュメントは新しい"),
        ("지식", "지식베이스 문서"),
        ("straße", "STRASSE"),
        ("café", "cafe\u0301"),
        ("①", "1"),
        ("Привет", "привет мир"),
        ("42", "the answer is 42."),
        ("snake", "snake_case"),
    ],
)
def test_words_of_many_scripts_are_found(query, text):
    assert found(query, FULL_TEXT, ["cats", text]) == [text]


@pytest.mark.parametrize("query", ["the sky", "的天气", "what is the weather 天气"])
def test_a_stop_word_finds_nothing_beside_another(query):
    said = ["the cat is on the mat", "了的", "sky 天气"]

    assert found(query, FULL_TEXT, said) == said[2:]


@pytest.mark.parametrize(("query", "text"), [("the", "to be or the not"), ("的", "我的猫")])
def test_a_stop_word_alone_is_a_word(query, text):
    assert found(query, FULL_TEXT, ["cats", text]) == [text]


def test_a_rarer_word_counts_more():
    rare, common, *others = scores(
        "talks parrot", FULL_TEXT, ["a parrot", "he talks", "she talks", "it talks"]
    ).values()

    assert rare > common
    assert others == [common, common]


def test_a_shorter_text_wins():
    assert found("cats", FULL_TEXT) == ["both", "Cats", "cats"]


def test_a_word_that_is_said_more_often_counts_more():
    said = ["cats and dogs and birds", "cats and cats and birds"]

    assert found("cats", FULL_TEXT, said) == said[::-1]


def test_a_text_with_more_of_the_query_wins():
    assert found("cats dogs", FULL_TEXT)[0] == "Cats"


@pytest.mark.parametrize("count", [1, 2, 3, 10, 50])
def test_a_word_that_all_texts_have_still_counts(count):
    alike = ranked("parrot", *[PARROT] * count)

    assert [row for row, _ in alike] == list(range(1, count + 1))
    assert 0.001 < alike[0][1] < 0.6


def test_a_text_that_alone_says_all_of_a_query_comes_near_a_half():
    ((_, score),) = ranked("parrot talks", *["some cats live here"] * 20, "a parrot talks here")

    assert score == pytest.approx(0.5, abs=0.1)


def test_a_query_of_which_a_text_says_less_scores_it_lower():
    asked = ["parrot", "parrot zebra", "parrot zebra unicorn"]

    told = [ranked(query, PARROT, "cats")[0][1] for query in asked]

    assert told == sorted(told, reverse=True)
    assert len(set(told)) == 3


def test_a_word_that_is_asked_twice_counts_once():
    assert ranked("parrot parrot PARROT", PARROT) == ranked("parrot", PARROT)


def test_the_shares_of_terms_add_up_to_the_score_of_several():
    engine = FullText()
    engine.change([], entries([PARROT, "cats", "a parrot and cats"]))

    shares = engine.shares("parrot cats zebra", 3)
    alone = {word: engine.shares(word, 3) for word in ("parrot", "cats", "zebra")}

    assert shares.keys() == {"parrot", "cats"}
    assert alone == {
        "parrot": {"parrot": shares["parrot"]},
        "cats": {"cats": shares["cats"]},
        "zebra": {},
    }


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("Cats, CATS and scats", {"cats"}, {"cats": ["Cats", "CATS"]}),
        ("cafe\u0301, café", {"café"}, {"café": ["cafe\u0301", "café"]}),
        ("Ｃａｔ ﬁsh", {"cat", "fish"}, {"cat": ["Ｃａｔ"], "fish": ["ﬁsh"]}),
        ("机器学习", {"机器", "学习"}, {"机器": ["机器"], "学习": ["学习"]}),
        ("机器", {"机", "学习"}, {"机": ["机"]}),
        ("ｶﾀ", {"カタ"}, {"カタ": ["ｶﾀ"]}),
        ("😀 cats", {"cats"}, {"cats": ["cats"]}),
        ("", {"cats"}, {}),
    ],
)
def test_terms_are_found_where_they_stand(text, said, found):
    places = FullText().places(text, said)

    assert {
        word: [text[start:end] for start, end in each] for word, each in places.items()
    } == found


def test_whatever_a_row_was_found_by_stands_in_its_text():
    for text in (*TEXTS.values(), "Ⅷ ½ ﬃ naïve İstanbul Straße"):
        assert FullText().places(text, set(words(text))).keys() == set(words(text))
