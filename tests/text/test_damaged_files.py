"""Files cut short or with wrong bytes: nothing but `Unreadable` comes out."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.text.reading import Unreadable, read

from .test_office import excel_file, old_excel_file, pdf_file, word_file

TABLE = ["name", "age"], ["Ada", 36]
WHOLE = {
    "a.docx": word_file("text", [["k", "v"], ["one", "1"]]),
    "a.xlsx": excel_file(*TABLE),
    "a.xls": old_excel_file(*TABLE),
    "a.pdf": pdf_file("text", "more"),
    "a.html": b"<h1>A</h1><table><tr><th>k<th>v<tr><td>a<td>1</table><ul><li>one<li>two</ul>",
}


@pytest.mark.parametrize("name", WHOLE)
@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.data())
def test_a_damaged_file_is_read_or_unreadable(name, data):
    content = WHOLE[name]
    damaged = bytearray(content[: data.draw(st.integers(1, len(content)))])
    for place in data.draw(st.lists(st.integers(0, len(damaged) - 1), max_size=8)):
        damaged[place] ^= 0xFF

    with suppress(Unreadable):
        read(name, bytes(damaged))
