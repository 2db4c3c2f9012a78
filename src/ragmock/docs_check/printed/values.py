"""One value of printed JSON, a text or a number or a word, as JSON writes it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.traced import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ragmock.docs_check.printed.tokens import Token

_PYTHON: Final = {"True": "true", "False": "false", "None": "null"}
_JAVASCRIPT: Final = {"undefined": "null", "NaN": "null", "Infinity": "null"}
_LITERALS: Final = ("true", "false", "null")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_BAD_ESCAPE: Final = re.compile(r"\\(?:u(?![0-9a-fA-F]{4})|[^\"\\/bfnrtu])")
_ANY_ESCAPE: Final = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)", re.DOTALL)
_CONTROL: Final = re.compile("[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Fix:
    """A mistake, what should stand there, and the edit that puts it there."""

    name: str
    start: int
    end: int
    meant: str
    edit: Edit


def fixes(token: Token) -> Iterator[Fix]:
    """Tell what is wrong with a value."""
    return _KINDS[token.kind](token)


def is_unsaid(token: Token) -> bool:
    """Tell whether something stands for a value that is not said."""
    known = token.text in (*_LITERALS, *_PYTHON, *_JAVASCRIPT)
    return token.kind == "placeholder" or (token.kind == "word" and not known)


def quoted(text: str) -> str:
    """Write a text as JSON does."""
    return json.dumps(text, ensure_ascii=False)


def in_place(name: str, token: Token, meant: str) -> Fix:
    """Put something in the place of a piece."""
    return Fix(name, token.start, token.end, meant, Edit(token.start, token.end, meant))


def _string(token: Token) -> Iterator[Fix]:
    for each in _ANY_ESCAPE.finditer(token.text):
        if _BAD_ESCAPE.match(each[0]):
            at = token.start + each.start()
            yield Fix("bad-escape", at, at + len(each[0]), f"\\{each[0]}", Edit(at, at, "\\"))
    for each in _CONTROL.finditer(token.text):
        at = token.start + each.start()
        told = quoted(each[0])[1:-1]
        name = "raw-newline" if each[0] in "\r\n" else "control-character"
        yield Fix(name, at, at + 1, told, Edit(at, at + 1, told))


def _with_inner_quotes(token: Token) -> Iterator[Fix]:
    for each in re.finditer(r'(?<!\\)"', token.text[1:-1]):
        at = token.start + 1 + each.start()
        yield Fix("inner-quote", at, at + 1, '\\"', Edit(at, at, "\\"))


def _unended(token: Token) -> Iterator[Fix]:
    last = token.text[-1:]
    yield Fix(
        "missing-quote", token.end - 1, token.end, f'{last}"', Edit(token.end, token.end, '"')
    )


def _unbegun(token: Token) -> Iterator[Fix]:
    first = token.text[:1]
    edit = Edit(token.start, token.start, '"')
    yield Fix("missing-quote", token.start, token.start + 1, f'"{first}', edit)


def _requoted(token: Token) -> Iterator[Fix]:
    name = "smart-quote" if token.kind == "smart" else "single-quotes"
    inner = token.text[1:-1].replace("\\'", "'")
    yield in_place(name, token, '"' + re.sub(r'(?<!\\)"', r"\"", inner) + '"')


def _placeholder(token: Token) -> Iterator[Fix]:
    yield in_place("placeholder", token, quoted(token.text))


def _number(token: Token) -> Iterator[Fix]:
    if _NUMBER.fullmatch(token.text):
        return
    meant = re.sub(r"^(-?)0+(?=\d)", r"\1", token.text.replace("_", "").lstrip("+"))
    meant = re.sub(r"^(-?)\.", r"\g<1>0.", meant).removesuffix(".")
    yield in_place("bad-number", token, meant if _NUMBER.fullmatch(meant) else quoted(token.text))


def _word(token: Token) -> Iterator[Fix]:
    if token.text in _PYTHON:
        yield in_place("python-literal", token, _PYTHON[token.text])
    elif token.text in _JAVASCRIPT:
        yield in_place("javascript-literal", token, _JAVASCRIPT[token.text])
    elif token.text not in _LITERALS:
        yield in_place("unquoted-value", token, quoted(token.text))


_KINDS: Final[dict[str, Callable[[Token], Iterator[Fix]]]] = {
    "string": _string,
    "lines": _string,
    "quoting": _with_inner_quotes,
    "unended": _unended,
    "unbegun": _unbegun,
    "smart": _requoted,
    "single": _requoted,
    "placeholder": _placeholder,
    "number": _number,
    "word": _word,
}
