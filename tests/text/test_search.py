import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.text.keywords import keywords
from ragmock.text.search import Candidate, by_full_text, by_keyword, by_meaning, hybrid

invariant = settings(deadline=None, derandomize=True)


def chunk(key: str, text: str) -> Candidate:
    return Candidate(key, text, tuple(keywords(text)))


CHUNKS = [
    chunk("cats", "cats are small carnivorous mammals."),
    chunk("dogs", "dogs are loyal companions."),
    chunk("birds", "birds can fly in the sky."),
    chunk("Cats", "Cats and dogs together."),
    chunk("both", "cats with birds."),
    chunk("none", "Nothing relevant at all."),
    chunk("store", "知识库是存放文档的地方。"),
    chunk("weather", "今天的天气很好。"),
]

queries = st.text() | st.lists(
    st.sampled_from(["cats", "Cats", "dog", "天气", "知识", "the", "mammal", "sky", ""]), max_size=6
).map(" ".join)
candidates = st.lists(st.text() | st.sampled_from([each.text for each in CHUNKS]), max_size=6).map(
    lambda texts: [chunk(str(number), text) for number, text in enumerate(texts)]
)


def both(query, chunks):
    return hybrid(query, chunks, meaning_weight=0.7, keyword_weight=0.3)


searches = pytest.mark.parametrize("search", [by_keyword, by_full_text, by_meaning, both])


def keys(ranking):
    return [key for key, _ in ranking]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cats", [("cats", 1.0), ("both", 1.0)]),
        ("Cats", [("Cats", 1.0)]),
        ("CATS", []),
        ("zebra", []),
        ("cats birds", [("both", 1.0), ("cats", 0.5), ("birds", 0.5)]),
        ("天气", [("weather", 1.0)]),
        ("the", []),
    ],
)
def test_keywords_match_in_the_same_case_and_their_share_is_the_score(query, found):
    assert by_keyword(query, CHUNKS) == found


def test_the_keywords_of_a_chunk_decide_and_not_its_text():
    renamed = [Candidate("horse", "Horses run fast.", ("pony",))]

    assert by_keyword("pony", renamed) == [("horse", 1.0)]
    assert by_keyword("Horses", renamed) == []


def test_full_text_finds_whole_words_in_any_case():
    assert set(keys(by_full_text("CATS", CHUNKS))) == {"cats", "Cats", "both"}
    assert by_full_text("cat", CHUNKS) == []


def test_full_text_prefers_the_rarer_word():
    assert keys(by_full_text("cats mammals", CHUNKS))[0] == "cats"


def test_full_text_prefers_the_shorter_text():
    assert keys(by_full_text("cats", CHUNKS)) == ["both", "Cats", "cats"]


def test_full_text_finds_a_part_of_chinese_text():
    assert keys(by_full_text("文档", CHUNKS)) == ["store"]


def test_meaning_finds_an_inflected_word():
    assert keys(by_meaning("a carnivore mammal", CHUNKS))[0] == "cats"
    assert keys(by_meaning("Bird sky", CHUNKS))[0] == "birds"


def test_meaning_finds_chinese_text():
    assert keys(by_meaning("天气怎么样", CHUNKS))[0] == "weather"


def test_a_text_means_itself():
    for each in CHUNKS:
        best, score = by_meaning(each.text, CHUNKS)[0]

        assert best == each.key
        assert score == pytest.approx(1.0)


def test_hybrid_is_the_weighted_mean_of_both():
    meaning = dict(by_meaning("loyal dogs", CHUNKS))
    words = dict(by_full_text("loyal dogs", CHUNKS))

    mixed = dict(hybrid("loyal dogs", CHUNKS, meaning_weight=3, keyword_weight=1))

    assert mixed.keys() == meaning.keys() | words.keys()
    assert mixed["dogs"] == pytest.approx(0.75 * meaning["dogs"] + 0.25 * words["dogs"])


def test_hybrid_with_one_weight_is_the_one_search():
    alone = hybrid("loyal dogs", CHUNKS, meaning_weight=0, keyword_weight=1)

    assert alone == by_full_text("loyal dogs", CHUNKS)


def test_hybrid_without_weights_finds_nothing():
    assert hybrid("cats", CHUNKS, meaning_weight=0, keyword_weight=0) == []


@searches
def test_equals_keep_the_order_of_the_candidates(search):
    twins = [chunk(key, "green parrots") for key in "cab"]

    assert keys(search("parrots", twins)) == ["c", "a", "b"]


@searches
@pytest.mark.parametrize("query", ["", "  ", "?!"])
def test_an_empty_query_finds_nothing(search, query):
    assert search(query, CHUNKS) == []


@searches
def test_nothing_is_found_among_nothing(search):
    assert search("cats", []) == []


@searches
@invariant
@given(query=queries, chunks=candidates)
def test_scores_are_in_range_and_fall(search, query, chunks):
    ranking = search(query, chunks)
    scores = [score for _, score in ranking]

    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert len(ranking) == len(set(keys(ranking)))
    assert set(keys(ranking)) <= {each.key for each in chunks}
