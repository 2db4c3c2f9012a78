import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.domain.splitting import (
    BadSplit,
    OverlapTooLarge,
    SizeOutOfRange,
    TooManyChunks,
    check_size,
    split_automatic,
    split_fixed,
)
from ragmock.text.tokens import count_tokens

invariant = settings(deadline=None, derandomize=True)

LEADING = "!\"#$%&'()*+,./:;<=>?@^_`~"

# Texts in which every separator, blanks and punctuation come often.
texts = st.lists(
    st.sampled_from([*"ab中文!?([-", "word", "7", " ", "  ", "\n", "\n\n", "\t", "。", ". ", "###"])
    | st.text(max_size=60),
    max_size=60,
).map("".join)
lengths = st.sampled_from([len, count_tokens])


def by(separator: str, text: str, size: int = 200, overlap: int = 0) -> list[str]:
    return split_fixed(text, separator=separator, size=size, overlap=overlap, length=len)


def essence(text: str) -> str:
    """Keep what no chunk may lose: neither blanks nor the punctuation that chunks begin with."""
    return "".join(
        sign
        for sign in text
        if not (
            sign.isspace()
            or sign in LEADING
            or "\u2000" <= sign <= "\u206f"
            or "\u2e00" <= sign <= "\u2e7f"
            or "\u3000" <= sign <= "\u303f"
        )
    )


def test_a_fixed_separator_never_joins_neighbours():
    assert by("###", "aaa###bbb\n\nccc######ddd") == ["aaa", "bbb\n\nccc", "ddd"]


def test_a_blank_piece_is_dropped():
    assert by("\n", "\na\n \n\t\n\nb\n") == ["a", "b"]


def test_a_backslash_and_an_n_stand_for_a_newline():
    assert by(r"\n", "a\nb") == ["a", "b"]


def test_no_other_escape_is_known():
    assert by(r"\t", "a\tb") == ["a\tb"]
    assert by(r"\t", r"a\tb") == ["a", "b"]


def test_a_separator_of_any_script_splits():
    assert by("。", "一。二。三") == ["一", "二", "三"]


@pytest.mark.parametrize("separator", [".*", "[a-z]+", "(", "\\", "a|b", "^", "$"])
def test_a_separator_in_the_shape_of_a_pattern_is_literal(separator):
    assert by(separator, f"ab{separator}cd") == ["ab", "cd"]
    assert by(separator, "abcd") == ["abcd"]


def test_a_separator_longer_than_the_text_splits_nothing():
    assert by("#" * 100, "short # text") == ["short # text"]


def test_a_text_of_too_many_chunks_is_refused():
    with pytest.raises(TooManyChunks, match="more than 60000 chunks"):
        by("\n", "a\n" * 60_001)


def test_an_empty_separator_splits_nothing():
    assert by("", "a\n\nb") == ["a\n\nb"]


def test_the_recorded_children_of_a_paragraph_lose_their_separator():
    assert by(". ", "P1 a. P1 b.", size=100) == ["P1 a", "P1 b."]


def test_a_piece_that_just_fits_is_kept_whole():
    piece = "a b " * 12 + "cd"

    assert len(piece) == 50
    assert by("\n", piece, size=50) == [piece]


@pytest.mark.parametrize(
    ("text", "chunks"),
    [
        ("one two\n\nthree four", ["one two", "three four"]),
        ("一二三四五六。七八九十。", ["一二三四五六。", "七八九十。"]),
        ("One is one. Two.", ["One is", "one.", "Two."]),
        ("alpha beta gamma", ["alpha", "beta gamma"]),
        ("abcdefghijklm", ["abcdefghij", "klm"]),
    ],
)
def test_a_piece_that_is_too_long_is_cut_at_the_widest_separator_it_has(text, chunks):
    assert by("###", text, size=10) == chunks


def test_a_chunk_begins_with_the_end_of_the_one_before():
    assert by("#", "aa bb cc dd ee ff", size=9, overlap=3) == ["aa bb cc", "cc dd ee", "ee ff"]
    assert by("#", "abcdefghijklmnopqrs", size=10, overlap=2) == ["abcdefghij", "ijklmnopqr", "qrs"]


def test_an_overlap_of_the_whole_size_is_allowed():
    assert by("#", "a b c d e", size=6, overlap=6) == ["a b c", "b c d", "c d e"]


def test_an_overlap_larger_than_the_size_is_refused():
    with pytest.raises(OverlapTooLarge) as refused:
        by("\n", "text", size=50, overlap=60)

    assert isinstance(refused.value, BadSplit)
    assert (
        str(refused.value)
        == "Got a larger chunk overlap (60) than chunk size (50), should be smaller."
    )


@pytest.mark.parametrize("size", [-5, 0, 49, 4001])
def test_a_size_out_of_range_is_refused(size):
    with pytest.raises(SizeOutOfRange) as refused:
        check_size(size)

    assert isinstance(refused.value, BadSplit)
    assert str(refused.value) == "Custom segment length should be between 50 and 4000."


@pytest.mark.parametrize("size", [50, 1024, 4000])
def test_a_size_in_range_passes(size):
    check_size(size)


def test_the_automatic_rule_joins_short_paragraphs():
    text = "Dify is an open source platform.\n\nIt has a knowledge base.\n\nCats live here."

    assert split_automatic(text, length=len) == [text]


def test_the_automatic_rule_does_not_split_at_newlines():
    text = "Cats are small.\nDogs are loyal."

    assert split_automatic(text, length=len) == [text]


def test_a_text_without_separators_loses_its_newlines():
    assert split_automatic("line1\nline2", length=len) == ["line1line2"]


def test_the_automatic_rule_cuts_at_five_hundred_and_shares_fifty():
    chunks = split_automatic("x" * 1000, length=len)

    assert [len(chunk) for chunk in chunks] == [500, 500, 100]


@pytest.mark.parametrize(
    ("text", "chunk"),
    [
        ("# Title", "Title"),
        ("。开始", "开始"),
        ('"name":"Alice"', 'name":"Alice"'),
        ("【one】", "one】"),
        ("!?...well", "well"),
        ("- item", "- item"),
        ("[link](x)", "[link](x)"),
        ("{a}", "{a}"),
    ],
)
def test_punctuation_at_the_head_of_a_chunk_is_dropped(text, chunk):
    assert by("\n", text) == [chunk]


def test_punctuation_behind_a_leading_blank_stays():
    assert by(",", "a, (b)") == ["a", "(b)"]


def test_a_chunk_of_nothing_but_punctuation_is_dropped():
    assert by("\n", "...\n???") == []


@pytest.mark.parametrize("sign", ["a", "中", "。", " ", "\n", ". "])
def test_one_sign_repeated_costs_no_square(sign):
    text = sign * (1_000_000 // len(sign))

    chunks = split_automatic(text, length=len)

    assert all(len(chunk) <= 500 for chunk in chunks)


@invariant
@given(texts, lengths)
def test_no_automatic_chunk_is_too_long(text, length):
    assert all(length(chunk) <= 500 for chunk in split_automatic(text * 20, length=length))


@invariant
@given(texts, lengths, st.integers(1, 30), st.integers(0, 30))
def test_no_chunk_is_too_long_unless_it_is_one_character(text, length, size, overlap):
    chunks = split_fixed(
        text, separator="###", size=size, overlap=min(overlap, size), length=length
    )

    assert all(length(chunk) <= size or len(chunk) == 1 for chunk in chunks)


@invariant
@given(texts, lengths, st.integers(1, 30))
def test_without_overlap_nothing_is_lost_and_nothing_doubled(text, length, size):
    chunks = split_fixed(text, separator="\n\n", size=size, overlap=0, length=length)

    assert essence("".join(chunks)) == essence(text)


@invariant
@given(texts, st.integers(1, 30), st.integers(0, 30))
def test_with_overlap_nothing_is_lost(text, size, overlap):
    chunks = by("\n\n", text, size=size, overlap=min(overlap, size))

    rest = iter(essence("".join(chunks)))
    assert all(sign in rest for sign in essence(text))


@invariant
@given(texts, st.integers(1, 30))
def test_every_chunk_is_bare(text, size):
    chunks = by("###", text, size=size)

    assert all(chunk and chunk == chunk.strip() for chunk in chunks)
