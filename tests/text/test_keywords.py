import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.text.keywords import keywords

invariant = settings(deadline=None, derandomize=True)

# What Dify 1.2.0 (the last two: 1.16.0) gave these chunks; it keeps them in no order.
RECORDED = {
    "Dify is an open source platform.": "Dify open platform source",
    "It has a knowledge base.": "base knowledge",
    "Cats and dogs live here.": "Cats dogs live",
    "Cats again": "Cats",
    "Dogs back": "Dogs back",
    "Cats and dogs together.": "Cats dogs together",
    "Birds can fly in the sky.": "Birds fly sky",
    "new segment": "new segment",
    "second version text": "second text version",
    "regen2": "regen2",
    "Hello PDF world": "Hello PDF world",
    "MDX\ntext here": "MDX text",
    "THeadingFirst para.Second bold para.": "Second THeadingFirst bold para",
    "Title\nIntro paragraph with a [link](https://example.com/x).": (
        "Intro Title com example https link paragraph"
    ),
    "Section One\n- item one\n- item two": "One Section item one two",
    "Section Two\n| a | b |\n|---|---|\n| 1 | 2 |": "--- Section Two",
    "name: Bob;age: 41;city: New York": "41 Bob New York age city name",
    'name":"Alice";"age":"30"': "30 Alice age name",
    "t": "",
    "  ": "",
    (
        "Cats are small carnivorous mammals.\nDogs are loyal companions.\n"
        "Birds can fly in the sky.\nFish swim in the ocean."
    ): "Birds Cats Dogs carnivorous companions fly loyal mammals sky small",
    "a.b=1c.d=hello": "1c hello",
    (
        "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Roger>Hello there\n\n"
        "00:02.000 --> 00:04.000\n<v Ann>Hi Roger"
    ): "00 00.000 000 02 02.000 04 04.000 Ann Hello Hi Roger WEBVTT",
}


@pytest.mark.parametrize("text", RECORDED)
def test_the_recorded_keywords_are_found(text):
    assert set(keywords(text)) == set(RECORDED[text].split())


def test_the_more_frequent_word_comes_first_and_then_the_earlier():
    assert keywords("cat dog bird dog") == ["dog", "cat", "bird"]


def test_only_the_first_few_are_given():
    assert keywords("cat dog bird dog", limit=2) == ["dog", "cat"]


def test_case_makes_two_words():
    assert keywords("Cats cats") == ["Cats", "cats"]


def test_a_stop_word_is_dropped_in_any_case():
    assert keywords("The cat and THE cat") == ["cat"]


def test_the_parts_of_a_number_follow_behind_the_limit():
    assert keywords("12.50 horses", limit=1) == ["12.50", "12", "50"]


def test_chinese_is_cut_into_words():
    assert keywords("我们可以通过知识库检索文档，知识库很重要") == [
        "知识库",
        "检索",
        "文档",
        "重要",
    ]


def test_a_word_of_the_dictionary_keeps_its_signs():
    assert {"T恤", "c++"} <= set(keywords("T恤 c++"))


@pytest.mark.parametrize("word", ["c#", "C#", "c++", "C++", "AT&T"])
def test_so_does_one_without_an_ideograph(word):
    assert keywords(f"in {word} words", limit=2)[:2] == [word, "words"]


@invariant
@given(st.lists(st.sampled_from([*"aZ09+#&._%- \n", "é", "Ж", "1.5", "and", "cats"])).map("".join))
def test_without_the_dictionary_a_text_is_cut_as_with_it(text):
    behind_an_ideograph = keywords(f"库 {text}", limit=1000)

    assert keywords(text, limit=1000) == behind_an_ideograph


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("プリンターの用紙が詰まりました。", ["プリンター", "用紙"]),
        ("新しいデータベースをアップロードする", ["データベース", "アップロード"]),
        ("데이터베이스 검색", ["데이터베이스", "검색"]),
        ("知识库とルーター", ["知识库", "ルーター"]),
    ],
)
def test_words_in_katakana_and_hangul_are_keywords(text, found):
    assert keywords(text) == found


def test_other_scripts_have_no_keywords():
    assert keywords("Привет мир") == []


@invariant
@given(st.text(), st.integers(0, 12))
def test_keywords_are_distinct_and_of_the_text(text, limit):
    found = keywords(text, limit)

    assert len(found) == len(set(found))
    assert all(word in text for word in found)
