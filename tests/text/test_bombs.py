"""Small files that come to much are refused with a reason, and read no further than bearable."""

import io
import zipfile
from itertools import pairwise

import docx
import openpyxl
import pytest

from ragmock.text.reading import Unreadable, read

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


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.docx", word_file(" " * 70_000_000), "its text unpacks to more than"),
        ("a.docx", word_file(PARAGRAPH * 500_001), "it has more than 1500000 elements"),
        ("a.docx", word_file("<w:tbl>" * 300), "it is no readable Word file"),
        ("a.docx", word_file("<w:p><w:r><w:t>&j;", LAUGHS), "it is no readable Word file"),
        ("a.xlsx", excel_file(" " * 70_000_000), "its text unpacks to more than"),
        (
            "a.xlsx",
            excel_file(row(1, "A1") + row(1048576, "XFD1048576")),
            "its sheets span 17179869184",
        ),
    ],
    ids=["unpacks", "paragraphs", "depth", "entities", "unpacks too", "sparse"],
)
def test_a_bomb_is_refused_by_name(name, content, why):
    with pytest.raises(Unreadable, match=f"^{name}: {why}"):
        read(name, content)


def test_a_cell_spans_no_more_columns_than_word_has():
    span = '<w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
    cell = f"<w:tc>{span}{PARAGRAPH}</w:tc>"

    (text,) = read("a.docx", word_file(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"))

    assert text.startswith("| text |")


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
