import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.domain.cleaning import clean

invariant = settings(deadline=None, derandomize=True)


def tidied(text: str) -> str:
    return clean(text, extra_spaces=True, urls_and_emails=False)


def unlinked(text: str) -> str:
    return clean(text, extra_spaces=False, urls_and_emails=True)


def untouched(text: str) -> str:
    return clean(text, extra_spaces=False, urls_and_emails=False)


@pytest.mark.parametrize(
    ("given_text", "left"),
    [
        ("<|im_start|>", "<im_start>"),
        ("a\x00b\x08c\x0bd\x0ce\x1ff\x7fg", "abcdefg"),
        ("a\ufffeb", "ab"),
        ("¿naïve ¾?", "nave ?"),
        ("tab\tline\nend\r\n", "tab\tline\nend\r\n"),
    ],
)
def test_invalid_signs_always_go(given_text, left):
    assert untouched(given_text) == left


def test_without_rules_spaces_and_addresses_stay():
    text = "a  b\n\n\n\nc me@example.com https://example.com/x"

    assert untouched(text) == text


@pytest.mark.parametrize(
    ("given_text", "left"),
    [
        ("a\n\n\n\nb", "a\n\nb"),
        ("a\n\nb", "a\n\nb"),
        ("a \t\u3000 b", "a b"),
        ("a\tb", "a\tb"),
        ("a\n \n \nb", "a\n \n \nb"),
        ("text  here", "text here"),
    ],
)
def test_extra_spaces_leave_two_newlines_and_one_space(given_text, left):
    assert tidied(given_text) == left


@pytest.mark.parametrize(
    ("given_text", "left"),
    [
        ("write to me.too+x@mail.example.com today", "write to  today"),
        ("see https://example.com/a?b=c#d and http://x", "see  and "),
        ("a@b.c_d@e.f", ""),
        ("a@b is no address, @c.d neither", "a@b is no address, @c.d neither"),
        ("ftp://example.com", "ftp://example.com"),
    ],
)
def test_urls_and_emails_are_deleted(given_text, left):
    assert unlinked(given_text) == left


def test_the_target_of_a_markdown_link_is_deleted_to_the_next_blank():
    assert unlinked("a [link](https://example.com/x). here") == "a [link]( here"


def test_spaces_are_squeezed_before_addresses_go():
    text = "see  https://example.com  now"

    assert clean(text, extra_spaces=True, urls_and_emails=True) == "see  now"


def test_a_long_run_of_letters_costs_no_square():
    text = "a" * 1_000_000

    assert unlinked(text) == text


# Where a bar stands beside angle brackets, cleaning makes new ones: "<||" becomes "<|".
barless = st.text(
    st.sampled_from("ab:/@.<>-_+ \t\n\r\u3000\u00a0\x00\ufffe")
    | st.characters(exclude_characters="|"),
)


@invariant
@given(barless)
def test_squeezing_spaces_twice_changes_nothing(text):
    once = tidied(text)

    assert tidied(once) == once


@invariant
@given(barless)
def test_deleting_addresses_twice_changes_nothing(text):
    once = unlinked(text)

    assert unlinked(once) == once


@invariant
@given(st.text(), st.booleans(), st.booleans())
def test_cleaning_never_makes_a_text_longer(text, extra_spaces, urls_and_emails):
    cleaned = clean(text, extra_spaces=extra_spaces, urls_and_emails=urls_and_emails)

    assert len(cleaned) <= len(text)
