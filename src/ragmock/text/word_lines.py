"""The lines of a Word document."""

from collections.abc import Callable, Mapping
from typing import Final

from ragmock.text.word_styles import local, value

MOST_ELEMENTS: Final = 1_500_000
MOST_COLUMNS: Final = 63  # as Word has it
_UNSEEN: Final = frozenset(("Fallback", "moveFrom", "pPrChange"))
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class Lines:
    """Is told of the elements of a document, and makes a line of each paragraph and row."""

    def __init__(self, item_styles: Mapping[str, bool]) -> None:
        self.told: list[str] = []
        self._item_styles = item_styles
        self._elements = self._unseen = self._runs = self._tables = 0
        self._is_text = False
        self._open: list[list[str]] = []  # paragraphs; a text box stands within another one
        self._item = False
        self._cell: list[str] = []
        self._row: list[str] = []
        self._rows = 0  # of this table so far
        self._span = 1
        self._starts: dict[str, Callable[[Mapping[str, str]], None]] = {
            "p": self._start_paragraph,
            "pStyle": self._take_style,
            "numId": self._take_numbering,
            "r": self._start_run,
            "t": self._start_text,
            "tbl": self._start_table,
            "gridSpan": self._take_span,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "p": self._end_paragraph,
            "r": self._end_run,
            "t": self._end_text,
            "tbl": self._end_table,
            "tr": self._end_row,
            "tc": self._end_cell,
        }

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element; raises ValueError at one too many."""
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise ValueError(f"it has more than {MOST_ELEMENTS} elements")
        name = local(tag) or tag.rpartition("}")[2]
        if name in _UNSEEN:
            self._unseen += 1
        elif not self._unseen and local(tag):
            if name in self._starts:
                self._starts[name](attributes)
            elif name in _SIGNS and self._runs and self._open:
                self._open[-1].append(_SIGNS[name])

    def end(self, tag: str) -> None:
        """End an element."""
        name = local(tag) or tag.rpartition("}")[2]
        if name in _UNSEEN:
            self._unseen -= 1
        elif not self._unseen and local(tag) and name in self._ends:
            self._ends[name]()

    def data(self, text: str) -> None:
        """Take text; what stands between elements is none of the document's."""
        if self._is_text and self._open:
            self._open[-1].append(text)

    def close(self) -> None:
        """Have nothing left to say."""

    # ------------------------------------------------------------------ paragraphs
    def _start_paragraph(self, _: Mapping[str, str]) -> None:
        self._open.append([])
        self._item = False

    def _take_style(self, attributes: Mapping[str, str]) -> None:
        self._item = self._item_styles.get(value(attributes), False)

    def _take_numbering(self, attributes: Mapping[str, str]) -> None:
        self._item = value(attributes) != "0"

    def _start_run(self, _: Mapping[str, str]) -> None:
        self._runs += 1

    def _start_text(self, _: Mapping[str, str]) -> None:
        self._is_text = True

    def _end_text(self) -> None:
        self._is_text = False

    def _end_run(self) -> None:
        self._runs -= 1

    def _end_paragraph(self) -> None:
        text = "".join(self._open.pop()) if self._open else ""
        if not text.strip():
            return
        if self._tables:
            self._cell.append(text)
        else:
            self.told.append(f"- {text}" if self._item else text)

    # ------------------------------------------------------------------ tables
    def _start_table(self, _: Mapping[str, str]) -> None:
        self._tables += 1
        if self._tables == 1:  # one in a cell is text of that cell
            self._rows = 0

    def _end_table(self) -> None:
        self._tables -= 1

    def _take_span(self, attributes: Mapping[str, str]) -> None:
        columns = value(attributes)
        if self._tables == 1 and columns.isdecimal() and len(columns) < len(str(MOST_ELEMENTS)):
            self._span = min(max(int(columns), 1), MOST_COLUMNS)

    def _end_cell(self) -> None:
        """Put a cell into the row, and behind it empty ones for the columns that it spans."""
        if self._tables == 1:
            self._row.append(" ".join(" ".join(self._cell).split()))
            self._row += [""] * (self._span - 1)
            self._span = 1
            self._cell.clear()

    def _end_row(self) -> None:
        """Tell a row as Markdown; the first one is the head."""
        if self._tables != 1:
            return
        if any(self._row):
            self.told.append(f"| {' | '.join(self._row)} |")
            if self._rows == 0:
                self.told.append(f"| {' | '.join('---' for _ in self._row)} |")
            self._rows += 1
        self._row.clear()
