"""Files cut short or with wrong bytes: nothing but `Unreadable` comes out."""

from contextlib import suppress

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.text.reading import Unreadable, read


@pytest.fixture(scope="module", params=["docx", "xlsx"])
def whole(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / f"a.{request.param}"
    if request.param == "docx":
        book = docx.Document()
        book.add_paragraph("text")
    else:
        book = openpyxl.Workbook()
        book.active.append(["name", "age"])
        book.active.append(["Ada", 36])
    book.save(path)
    return path.name, path.read_bytes()


@settings(deadline=None, derandomize=True)
@given(st.data())
def test_a_damaged_file_is_read_or_unreadable(whole, data):
    name, content = whole
    damaged = bytearray(content[: data.draw(st.integers(1, len(content)))])
    for place in data.draw(st.lists(st.integers(0, len(damaged) - 1), max_size=8)):
        damaged[place] ^= 0xFF

    with suppress(Unreadable):
        read(name, bytes(damaged))
