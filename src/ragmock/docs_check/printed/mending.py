"""Printed JSON mended: mistake after mistake is named, and the text becomes JSON.

One pass over the pieces of the text, with a stack of what is open. Each piece is either what JSON
expects there, or a mistake with the edits that make it so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from ragmock.docs_check.printed.mistakes import MEANINGS
from ragmock.docs_check.printed.tokens import Token, tokens
from ragmock.docs_check.printed.values import Fix, fixes, in_place, is_unsaid, quoted
from ragmock.docs_check.problem import Problem
from ragmock.docs_check.traced import Edit

_MOST: Final = 200  # mistakes in one text
DEEPEST: Final = 200  # objects and lists within each other
_CLOSES: Final = {"{": "}", "[": "]"}
_WIDE: Final = dict(zip("：，｛｝［］", ":,{}[]", strict=True))


@dataclass
class _Open:
    """An object or a list that is open."""

    bracket: str
    start: int
    wants: str  # item, or the end; value; colon; comma, or the end
    comma: Token | None = None  # the last piece, if it was a comma
    elided: bool = False  # the last piece was an ellipsis, but for a comma


@dataclass
class Mending:
    """What was found in a text so far."""

    text: str
    problems: list[Problem] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    elided: list[int] = field(default_factory=list)  # where what has an ellipsis opens
    unsaid: list[int] = field(default_factory=list)  # where a value is a placeholder
    hopeless: bool = False  # it has so many mistakes, or is so deep, that it was never JSON
    _stack: list[_Open] = field(default_factory=list)
    _done: bool = False  # there is a value, and nothing is open
    _end: int = 0  # of the last piece

    # ------------------------------------------------------------------ the text as a whole
    def run(self) -> None:
        """Go through the text."""
        pieces = [*tokens(self.text)]
        for token in pieces[self._headless(pieces) :]:
            if self._done and token.kind != "comment" and token.text not in _CLOSES.values():
                end = len(self.text.rstrip())
                self._found("extra-text", Token("", self.text[token.start : end], token.start), "")
                break
            self._take(token)
            if len(self.problems) > _MOST or len(self._stack) > DEEPEST:
                self.hopeless = True
                return
        if self._stack:
            self._truncated()

    def _take(self, token: Token) -> None:
        if token.kind in ("comment", "odd"):
            name, meant = ("comment", "") if token.kind == "comment" else ("odd-blank", " ")
            self._found(name, token, meant)
            return
        if token.kind in ("mark", "wide"):
            self._mark(token)
        elif token.kind == "ellipsis":
            self._ellipsis(token)
        elif token.kind == "equals":
            self._colon(token)
        else:
            self._value(token)
        self._end = token.end

    def _headless(self, pieces: list[Token]) -> int:
        """Open what a block closes that begins inside of a value; say which pieces are lost."""
        depth = missing = 0
        opened: list[str] = []
        for token in pieces:
            mark = _WIDE.get(token.text, token.text)
            if mark in _CLOSES:
                depth += 1
            elif mark in _CLOSES.values():
                depth -= 1
                if depth < -missing:
                    missing = -depth
                    opened.append("{" if mark == "}" else "[")
        starts_open = bool(pieces) and pieces[0].text not in _CLOSES
        if not missing or not starts_open:
            return 0
        first = pieces[0]
        is_member = first.kind == "string" and len(pieces) > 1 and pieces[1].text == ":"
        lost = 0 if is_member else next((n for n, t in enumerate(pieces) if t.text == ","), 0) + 1
        end = pieces[lost - 1].end if lost else first.start
        self._problem("missing-head", first.start, max(end, first.start + 1), "")
        *outer, innermost = reversed(opened)
        heads = ['{"":' if each == "{" else "[" for each in outer]
        self.edits.append(Edit(first.start, end, "".join((*heads, innermost))))
        self._stack = [_Open(each, first.start, "comma") for each in outer]
        self._stack.append(_Open(innermost, first.start, "item"))
        return lost

    def _truncated(self) -> None:
        innermost = self._stack[-1]
        closing = ""
        if innermost.comma:
            self.edits.append(Edit(innermost.comma.start, innermost.comma.end, ""))
        elif innermost.wants in ("colon", "value"):
            closing = "null" if innermost.wants == "value" else ": null"
        closing += "".join(_CLOSES[each.bracket] for each in reversed(self._stack))
        self._problem("truncated", max(self._end - 1, 0), self._end, "")
        self.edits.append(Edit(self._end, self._end, closing))

    # ------------------------------------------------------------------ brackets, colons, commas
    def _mark(self, token: Token) -> None:
        mark = token.text
        if token.kind == "wide":
            mark = _WIDE[token.text]
            self._found("wide-punctuation", token, mark)
        if mark in _CLOSES:
            self._before_value(token)
            self._stack.append(_Open(mark, token.start, "item"))
        elif mark == ":":
            self._colon(token)
        elif mark == ",":
            self._comma(token)
        else:
            self._close(token, mark)

    def _close(self, token: Token, mark: str) -> None:
        if not self._stack:
            self._found("extra-bracket", token, "")
            return
        top = self._stack.pop()
        if top.comma and top.elided:
            self.edits.append(Edit(top.comma.start, top.comma.end, ""))
        elif top.comma:
            self._found("trailing-comma", top.comma, "")
        elif top.wants == "value":
            self._insert("missing-value", token.start, " null")
        elif top.wants == "colon":
            self._insert("missing-value", token.start, ": null")
        if _CLOSES[top.bracket] != mark:
            if self._stack and _CLOSES[self._stack[-1].bracket] == mark:
                self._insert("wrong-bracket", token.start, _CLOSES[top.bracket])
                self._after_value()
                self._close(token, mark)
                return
            self._found("wrong-bracket", token, _CLOSES[top.bracket])
        self._after_value()

    def _colon(self, token: Token) -> None:
        top = self._stack[-1] if self._stack else None
        if top is None or top.wants != "colon":
            self._found("unreadable", token, "")
            return
        if token.text not in (":", "："):
            self._found("wrong-colon", token, ":")
        top.wants, top.comma = "value", None

    def _comma(self, token: Token) -> None:
        top = self._stack[-1] if self._stack else None
        if top is None:
            self._found("unreadable", token, "")
        elif top.elided:
            self._after_ellipsis(top, token)
        elif top.wants == "item":
            self._found("extra-comma", token, "")
        else:
            if top.wants != "comma":
                null = "null" if top.wants == "value" else ": null"
                self._insert("missing-value", token.start, null)
            top.wants, top.comma = "item", token

    # ------------------------------------------------------------------ values and names
    def _value(self, token: Token) -> None:
        top = self._stack[-1] if self._stack else None
        if token.kind == "other":
            self._found("unreadable", token, "")
            return
        if top and top.bracket == "{" and top.wants in ("item", "comma"):
            self._name(top, token)
            return
        self._before_value(token)
        self._fix(*fixes(token))
        if is_unsaid(token):
            self.unsaid.append(token.start)
        self._after_value()

    def _name(self, top: _Open, token: Token) -> None:
        self._separate(top)
        if token.kind in ("word", "number"):
            self._fix(in_place("unquoted-name", token, quoted(token.text)))
        else:
            self._fix(*fixes(token))
        top.wants = "colon"

    def _before_value(self, token: Token) -> None:
        """See that a value may stand here."""
        if not self._stack:
            return
        top = self._stack[-1]
        if top.wants == "colon":
            self._insert("missing-colon", self._end, ":")
        elif top.bracket == "[":
            self._separate(top)
        elif top.wants != "value":
            self._separate(top)
            self._insert("missing-name", token.start, '"": ')
        top.comma = None

    def _separate(self, top: _Open) -> None:
        """See that a comma stands between an item and the one before it."""
        if top.wants == "comma":
            self._insert("missing-comma", self._end, ",")
        top.comma, top.elided = None, False

    def _after_value(self) -> None:
        if self._stack:
            self._stack[-1].wants, self._stack[-1].comma = "comma", None
        else:
            self._done = True

    def _ellipsis(self, token: Token) -> None:
        """Take out an ellipsis; where a value is expected it is null, and says nothing."""
        top = self._stack[-1] if self._stack else None
        self._found("ellipsis", token, "null" if top and top.wants == "value" else "")
        if top is None:
            return
        if top.wants == "value":
            self.unsaid.append(token.start)
            self._after_value()
            return
        self.elided.append(top.start)
        top.elided = True

    def _after_ellipsis(self, top: _Open, comma: Token) -> None:
        """Take a comma behind an ellipsis, if there is none before it; else it goes with it."""
        if top.wants == "comma":
            top.wants, top.comma = "item", comma
        else:
            self.edits.append(Edit(comma.start, comma.end, ""))

    # ------------------------------------------------------------------ telling
    def _found(self, name: str, token: Token, meant: str) -> None:
        self._fix(in_place(name, token, meant))

    def _fix(self, *fixes: Fix) -> None:
        for each in fixes:
            self._problem(each.name, each.start, each.end, each.meant)
            self.edits.append(each.edit)

    def _insert(self, name: str, at: int, text: str) -> None:
        """Tell what is missing at a place: it is the character before it that is shown."""
        start = max(at - 1, 0)
        self._problem(name, start, at, self.text[start:at] + text)
        self.edits.append(Edit(at, at, text))

    def _problem(self, name: str, start: int, end: int, meant: str) -> None:
        stands = self.text[start:end]
        self.problems.append(Problem(name, start, end, stands, MEANINGS[name], meant))
