import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.text.tokens import count_tokens

invariant = settings(deadline=None, derandomize=True)

texts = st.text(st.sampled_from("ab中あ한1 \n.,_é") | st.characters(), max_size=80)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", 0),
        (" \n\t\u3000", 0),
        ("word", 1),
        ("two words", 2),
        ("twelvelettrs", 1),
        ("thirteenlettr", 2),
        ("123", 1),
        ("1234", 2),
        ("知识库", 3),
        ("ひらがな", 4),
        ("한국어", 3),
        ("Привет, мир!", 4),
        ("...", 3),
        ("a_b", 3),
        ("Dify是一个平台。", 7),
    ],
)
def test_words_ideographs_digits_and_signs_are_counted(text, tokens):
    assert count_tokens(text) == tokens


@invariant
@given(texts, texts)
def test_two_texts_joined_cost_no_more_than_both_and_no_less_than_either(one, other):
    joined = count_tokens(one + other)

    assert max(count_tokens(one), count_tokens(other)) <= joined
    assert joined <= count_tokens(one) + count_tokens(other)


@invariant
@given(texts)
def test_only_a_blank_text_costs_nothing(text):
    assert bool(count_tokens(text)) == bool(text.strip())
