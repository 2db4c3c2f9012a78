"""Options that curl does not know, and words that it takes for something else."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.curl.line import Line, Mistake
from ragmock.docs_check.curl.options import SWITCHES, WITH_VALUE
from ragmock.docs_check.traced import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


def method_as_host(line: Line) -> Mistake | None:
    """Find a method that stands where curl expects a URL."""
    for option in line.options:
        if option.name == "" and option.word.text in _METHODS:
            word = option.word
            meaning = f"curl takes `{word.text}` for a host, and asks it first"
            edits = [Edit(word.start, word.start, "--request ")]
            return Mistake("method-without-option", word.start, word.end, meaning, edits)
    return None


def single_dash(line: Line) -> Mistake | None:
    """Find a long option behind one dash, which curl takes for several short ones."""
    for word in line.words:
        name = word.text[1:]
        if word.text[:1] == "-" and len(name) > 1 and name in WITH_VALUE | SWITCHES:
            meaning = f"behind one dash curl takes `{word.text}` for options of one letter"
            edits = [Edit(word.start, word.start, "-")]
            return Mistake("single-dash", word.start, word.end, meaning, edits)
    return None


def unknown_options(line: Line) -> Iterator[Mistake]:
    """Tell the options that curl does not know, each with the nearest that it does."""
    for option in line.options:
        if option.known:
            continue
        word = option.word
        near = get_close_matches(option.name, [*WITH_VALUE, *SWITCHES], n=1)
        edits = [Edit(word.start, word.end, f"--{near[0]}")] if near else []
        yield Mistake("unknown-option", word.start, word.end, "curl knows no such option", edits)
