"""What an uploaded file says, by the extension of its name."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from ragmock.domain.indexing import Unreadable
from ragmock.text import charsets, markdown, pdf, signatures, spreadsheets, tables, web_pages, word
from ragmock.text.confined import confined
from ragmock.text.remembering import remembering

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ragmock.text.confined import Reader

__all__ = ["READABLE", "Unreadable", "read"]


def read(name: str, content: bytes) -> list[str]:
    """Return the sections of text that a file holds, in order.

    The last suffix of the name decides, in whatever case. A section is what the real server cuts
    into chunks on its own: a file of text is one section. The ``word_count`` of a document in Dify
    is the number of characters of all its sections (1.2.0, recorded). Raises Unreadable for another
    suffix, and for content without any text, or that cannot be decoded or is not what the suffix
    says; its text names the file.
    """
    extension = PurePosixPath(name).suffix.lower().removeprefix(".")
    reader = _READERS.get(extension)
    if reader is None:
        raise Unreadable(f"{name}: there is no reader for files of the kind {extension!r}")
    try:
        signatures.require(extension, content)
        sections = reader(content)
    except ValueError as error:
        raise Unreadable(f"{name}: {error}") from error
    if sections and not any(map(str.strip, sections)):
        raise Unreadable(f"{name}: it holds no text")
    return sections


def _decoded(sections: Callable[[str], list[str]]) -> Callable[[bytes], list[str]]:
    return lambda content: sections(charsets.decode(content))


def _apart(reader: Reader) -> Callable[[bytes], list[str]]:
    return remembering(reader.__module__, confined(reader))


_plain: Final = _decoded(lambda text: [text])
_markdown: Final = _decoded(markdown.sections)
_web_page: Final = _apart(web_pages.sections)
_spreadsheet: Final = _apart(spreadsheets.rows)

_READERS: Final[Mapping[str, Callable[[bytes], list[str]]]] = {
    "csv": _apart(tables.rows),
    "docx": _apart(word.sections),
    "htm": _web_page,
    "html": _web_page,
    "markdown": _markdown,
    "md": _markdown,
    "mdx": _markdown,
    "pdf": _apart(pdf.pages),
    "txt": _plain,
    "xls": _spreadsheet,
    "xlsx": _spreadsheet,
}

READABLE: Final = frozenset(_READERS)
"""The extensions, in lower case and without the dot, that `read` knows."""
