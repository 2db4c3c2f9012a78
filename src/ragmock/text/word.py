"""The text of a Word file: paragraphs, headings and tables, in their order."""

import io
from collections.abc import Iterator, Sequence

from ragmock.text.archives import require_modest


def text_of(content: bytes) -> str:
    """Return what the file says: a line for each paragraph, a table as rows of Markdown.

    As recorded from Dify 1.2.0. Raises ValueError for a file that is broken or encrypted.
    """
    require_modest(content)
    import docx  # noqa: PLC0415 - with lxml, only for Word files
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from docx.table import Table  # noqa: PLC0415

    try:
        document = docx.Document(io.BytesIO(content))
        blocks = list(document.iter_inner_content())
        lines = [
            line
            for block in blocks
            for line in (_table(_cells(block)) if isinstance(block, Table) else [block.text])
        ]
    except (OpcError, KeyError, ValueError, SyntaxError, AttributeError) as broken:
        raise ValueError(f"it is no readable Word file: {broken}") from None
    return "\n".join(line for line in lines if line.strip())


def _cells(table: object) -> list[list[str]]:
    rows = table.rows  # type: ignore[attr-defined]
    return [[" ".join(cell.text.split()) for cell in row.cells] for row in rows]


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write a table as Markdown; its first row is the head."""
    for place, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if place == 0:
            yield f"| {' | '.join('---' for _ in row)} |"
