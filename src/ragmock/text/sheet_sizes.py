"""How many cells the sheets of an Excel file span, told without reading them."""

import re
from typing import Final

# A place such as A1 or, of a row, 1; what follows it tells an element that holds nothing.
_PLACE: Final = re.compile(
    rb"\br\s*=\s*[\"']([A-Za-z]*)([0-9]+)[\"']"
    rb"((?:\s+[\w:.-]++\s*=\s*(?:\"[^\"]*+\"|'[^']*+'))*+\s*/>)?"
)
_ROW: Final = re.compile(rb"<(?:\w+:)?row[\s/>]")
_CELL: Final = re.compile(rb"<(?:\w+:)?c[\s/>]")
_LETTERS: Final = 26


def cells_of_xlsx(part: bytes) -> int:
    """Return at least as many as the rectangle from the first cell of a sheet to its last has.

    Cells and rows that do not name their place stand behind the one before.
    """
    rows = columns = placed_rows = placed_cells = 0
    for letters, digits, nothing in _PLACE.findall(part):
        placed_cells += bool(letters)
        placed_rows += not letters
        if not nothing:
            rows = max(rows, int(digits[:_DIGITS]))
            columns = max(columns, _column(letters[:_DIGITS]))
    if len(_ROW.findall(part)) > placed_rows:
        rows += len(_ROW.findall(part))
    if len(_CELL.findall(part)) > placed_cells:
        columns += max(len(_CELL.findall(row)) for row in _ROW.split(part))
    return rows * columns


_DIGITS: Final = 9  # no place has more; a number of a million digits takes long to read


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + letter - ord("A") + 1
    return number
