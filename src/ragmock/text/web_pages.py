"""The text of an HTML file, line by line as a reader sees it."""

import re
from typing import Final

MOST_DEEP: Final = 256
"""How deep elements may be nested; looking for the start of what ends costs a step
for each level."""

MOST_ELEMENTS: Final = 1_500_000
_AT_ONCE: Final = 1 << 16

_UNSEEN: Final = frozenset(("iframe", "noframes", "script", "style", "svg", "template"))
_LINES: Final = frozenset(
    {
        *("address", "article", "aside", "body", "button", "caption", "center", "dd", "details"),
        *("dialog", "dir", "div", "dt", "fieldset", "figcaption", "figure", "footer", "form"),
        *("frameset", "head", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu"),
        *("nav", "optgroup", "option", "search", "section", "select", "summary", "tbody", "tfoot"),
        *("thead", "tr"),
    }
)
_PARAGRAPHS: Final = frozenset(
    {
        *("blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table"),
        *("title", "ul"),
    }
)
_ROWS: Final = frozenset(("table", "tr"))
_CELLS: Final = frozenset(("td", "th"))
_LISTS: Final = frozenset(("dir", "menu", "ol", "ul"))
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")


def text_of(page: str) -> str:
    """Return what the page says, without tags, scripts and styles.

    A block is a line, with a blank line around paragraphs, headings, lists and tables; an item of a
    list begins with ``- ``, a row of a table is ``| a | b |``, and what is preformatted keeps its
    lines. The title comes first. Dify 1.2.0 puts nothing between two elements (``<h1>A</h1><p>B``
    says ``AB``, recorded), so that no heading can be told from its text.

    The page is read as a stream, in proportion to its length. Raises ValueError if it has more
    than MOST_ELEMENTS elements, or nests them more than MOST_DEEP deep.
    """
    from lxml import etree  # noqa: PLC0415  # pyright: ignore[reportAttributeAccessIssue]

    lines = _Lines()
    parser = etree.HTMLParser(target=lines, encoding="utf-8", huge_tree=True)
    content = page.encode()
    try:
        for start in range(0, len(content), _AT_ONCE):  # what lines refuse is told between two
            parser.feed(content[start : start + _AT_ONCE])
        parser.close()
    except etree.XMLSyntaxError as broken:
        raise ValueError(f"it is no readable HTML: {broken}") from None
    return lines.text()


class _Lines:
    """Is told of tags and text by the parser, and makes lines of them."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._said: list[str] = []  # since the last line, or the last cell of a row
        self._row: list[str] | None = None  # the cells of this row so far
        self._depth = self._elements = self._unseen = self._preformatted = self._lists = 0
        self._apart = self._item = False  # what the next line begins with: a blank line, a dash

    def start(self, tag: str, _: object) -> None:
        self._depth += 1
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise ValueError(f"it has more than {MOST_ELEMENTS} elements")
        if self._depth > MOST_DEEP:
            raise ValueError(f"its elements are nested more than {MOST_DEEP} deep")
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self._break()
        elif tag in _CELLS:
            self._end_cell(empty=False)
        elif tag in _LINES or tag in _PARAGRAPHS:
            if tag in _ROWS:
                self._end_row()
            self._end_line(apart=tag in _PARAGRAPHS)
            self._enter(tag)

    def end(self, tag: str) -> None:
        self._depth -= 1
        if tag in _UNSEEN:
            self._unseen -= 1
        elif tag in _CELLS:
            self._end_cell(empty=True)
        elif tag in _LINES or tag in _PARAGRAPHS:
            if tag in _ROWS:
                self._end_row()
            self._end_line(apart=False)
            self._leave(tag)

    def data(self, text: str) -> None:
        if not self._unseen:
            self._said.append(text)

    def close(self) -> None:
        self._end_row()
        self._end_line(apart=False)

    def text(self) -> str:
        return "\n".join(self._lines)

    def _enter(self, tag: str) -> None:
        if tag == "tr":
            self._row = []
        elif tag == "pre":
            self._preformatted += 1
        elif tag in _LISTS:
            self._lists += 1
        elif tag == "li":
            self._item = self._row is None

    def _leave(self, tag: str) -> None:
        if tag == "pre":
            self._preformatted -= 1
        elif tag in _LISTS:
            self._lists -= 1
        elif tag == "li":
            self._item = False
        self._apart = self._apart or (tag in _PARAGRAPHS and not self._lists)

    def _break(self) -> None:
        if self._preformatted and self._row is None:
            self._said.append("\n")
        else:
            self._end_line(apart=_is_blank(self._said))

    def _end_line(self, *, apart: bool) -> None:
        """Make a line of what was said; in a row all is one line."""
        if self._row is not None:
            self._said.append(" ")
            return
        text = "".join(self._said)
        self._said.clear()
        for line in text.strip("\n").split("\n") if self._preformatted else (_squeezed(text),):
            self._tell(line.rstrip())
        self._apart = self._apart or (apart and not self._lists)

    def _end_cell(self, *, empty: bool) -> None:
        """Take what was said into the row; a cell without a row is a line."""
        if self._row is None:
            self._end_line(apart=False)
            return
        if empty or not _is_blank(self._said):
            self._row.append(_squeezed("".join(self._said)))
        self._said.clear()

    def _end_row(self) -> None:
        """Tell the row; one that is cut short by a table in a cell is told so far."""
        if self._row is None:
            return
        self._end_cell(empty=False)
        row, self._row = self._row, None
        if any(row):
            self._tell(f"| {' | '.join(row)} |")

    def _tell(self, line: str) -> None:
        if not line and not (self._preformatted and self._lines and not self._apart):
            return
        if self._apart and self._lines:
            self._lines.append("")
        self._lines.append(f"- {line}" if self._item else line)
        self._apart = self._item = False


def _squeezed(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _is_blank(said: list[str]) -> bool:
    return not "".join(said).strip()
