"""The rows of an Excel file."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from ragmock.text.archives import require_modest

MOST_ROWS: Final = 200_000

Cell = int | float | str | bool | time | date | datetime | timedelta


def rows(content: bytes, *, zipped: bool) -> list[str]:
    """Return one section for each row under the head, of every sheet: ``"name":"Ada";"age":"30"``.

    As recorded from Dify 1.2.0; empty cells are left out. `zipped` tells xlsx from xls. Raises
    ValueError for a file that is broken or encrypted.
    """
    if zipped:
        require_modest(content)
    from python_calamine import CalamineError, load_workbook  # noqa: PLC0415 - only for Excel

    try:
        book = load_workbook(io.BytesIO(content))
        return [row for name in book.sheet_names for row in _rows(book.get_sheet_by_name(name))]
    except CalamineError as broken:
        raise ValueError(_reason(str(broken))) from None


def _rows(sheet: object) -> Iterator[str]:
    table: list[list[Cell]] = sheet.to_python(nrows=MOST_ROWS)  # type: ignore[attr-defined]
    filled = [row for row in table if any(cell != "" for cell in row)]
    if not filled:
        return
    head = [_say(cell) for cell in filled[0]]
    for row in filled[1:]:
        said = _row(head, row)
        if said:
            yield said


def _row(head: Sequence[str], row: Sequence[Cell]) -> str:
    named = zip(head, row, strict=False)
    return ";".join(f'"{name}":"{_say(cell)}"' for name, cell in named if cell != "")


def _say(cell: Cell) -> str:
    """Write a cell as it is read: a whole number without a fraction."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _reason(said: str) -> str:
    encrypted = "password" in said.lower() or "encrypt" in said.lower()
    return "it is encrypted" if encrypted else f"it is no readable Excel file: {said}"
