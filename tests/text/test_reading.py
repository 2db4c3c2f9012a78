import codecs
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ragmock.handlers.dify.uploads import EXTENSIONS

from ragmock.text.reading import READABLE, Unreadable, read

invariant = settings(deadline=None, derandomize=True, max_examples=50)

# Uploads, with the sections that Dify 1.2.0 made of them, as far as chunks and word counts show.
RECORDED = {
    "a.txt": (
        b"Dify is an open source platform.\n\nIt has a knowledge base.\n\nCats and dogs live here.",
        [
            (
                "Dify is an open source platform.\n\nIt has a knowledge base.\n\n"
                "Cats and dogs live here."
            ),
        ],
    ),
    "b.md": (
        (
            b"# Title\n\nIntro paragraph with a [link](https://example.com/x).\n\n"
            b"## Section One\n\n- item one\n- item two\n\n"
            b"## Section Two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
        ),
        [
            "\n\nTitle\nIntro paragraph with a [link](https://example.com/x).",
            "\n\nSection One\n- item one\n- item two",
            "\n\nSection Two\n| a | b |\n|---|---|\n| 1 | 2 |",
        ],
    ),
    "c.csv": (
        b'name,age,city\nAlice,30,Paris\nBob,41,"New York"\n',
        ["name: Alice;age: 30;city: Paris", "name: Bob;age: 41;city: New York"],
    ),
    "d.html": (
        (
            b"<html><head><title>T</title></head><body><h1>Heading</h1><p>First para.</p>"
            b"<p>Second <b>bold</b> para.</p><script>x()</script></body></html>"
        ),
        ["T\n\nHeading\n\nFirst para.\n\nSecond bold para."],  # recorded without any newline
    ),
    "j.mdx": (b"# MDX\n\ntext <Comp/> here\n", ["\n\nMDX\ntext  here"]),
}
WORD_COUNTS = {"a.txt": 84, "b.md": 139, "c.csv": 63, "j.mdx": 16}


@pytest.mark.parametrize("name", RECORDED)
def test_the_recorded_sections_are_read(name):
    content, sections = RECORDED[name]

    assert read(name, content) == sections


@pytest.mark.parametrize("name", WORD_COUNTS)
def test_the_recorded_word_count_is_the_length_of_all_sections(name):
    content, _ = RECORDED[name]

    assert sum(map(len, read(name, content))) == WORD_COUNTS[name]


def test_every_kind_of_file_that_may_be_uploaded_is_readable():
    assert set(EXTENSIONS) == READABLE


@pytest.mark.parametrize("name", ["UP.TXT", "a.b.txt", "a.md.txt", "文件.txt"])
def test_the_last_suffix_decides_in_any_case(name):
    assert read(name, b"# text") == ["# text"]


@pytest.mark.parametrize("name", ["a.png", "a.exe", "txt", ".txt", "a.txt.pptx", ""])
def test_another_suffix_is_unreadable(name):
    with pytest.raises(Unreadable) as refused:
        read(name, b"text")

    assert str(refused.value).startswith(f"{name}: there is no reader")


# --------------------------------------------------------------------------- encodings
GREETING = "知识库是一个存放文档的地方。"
TRADITIONAL = "知識庫是一個存放文件的地方，可以搜尋。"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (GREETING, GREETING.encode()),
        (GREETING, GREETING.encode("utf-8-sig")),
        (GREETING, GREETING.encode("utf-16")),
        (GREETING, codecs.BOM_UTF16_BE + GREETING.encode("utf-16-be")),
        (GREETING, GREETING.encode("utf-32")),
        (GREETING, GREETING.encode("gb18030")),
        ("中文", "中文".encode("gb18030")),
        ("A platform: 知识库 and a name", "A platform: 知识库 and a name".encode("gb18030")),
        (TRADITIONAL, TRADITIONAL.encode("big5")),
        (TRADITIONAL * 5_000, (TRADITIONAL * 5_000).encode("big5")),
        (GREETING * 9_000, (GREETING * 9_000).encode("gb18030")),
        ("これは日本語です。", "これは日本語です。".encode("shift_jis")),
        ("A line\n" + GREETING, ("A line\n" + GREETING).encode("utf-16-le")),
        ("A line\n" + GREETING, ("A line\n" + GREETING).encode("utf-16-be")),
        ("Größe, Straße, über", "Größe, Straße, über".encode("latin-1")),
        ("Le café est déjà là, élève.", "Le café est déjà là, élève.".encode("latin-1")),
    ],
)
def test_the_encoding_is_found(text, content):
    assert read("a.txt", content) == [text]


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff", codecs.BOM_UTF16_LE + b"\x00"]
)
def test_what_is_no_text_is_unreadable(content):
    with pytest.raises(Unreadable) as refused:
        read("picture.txt", content)

    assert str(refused.value).startswith("picture.txt: ")


def test_every_line_ends_as_one_newline():
    assert read("a.txt", b"a\r\nb\rc\n") == ["a\nb\nc\n"]


# --------------------------------------------------------------------------- Markdown
def test_a_sign_in_a_fenced_block_makes_no_heading():
    content = b"# Code\n```sh\n# a comment\n```\n# Next\n"

    assert read("a.md", content) == ["\n\nCode\n```sh\n# a comment\n```", "\n\nNext\n"]


def test_a_heading_needs_its_sign_first_and_a_blank_behind():
    content = b"# One\n #two\n#three\nfour\n====\n####### Five #\n"

    assert read("a.md", content) == ["\n\nOne\n#two\n#three\nfour\n====", "\n\nFive\n"]


def test_what_stands_before_the_first_heading_is_lost():
    assert read("a.md", b"lost\n\n# Title\nbody") == ["\n\nTitle\nbody"]


def test_markdown_without_headings_is_one_line():
    assert read("a.md", b"one\n two\n <b>\n") == ["one two <b>"]


# --------------------------------------------------------------------------- tables
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_head_shows_what_separates_columns(sign):
    content = f'name{sign}age\n"Ann, or: so"{sign}30\n'

    assert read("a.csv", content.encode()) == ["name: Ann, or: so;age: 30"]


def test_a_cell_may_hold_separators_quotes_and_newlines():
    content = b'k,v\na,"x, ""y""\nz"\n'

    assert read("a.csv", content) == ['k: a;v: x, "y"\nz']


def test_a_short_row_is_filled_and_a_long_or_blank_one_left_out():
    content = b"a,b\n1\n\n , \n1,2,3\n3,4\n"

    assert read("a.csv", content) == ["a: 1;b: ", "a: 3;b: 4"]


def test_a_head_alone_has_no_rows():
    assert read("a.csv", b"a,b\n") == []


def test_a_cell_may_be_of_any_length():
    cell = "x" * 200_000

    assert read("a.csv", f'a,b\n1,"{cell}"'.encode()) == [f"a: 1;b: {cell}"]


# --------------------------------------------------------------------------- anything
@invariant
@given(st.sampled_from(sorted(READABLE)), st.binary(max_size=300) | st.text().map(str.encode))
def test_a_file_has_sections_with_plain_newlines_or_is_unreadable(extension, content):
    with suppress(Unreadable):
        sections = read(f"file.{extension}", content)

        assert not any("\r" in section for section in sections)
