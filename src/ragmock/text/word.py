"""The text of a Word file: paragraphs, headings, lists and tables, in their order."""

from collections.abc import Mapping
from typing import Final, Protocol

from ragmock.text.archives import Archive
from ragmock.text.word_lines import Lines
from ragmock.text.word_styles import Styles

_AT_ONCE: Final = 1 << 16
_TYPES: Final = "[Content_Types].xml"
_DOCUMENT: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
)
_STYLES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"


def text_of(content: bytes) -> str:
    """Return what the file says: a line for each paragraph, a table as rows of Markdown.

    As recorded from Dify 1.2.0; and an item of a list begins with ``- ``. The file is read as a
    stream: python-docx takes 22 seconds for a million paragraphs, and three gigabytes for a cell
    that says it spans two thousand million columns. Raises ValueError for a file that is broken,
    encrypted or too large.
    """
    archive = Archive(content)
    types = _Types()
    _parse(archive.part(_TYPES), types)
    document = next((types.parts[kind] for kind in _DOCUMENT if kind in types.parts), None)
    if document is None:
        raise ValueError("it is no Word file")
    styles = Styles()
    if types.parts.get(_STYLES) in archive.names():
        _parse(archive.part(types.parts[_STYLES]), styles)
    lines = Lines(styles.of_items())
    _parse(archive.part(document), lines)
    return "\n".join(lines.told)


class _Target(Protocol):
    """What the parser tells of a part."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...


class _Types:
    """Which part of the archive is of which type."""

    def __init__(self) -> None:
        self.parts: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        if "PartName" in attributes:
            name = attributes["PartName"].removeprefix("/")
            self.parts[attributes.get("ContentType", "")] = name

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...


def _parse(part: bytes, target: _Target) -> None:
    """Read XML as a stream. What the parser bounds of itself (depth, entities) stays bounded."""
    from lxml import etree  # noqa: PLC0415  # pyright: ignore[reportAttributeAccessIssue]

    parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True)
    try:
        for start in range(0, len(part), _AT_ONCE):  # what a target refuses is told between two
            parser.feed(part[start : start + _AT_ONCE])
        parser.close()
    except etree.XMLSyntaxError as broken:
        raise ValueError(f"it is no readable Word file: {broken}") from None
