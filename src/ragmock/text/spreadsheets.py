"""The rows of an Excel file."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from ragmock.text.archives import Archive
from ragmock.text.sheet_sizes import cells_of_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from python_calamine import CalamineSheet

MOST_CELLS: Final = 1_000_000
_UNREAD: Final = re.compile(
    r"/$|^(?!xl/|_rels/|\[Content_Types])|^xl/(activeX|calcChain|charts|comments|ctrlProps|customXml"
    r"|drawings|embeddings|externalLinks|media|persons|pivot|printerSettings|theme|threaded|vba)"
)

Cell = int | float | str | bool | time | date | datetime | timedelta
Table = list[list[Cell]]


def rows(content: bytes, *, zipped: bool) -> list[str]:
    """Return one section for each row under the head, of every sheet: ``"name":"Ada";"age":"30"``.

    As recorded from Dify 1.2.0; empty cells are left out. `zipped` tells xlsx from xls. Raises
    ValueError for a file that is broken or encrypted, and for one whose cells span more than
    MOST_CELLS: the reader makes room for all between the first and the last.
    """
    if zipped:
        content = _honest(content)
    from python_calamine import CalamineError, load_workbook  # noqa: PLC0415 - only for Excel

    try:
        book = load_workbook(io.BytesIO(content))
        tables = [_filled(book.get_sheet_by_name(name)) for name in book.sheet_names]
    except (CalamineError, ValueError, OverflowError) as broken:
        raise ValueError(_reason(str(broken))) from None
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":  # of the reader, which gives it no other name
            raise
        raise ValueError(_reason("its parts contradict each other")) from None
    if not any(tables):
        raise ValueError("it holds no text")
    return [row for table in tables for row in _rows(table)]


def _honest(content: bytes) -> bytes:
    """Check the size of what the reader would unpack, and leave it no more than was checked."""
    archive = Archive(content)
    if "xl/workbook.xml" not in archive.names():
        raise ValueError("it is no Excel file: it holds no workbook")
    honest = archive.repacked(_UNREAD)
    checked = Archive(honest)
    cells = sum(cells_of_xlsx(checked.part(name)) for name in checked.names())
    if cells > MOST_CELLS:
        raise ValueError(f"its sheets span {cells} cells; {MOST_CELLS} are read at most")
    return honest


def _filled(sheet: CalamineSheet) -> Table:
    return [row for row in sheet.to_python() if any(cell != "" for cell in row)]


def _rows(table: Table) -> Iterator[str]:
    """Say each row below the first, which is the head."""
    head = [_say(cell) for cell in table[0]] if table else []
    for row in table[1:]:
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
