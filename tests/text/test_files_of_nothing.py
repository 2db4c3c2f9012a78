"""Files without any text, and files that are of another kind than their name says."""

import codecs
import io
import random

import docx
import openpyxl
import pytest

from ragmock.text.reading import READABLE, Unreadable, read

every_kind = pytest.mark.parametrize("extension", sorted(READABLE))
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
OLD = bytes.fromhex("d0cf11e0a1b11ae1")


def reason(name, content):
    with pytest.raises(Unreadable) as refused:
        read(name, content)
    said, colon, why = str(refused.value).partition(": ")
    assert (said, colon) == (name, ": ")
    return why


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@every_kind
@pytest.mark.parametrize("content", [b"", b" ", b"\n\t \r\n"])
def test_a_file_of_nothing_is_refused_by_name(extension, content):
    assert reason(f"a.{extension}", content) == "it is empty"


@pytest.mark.parametrize("extension", ["txt", "md", "html", "csv"])
@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF8 * 2])
def test_a_mark_alone_is_no_text(extension, mark):
    assert reason(f"a.{extension}", mark) in {"it holds no text", "it is empty"}


def test_an_office_file_without_text_says_so():
    book = openpyxl.Workbook()

    assert reason("a.docx", saved(docx.Document())) == "it holds no text"
    assert reason("a.xlsx", saved(book)) == "it holds no text"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.docx", b"%PDF-1.4", "it is no Word file but a PDF file"),
        ("a.pdf", b"PK\x03\x04rest", "it is no PDF file but a zip archive or an Office file"),
        ("a.txt", PNG, "it is no text but a PNG image"),
        ("a.md", PNG, "it is no text but a PNG image"),
        ("a.csv", b"PK\x03\x04rest", "it is no text but a zip archive or an Office file"),
        ("a.xlsx", b"<html><p>x", "it is no Excel file but something else"),
        ("a.docx", OLD, "it is no Word file but an Office file of the format before 2007"),
        ("a.xlsx", OLD, "it is no Excel file but an Office file of the format before 2007"),
        ("a.txt", b"%PDF-1.4\n", "it is no text but a PDF file"),
        ("a.txt", b"MZ\x90\x00\x03\x00\x00\x00", "it is no text but something binary"),
        ("a.xlsx", OLD + "EncryptedPackage".encode("utf-16-le"), "it is encrypted"),
        ("a.pdf", b"<html><p>x", "it cannot be read: Failed to load document "),
    ],
)
def test_a_mislabelled_file_is_told_for_what_it_is(name, content, why):
    assert reason(name, content).startswith(why)


def test_a_file_of_the_format_before_2007_is_told_from_a_later_one():
    later = saved(openpyxl.Workbook())

    assert reason("a.xls", later) == (
        "it is no Excel file of the format before 2007 but a zip archive or an Office file"
    )


@pytest.mark.parametrize("made", [docx.Document, openpyxl.Workbook])
def test_a_word_file_and_an_excel_file_are_told_apart(made):
    name, kind = ("a.xlsx", "Excel") if made is docx.Document else ("a.docx", "Word")

    assert reason(name, saved(made())).startswith(f"it is no {kind} file")


@every_kind
@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_refused_by_name(extension, seed):
    assert reason(f"a.{extension}", random.Random(seed).randbytes(2_000))  # noqa: S311
