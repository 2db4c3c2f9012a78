"""The rows of a table of comma-separated values."""

import csv
import io
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from ragmock.text import charsets

# A table is cut by the sign that cuts its head into the most columns, the comma among equals.
# The real server knows the comma only.
_DELIMITERS: Final = (",", ";", "\t", "|")


def rows(content: bytes) -> Iterator[str]:
    """Yield one section for each row under the head: ``name: Alice;age: 30``.

    As recorded from Dify 1.2.0. Its cells go through pandas, which has an empty one say ``nan``
    and may write a number in its own way (``007`` as ``7``); here a cell says what the file says.
    Blank rows and rows with more cells than the head are left out.
    """
    text = charsets.decode(content)
    head = next(line for line in io.StringIO(text) if line.strip())
    csv.field_size_limit(len(text) + 1)
    delimiter = max(_DELIMITERS, key=lambda sign: len(next(csv.reader([head], delimiter=sign))))
    columns, *table = (
        [cell.strip() for cell in row]
        for row in csv.reader(io.StringIO(text), delimiter=delimiter)
        if any(row) and not "".join(row).isspace()
    )
    for row in table:
        if len(row) <= len(columns):
            yield ";".join(
                f"{name}: {cell}" for name, cell in zip_longest(columns, row, fillvalue="")
            )
