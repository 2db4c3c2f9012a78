"""The pieces that printed JSON is made of, those that JSON does not know among them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Tried in this order. Those that may fail look ahead a bounded way, so that no text takes long.
_KINDS: Final = {
    "blank": r"[ \t\r\n]+",
    "odd": r"[\u00a0\u2000-\u200b\u3000\ufeff]+",
    "ellipsis": r"\.{3,}|…+",
    "comment": r"//[^\n]*|/\*[\s\S]{0,2000}?\*/|\#[^\n]*|<!--[\s\S]{0,2000}?-->",
    "string": r'"(?:[^"\\\n]|\\.)*"',
    "unended": r'"[^\n]*',
    "smart": r"[“”„][^“”„\"\n]*[“”„\"]|[‘’][^‘’'\n]*[‘’']",
    "single": r"'(?:[^'\\\n]|\\.)*'",
    "placeholder": r"<[^<>\n]{1,60}>|\{\{[ ]?[A-Za-z_][\w.-]*[ ]?\}\}|\$?\{[A-Za-z_][\w.-]*\}",
    "unbegun": r'[A-Za-z_][\w. -]{0,60}"(?=[ \t]*(?:[:,\]}\n]|\Z))',
    "number": r"[-+]?(?:\d|\.\d)[\w.+-]*",
    "word": r"[^\W\d][\w.|/-]*",
    "mark": r"[{}\[\]:,]",
    "wide": r"[：，｛｝［］]",
    "equals": r"=>?",
    "other": r"[\s\S]",
}
_TOKEN: Final = re.compile("|".join(f"(?P<{kind}>{each})" for kind, each in _KINDS.items()))

#: A quote that is meant to end a string: what stands behind it may stand behind a value or a name.
_ENDS: Final = re.compile(r'"(?=[ \t]*(?:[:,\]}\n\r"=：，｝］]|//|\#|/\*|\.\.\.|\Z))')
_NEXT_NAME: Final = re.compile(r'\s*[}\],]*\s*"[^"\n]*"\s*:')
_NAME: Final = re.compile(r'"\w+(?=:[ \t])')
_CUT: Final = re.compile(r'[ \t]*,[ \t]*"\Z')
_REST_OF_NAME: Final = re.compile(r'[^"\n]+"[ \t]*:')


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


def tokens(text: str) -> Iterator[Token]:
    """Cut a text into pieces; blanks are left out."""
    at = 0
    while at < len(text):
        token = _token(text, at)
        at = token.end
        if token.kind != "blank":
            yield token


def _token(text: str, at: int) -> Token:
    found = _TOKEN.match(text, at)
    if found is None or found.lastgroup is None:  # pragma: no cover - `other` takes anything
        raise ValueError(text[at])
    token = Token(found.lastgroup, found[0], at)
    if token.kind == "string":
        return _with_inner_quotes(text, token)
    if token.kind == "unended":
        return _of_many_lines(text, token)
    return token


def _with_inner_quotes(text: str, token: Token) -> Token:
    """Go on to a later quote of the line where the first is followed by more text."""
    if _ENDS.match(text, token.end - 1):
        return token
    ahead = _CUT.search(token.text)
    if ahead and _REST_OF_NAME.match(text, token.end):
        return _unended(token, token.text[: ahead.start()])
    end_of_line = text.find("\n", token.end)
    later = _ENDS.search(text, token.end, end_of_line if end_of_line >= 0 else len(text))
    inner = text[token.end : later.start()] if later else ""
    if later is None or "," in inner.partition('"')[0] or re.search(r'"\s*:', inner):
        return token
    return Token("quoting", text[token.start : later.end()], token.start)


def _of_many_lines(text: str, token: Token) -> Token:
    """Tell a string with line ends in it from one whose closing quote is missing."""
    closing = text.find('"', token.end)
    if closing < 0 or _NEXT_NAME.match(text, token.end) or not _ENDS.match(text, closing):
        content = re.match(r"[^\n]*?(?=[ \t]*[,}\]]*[ \t]*\r?$)", token.text, re.MULTILINE)
        return _unended(token, content[0] if content else token.text)
    return Token("lines", text[token.start : closing + 1], token.start)


def _unended(token: Token, content: str) -> Token:
    """Give a string that nothing closes; a name ends before its colon."""
    name = _NAME.match(content)
    return Token("unended", name[0] if name else content, token.start)
