"""Quotes that end where their author did not mean them to, or never."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.curl.forms import part
from ragmock.docs_check.curl.line import Line, Mistake
from ragmock.docs_check.curl.request import DATA, FORM, Option
from ragmock.docs_check.traced import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.curl.words import Word

_STRAIGHT: Final = str.maketrans("“”„‟«»‘’‚‛", '""""""' + "''''")
_SMART: Final = re.compile("[“”„‟«»‘’‚‛]")
_OPTION_WITHIN: Final = re.compile(r"\s--?[A-Za-z]")
_END_OF_VALUE: Final = re.compile(r"[ \t]*\\?[ \t]*(?=\r?\n|\Z)|[ \t]+(?=--?[A-Za-z])")

#: What stands behind the end of a value: the end of its line, or the next option.
_BEHIND: Final = r"(?=[ \t]*(?:\\?[ \t]*(?:\r?\n|\Z)|[|;]|--?[A-Za-z]))"
_CLOSING: Final = {
    "'": re.compile(f"'{_BEHIND}"),
    '"': re.compile(f'"{_BEHIND}'),
    "": re.compile(rf"(?<=[}}\]]){_BEHIND}"),
}
_CANDIDATES: Final = 50  # places where a value may have been meant to end
_SET_TO: Final = re.compile(r"\A\w+=|;\s*type=[^;]*\Z")
_FORM_END: Final = re.compile(r'"(?=\s*(?:;\s*(?:type|filename)=[^"]*)?\Z)')


def smart_quotes(line: Line) -> Mistake | None:
    """Find typographic quotes, which a shell takes for letters."""
    if not any(_is_smart(line, word) for word in line.words):
        return None
    found = [*_SMART.finditer(line.text)]
    edits = [Edit(each.start(), each.end(), each[0].translate(_STRAIGHT)) for each in found]
    meaning = "a shell takes typographic quotes for letters"
    return Mistake("smart-quote", found[0].start(), found[-1].end(), meaning, edits)


def _is_smart(line: Line, word: Word) -> bool:
    source = line.source(word)
    head = _SMART.search(source)
    return bool(head) and not {*"'\""}.intersection(source[: head.start() if head else 0])


def unclosed(line: Line) -> Mistake | None:
    """Find a quote that nothing ends, or that only the next quote of the line does."""
    if line.curl is None:
        return None
    for option in line.options:
        word = option.value_word
        if word is None or option.name in DATA | FORM:
            continue
        if "\n" in word.text or (line.curl.unclosed and _OPTION_WITHIN.search(word.text)):
            return _unclosed_at(line, word)
    return _unclosed_at(line, line.curl.words[-1]) if line.curl.unclosed else None


def _unclosed_at(line: Line, word: Word) -> Mistake:
    """Close a quote behind the JSON that it opens, or before the next option or line."""
    source = line.source(word)
    quote = next((char for char in source if char in "'\""), "'")
    opening = word.start + max(source.find(quote), 0)
    if word.text.lstrip()[:1] in ("{", "["):
        end = word.start + max(source.rfind("}"), source.rfind("]")) + 1
    else:
        end = _END_OF_VALUE.search(line.text, opening).start()  # type: ignore[union-attr]
    end = max(end, opening + 1)
    meaning = f"the quote {quote} is opened, and not closed"
    return Mistake("unclosed-quote", opening, end, meaning, [Edit(end, end, quote)])


def early_end(line: Line) -> Mistake | None:
    """Find a value whose quotes end at a quote that was meant to be inside of it."""
    for option in line.options:
        if option.name in DATA | FORM and (mistake := _value(line, option) or _part(option)):
            return mistake
    return None


def _value(line: Line, option: Option) -> Mistake | None:
    """Look for JSON that is more than what the shell takes for the value."""
    word, value = option.value_word, option.value
    if word is None or value is None:
        return None
    content = _content(value.text, option)
    if content.lstrip()[:1] not in ("{", "[") or _is_json(content):
        return None
    start = _start(line, option, word)
    quote = line.text[start : start + 1]
    quote = quote if quote in ("'", '"') else ""
    for closing in _closings(line, quote, start + len(quote)):
        inner = line.text[start + len(quote) : closing.start()]
        if quote == '"':
            inner = inner.replace('\\"', '"')
        if _is_json(_content(inner, option)):
            return _mended(line, start, closing.end(), quote)
    return None


def _content(text: str, option: Option) -> str:
    """Give what is JSON of a value: of a part of a form, what it is set to."""
    return _SET_TO.sub("", text) if option.name in FORM else text


def _start(line: Line, option: Option, word: Word) -> int:
    """Say where the value begins; a short option may be glued to it."""
    glued = word is option.word
    return word.start + (line.source(word).find(word.text[1]) + 1 if glued else 0)


def _closings(line: Line, quote: str, start: int) -> Iterator[re.Match[str]]:
    found = _CLOSING[quote].finditer(line.text, start)
    return (each for each, _ in zip(found, range(_CANDIDATES), strict=False))


def _mended(line: Line, start: int, end: int, quote: str) -> Mistake:
    """Put single quotes around a value, which stands between two other quotes or none."""
    if quote:
        name, meaning = "quotes-end-early", f"the shell ends the value at its next {quote}"
    else:
        name, meaning = "unquoted-value", "the shell cuts a value at blanks, and takes its quotes"
    first, last = start + len(quote), end - len(quote)
    edits = [Edit(start, first, "'"), Edit(last, end, "'")]
    for at in range(first, last):
        if line.text[at] == "'":
            edits.append(Edit(at, at + 1, "'\\''"))
        elif quote == '"' and line.text.startswith('\\"', at):
            edits.append(Edit(at, at + 1, ""))
    return Mistake(name, start, end, meaning, edits)


def _part(option: Option) -> Mistake | None:
    """Look for a part of a form that curl itself ends at the first quote inside of its quotes."""
    read = part(option.value) if option.name == "form" and option.value else None
    if read is None or read.quoted is None or not read.lost:
        return None
    text, places = read.quoted.text, read.quoted.origins
    closing = _FORM_END.search(text, 1)
    if closing is None:
        return None
    end = closing.start()
    inner = [at for at in range(1, end) if text[at] == '"']
    if ";" in text[1:end]:
        edits = [Edit(places[at], places[at], "\\") for at in inner]
    else:
        edits = [Edit(places[at], places[at] + 1, "") for at in (0, end)]
    meaning = "curl ends the part at the first quote inside of its quotes"
    return Mistake("quotes-end-early", places[0], places[end] + 1, meaning, edits)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
