import pytest

from ragmock.text.keyword_table import KeywordTable

from .searching import KEYWORDS, TEXTS, chunk, entries, scores

ROWS = {name: row for row, name in enumerate(TEXTS, start=1)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("cats", {"cats": 1, "both": 1}),
        ("Cats", {"Cats": 1}),
        ("CATS", {}),
        ("cat", {}),
        ("cats birds", {"both": 1, "cats": 0.5, "birds": 0.5}),
        ("cats cats zebra", {"cats": 0.5, "both": 0.5}),
        ("天气", {"weather": 1}),
        ("知识库的文档", {"store": 1}),
        ("the", {}),
    ],
)
def test_the_score_is_the_share_of_the_keywords_of_the_query(query, expected):
    told = scores(query, KEYWORDS, TEXTS.values())

    assert told == {ROWS[name]: score for name, score in expected.items()}


def test_the_keywords_of_a_chunk_decide_and_not_its_text():
    renamed = chunk("Horses run fast.", ["pony"])

    assert scores("pony", KEYWORDS, [renamed]) == {1: 1}
    assert scores("Horses", KEYWORDS, [renamed]) == {}


@pytest.mark.parametrize("words", [["pony", "pony"], ["", "pony"], ["pony", "two words"]])
def test_odd_keywords_can_be_taken_out_again(words):
    table, (entry,) = KeywordTable(), entries([chunk("Horses", words)])
    table.change([], [entry])
    before = table.best("pony", 10)
    table.change([entry], [])

    assert before == [(1, 1)]
    assert table.best("pony", 10) == []


def test_a_chunk_without_keywords_is_not_found():
    assert scores("Horses", KEYWORDS, [chunk("Horses run fast.", [])]) == {}


def test_each_keyword_adds_its_share():
    table = KeywordTable()
    table.change([], entries(TEXTS.values()))

    assert table.shares("cats birds zebra", ROWS["both"]) == {"cats": 1 / 3, "birds": 1 / 3}


def test_a_keyword_is_found_where_it_is_no_part_of_a_longer_word():
    text = "cat concat cats C++ 12.50 (cat)"

    assert KeywordTable().places(text, {"cat", "C++", "12", "dog"}) == {
        "cat": [(0, 3), (27, 30)],
        "C++": [(16, 19)],
        "12": [(20, 22)],
    }


def test_of_ideographs_a_keyword_is_found_within_others():
    assert KeywordTable().places("机器学习", {"学习"}) == {"学习": [(2, 4)]}
