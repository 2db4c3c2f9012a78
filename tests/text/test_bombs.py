"""Small files that come to much are refused with a reason, and read no further than bearable."""

import io
import zipfile
import zlib
from contextlib import suppress
from itertools import pairwise

import docx
import openpyxl
import pytest

from ragmock.text import confined
from ragmock.text.reading import Unreadable, read

from .test_office import pdf_file

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EXCEL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARAGRAPH = "<w:p><w:r><w:t>text</w:t></w:r></w:p>"


def with_part(book, name, text):
    """Save an Office file with one part in the place of its own."""
    saved, changed = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, text if each == name else old.read(each))
    return changed.getvalue()


def word_file(body, head=""):
    document = f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return with_part(docx.Document(), "word/document.xml", document)


def excel_file(rows):
    sheet = f'<worksheet xmlns="{EXCEL}"><sheetData>{rows}</sheetData></worksheet>'
    return with_part(openpyxl.Workbook(), "xl/worksheets/sheet1.xml", sheet)


def row(number, place):
    return f'<row r="{number}"><c r="{place}"><v>1</v></c></row>'


LAUGHS = "".join(
    [
        '<!DOCTYPE l [<!ENTITY a "lol">',
        *(f'<!ENTITY {name} "{f"&{of};" * 10}">' for of, name in pairwise("abcdefghij")),
        "]>",
    ]
)


def pdf_of(piece, times):
    """Write a PDF whose one page is drawn by the same words again and again, deflated."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    part = packer.compress(piece * 1000) + packer.flush(zlib.Z_FULL_FLUSH)  # may be repeated
    drawn = b"\x78\x9c" + part * (times // 1000) + packer.flush()
    start, _, rest = pdf_file("").partition(b"5 0 obj\n")
    head = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(drawn)
    content = b"5 0 obj\n" + head + drawn + b"\nendstream\nendobj\n"
    return start + content + rest[rest.index(b"trailer") :]


LAUGH = "<w:p><w:r><w:t>&j;"
LONG_HEAD = b"x" * 1_000_000 + b",y\n"
SPAN = '<w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
SPANNING = f"<w:tbl><w:tr><w:tc>{SPAN}{PARAGRAPH}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("name", "make", "why"),
    [
        ("a.docx", lambda: word_file(" " * 70_000_000), "its text unpacks to more than"),
        ("a.docx", lambda: word_file("<w:tbl>" * 300), "it cannot be read: Excessive depth"),
        ("a.docx", lambda: word_file(LAUGH, LAUGHS), "it cannot be read: Maximum entity"),
        ("a.xlsx", lambda: excel_file(" " * 70_000_000), "its text unpacks to more than"),
        ("a.csv", lambda: LONG_HEAD + b"1\n" * 100, "it has more than 20000000 characters"),
    ],
    ids=["unpacks", "depth", "entities", "unpacks too", "long head"],
)
def test_a_bomb_is_refused_by_name(name, make, why):
    with pytest.raises(Unreadable, match=f"^{name}: {why}"):
        read(name, make())


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.docx", lambda: word_file(PARAGRAPH * 500_001)),
        ("a.docx", lambda: word_file(SPANNING)),
        ("a.xlsx", lambda: excel_file(row(1, "A1") + row(1048576, "XFD1048576"))),
        ("a.pdf", lambda: pdf_of(b"q ", 400_000_000)),
        ("a.pdf", lambda: pdf_of(b" " * 1000, 1_500_000)),
        ("a.html", lambda: b"<b></b>" * 2_100_000),
    ],
    ids=["paragraphs", "columns", "sparse", "states", "blanks", "elements"],
)
def test_what_takes_too_much_is_given_up(name, make, monkeypatch):
    monkeypatch.setattr(confined, "MOST_SECONDS", 1)

    too_much = rf"^{name}: reading it took more than (1 seconds|1\.5 GB)"
    with pytest.raises(Unreadable, match=too_much):
        read(name, make())


def test_a_million_words_are_drawn_in_bounds(monkeypatch):
    monkeypatch.setattr(confined, "MOST_SECONDS", 1)

    word = b"BT /F1 9 Tf 72 720 Td (Hello) Tj ET\n"

    assert read("a.pdf", pdf_of(word, 1_000)) == ["Hello"]
    with suppress(Unreadable):
        assert read("a.pdf", pdf_of(word, 3_000_000)) == ["Hello"]


def test_a_million_columns_are_read():
    (section,) = read("a.csv", b"a," * 999_999 + b"a\n1\n")

    assert section.count("a: ") == 1_000_000


def test_an_item_of_a_list_begins_with_a_dash():
    document = docx.Document()
    document.add_heading("Head")
    document.add_paragraph("one", style="List Bullet")
    document.add_paragraph("two", style="List Number")
    stream = io.BytesIO()
    document.save(stream)

    assert read("a.docx", stream.getvalue()) == ["Head\n- one\n- two"]


def test_tags_that_never_end_cost_no_square():
    assert read("a.md", b"# x\n" + b"<" * 5_000_000)
