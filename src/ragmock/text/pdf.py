"""The text of a PDF file, page by page."""

from collections.abc import Iterator
from typing import Final

MOST_PAGES: Final = 2_000


def pages(content: bytes) -> Iterator[str]:
    """Yield one section for each page that has text."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - 9 MB, only for PDF files

    document = PdfDocument(content)
    if len(document) > MOST_PAGES:
        raise ValueError(f"it has {len(document)} pages; {MOST_PAGES} are read at most")
    texts = (page.get_textpage().get_text_range() for page in document)
    silent = True
    for text in texts:
        if text.strip():
            silent = False
            yield text.replace("\r\n", "\n").strip()
    if silent:
        raise ValueError("it holds no text, only pictures at most")
