"""The text of a PDF file, page by page."""

from typing import Final

MOST_PAGES: Final = 2_000
MOST_CHARACTERS: Final = 5_000_000


def pages(content: bytes) -> list[str]:
    """Return one section for each page that has text.

    Raises ValueError for a file that is broken or encrypted, and for one of more than MOST_PAGES
    pages, which would hold up everybody else.
    """
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - 9 MB, only for PDF files

    try:
        document = PdfDocument(content)
    except PdfiumError as broken:
        raise ValueError(_reason(str(broken))) from None
    try:
        if len(document) > MOST_PAGES:
            raise ValueError(f"it has {len(document)} pages; {MOST_PAGES} are read at most")
        return _texts(document)
    except PdfiumError as broken:
        raise ValueError(_reason(str(broken))) from None
    finally:
        document.close()


def _texts(document: object) -> list[str]:
    texts, length = [], 0
    for page in document:  # type: ignore[attr-defined]
        text = page.get_textpage().get_text_range().replace("\r\n", "\n").strip()
        length += len(text)
        if length > MOST_CHARACTERS:
            raise ValueError(f"it has more than {MOST_CHARACTERS} characters")
        if text:
            texts.append(text)
    if not texts:
        raise ValueError("it holds no text, only pictures at most")
    return texts


def _reason(said: str) -> str:
    return "it is encrypted" if "password" in said.lower() else f"it is no readable PDF: {said}"
