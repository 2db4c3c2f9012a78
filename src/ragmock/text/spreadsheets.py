"""The rows of an Excel file."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ragmock.text import archives

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from python_calamine import CalamineSheet

Cell = int | float | str | bool | time | date | datetime | timedelta


def rows(content: bytes) -> Iterator[str]:
    """Yield one section for each row under the head, of every sheet: ``"name":"Ada";"age":"30"``.

    As recorded from Dify 1.2.0; empty cells are left out.
    """
    if content.startswith(b"PK"):  # a file since 2007
        archives.require("Excel", "xl/", content)
    from python_calamine import load_workbook  # noqa: PLC0415 - only for Excel

    book = load_workbook(io.BytesIO(content))
    tables = [_filled(book.get_sheet_by_name(name)) for name in book.sheet_names]
    if not any(tables):
        raise ValueError("it holds no text")
    for head, *table in filter(None, tables):
        names = [_say(cell) for cell in head]
        yield from filter(None, (_row(names, row) for row in table))


def _filled(sheet: CalamineSheet) -> list[list[Cell]]:
    return [row for row in sheet.iter_rows() if any(cell != "" for cell in row)]


def _row(head: Sequence[str], row: Sequence[Cell]) -> str:
    named = zip(head, row, strict=False)
    return ";".join(f'"{name}":"{_say(cell)}"' for name, cell in named if cell != "")


def _say(cell: Cell) -> str:
    """Write a cell as it is read: a whole number without a fraction."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
