"""What an uploaded file says, by the extension of its name."""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Final

from ragmock.domain.indexing import Unreadable
from ragmock.text import charsets, markdown, tables, web_pages

__all__ = ["READABLE", "Unreadable", "read"]


def read(name: str, content: bytes) -> list[str]:
    """Return the sections of text that a file holds, in order.

    The last suffix of the name decides, in whatever case. A section is what the real server cuts
    into chunks on its own: a file of text is one section, an empty file is one empty section.
    The ``word_count`` of a document in Dify is the number of characters of all its sections
    (1.2.0, recorded). Raises Unreadable for another suffix, and for content that cannot be
    decoded or is not what the suffix says; its text names the file.
    """
    extension = PurePosixPath(name).suffix.lower().removeprefix(".")
    reader = _READERS.get(extension)
    if reader is None:
        raise Unreadable(f"{name}: there is no reader for files of the kind {extension!r}")
    try:
        return reader(charsets.decode(content))
    except ValueError as error:
        raise Unreadable(f"{name}: {error}") from error


def _plain(text: str) -> list[str]:
    return [text]


def _web_page(text: str) -> list[str]:
    return [web_pages.text_of(text)]


_READERS: Final[Mapping[str, Callable[[str], list[str]]]] = {
    "csv": tables.rows,
    "htm": _web_page,
    "html": _web_page,
    "markdown": markdown.sections,
    "md": markdown.sections,
    "mdx": markdown.sections,
    "txt": _plain,
}

READABLE: Final = frozenset(_READERS)
"""The extensions, in lower case and without the dot, that `read` knows."""
