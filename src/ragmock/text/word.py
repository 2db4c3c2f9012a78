"""The text of a Word file: paragraphs, headings, lists and tables, in their order."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ragmock.text import archives

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from docx.table import Table
    from docx.text.paragraph import Paragraph


def sections(content: bytes) -> list[str]:
    """Return one section: a line for each paragraph, a table as rows of Markdown.

    As recorded from Dify 1.2.0; and an item of a list begins with ``- ``.
    """
    archives.require("Word", "word/", content)
    from docx import Document  # noqa: PLC0415 - with lxml, only for Word files

    document = Document(io.BytesIO(content))
    lists = {each.style_id for each in document.styles if (each.name or "").startswith("List")}
    lines = (line for block in document.iter_inner_content() for line in _lines(block, lists))
    return ["\n".join(lines)]


def _lines(block: Paragraph | Table, lists: Container[str | None]) -> Iterator[str]:
    from docx.table import Table  # noqa: PLC0415

    if isinstance(block, Table):
        yield from _rows(block)
    elif (text := block.text).strip():
        yield f"- {text}" if _is_item(block, lists) else text


def _is_item(paragraph: Paragraph, lists: Container[str | None]) -> bool:
    """Tell whether it has a number or a bullet, by its style or of its own."""
    element = paragraph._p  # noqa: SLF001 - the library tells this of elements alone
    numbered = element.pPr is not None and element.pPr.numPr is not None
    return numbered or element.style in lists


def _rows(table: Table) -> Iterator[str]:
    """Write a table as Markdown; its first row is the head."""
    rows = ([" ".join(cell.text.split()) for cell in row.cells] for row in table.rows)
    for place, cells in enumerate(filter(any, rows)):
        yield f"| {' | '.join(cells)} |"
        if place == 0:
            yield f"| {' | '.join('---' for _ in cells)} |"
