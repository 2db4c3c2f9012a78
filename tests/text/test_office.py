"""Word, Excel and PDF files. The tests make their files."""

import datetime as dt
import io
import re

import docx
import openpyxl
import pytest
import xlwt

from ragmock.domain.indexing import Unreadable
from ragmock.text.reading import read


def word_file(*blocks):
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            table = document.add_table(rows=len(block), cols=len(block[0]))
            for row, cells in zip(table.rows, block, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    return saved(document)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def excel_file(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def old_excel_file(*rows):
    book = xlwt.Workbook()
    sheet = book.add_sheet("one")
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            sheet.write(y, x, cell)
    return saved(book)


def pdf_file(*texts):
    """Write a PDF with one page for each text."""
    pages = range(4, 4 + 2 * len(texts), 2)
    kids = " ".join(f"{number} 0 R" for number in pages)
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(texts)}>>".encode(),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    for number, text in zip(pages, texts, strict=True):
        drawn = f"BT /F1 18 Tf 72 720 Td ({text}) Tj ET".encode()
        objects[number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {number + 1} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        ).encode()
        objects[number + 1] = b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn)
    body, places = b"%PDF-1.4\n", []
    for number in sorted(objects):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, len(body))
    return body + head + table + end


def test_a_word_file_keeps_paragraphs_and_tables_in_their_order():
    content = word_file("Before", [["k", "v"], ["one", "1"]], "", "After")

    assert read("a.docx", content) == ["Before\n| k | v |\n| --- | --- |\n| one | 1 |\nAfter"]


@pytest.mark.parametrize(("name", "make"), [("a.xlsx", excel_file), ("a.xls", old_excel_file)])
def test_each_row_of_a_spreadsheet_is_a_section(name, make):
    content = make(["name", "age"], ["Ada", 36], ["Bob", 41.5], ["", 7])

    assert read(name, content) == [
        '"name":"Ada";"age":"36"',
        '"name":"Bob";"age":"41.5"',
        '"age":"7"',
    ]


def test_a_date_in_a_spreadsheet_is_readable():
    content = excel_file(["when"], [dt.date(2026, 1, 2)])

    assert read("a.xlsx", content) == ['"when":"2026-01-02"']


def test_each_page_of_a_pdf_is_a_section():
    assert read("a.pdf", pdf_file("Hello PDF world", "Second page")) == [
        "Hello PDF world",
        "Second page",
    ]


def with_password(archive):
    """Say of every part of a zip archive that it is encrypted."""
    marked = bytearray(archive)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(sign), archive):
            marked[found.start() + place] |= 1
    return bytes(marked)


def pdf_with_password():
    key = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"41" * 32, b"42" * 32)
    return pdf_file("x").replace(b"trailer<<", b"trailer<</ID[<41><41>]/Encrypt %s" % key)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", with_password(word_file("x"))),
        ("a.xlsx", with_password(excel_file(["a"], ["b"]))),
        ("a.pdf", pdf_with_password()),
    ],
)
def test_an_encrypted_file_is_refused_by_name(name, content):
    with pytest.raises(Unreadable, match=f"^{name}: it is encrypted$"):
        read(name, content)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.xls", "a.pdf"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"plain text",
        b"%PDF-1.4\nbroken",
        b"PK\x03\x04broken",
        bytes(100),
        b"\xd0\xcf\x11\xe0" * 50,
    ],
    ids=["empty", "text", "half a pdf", "half a zip", "zeros", "half an ole file"],
)
def test_a_broken_or_mislabelled_file_is_refused_by_name(name, content):
    with pytest.raises(Unreadable, match=rf"^{name}: "):
        read(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.docx", excel_file(["a"], ["b"])), ("a.xlsx", pdf_file("x")), ("a.pdf", word_file("x"))],
)
def test_a_file_of_another_kind_is_refused_by_name(name, content):
    with pytest.raises(Unreadable, match=rf"^{name}: "):
        read(name, content)


def test_a_pdf_of_too_many_pages_is_refused():
    with pytest.raises(Unreadable, match="2001 pages"):
        read("a.pdf", pdf_file(*["x"] * 2001))
