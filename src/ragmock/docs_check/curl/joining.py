"""Lines that are not joined as their author meant, and what stands before or behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.curl.line import Line, Mistake
from ragmock.docs_check.traced import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

_PROMPT: Final = re.compile(r"\s*((?:[$%>]|PS [^>\n]*>)[ \t]+)(?=curl)")
_PROMPT_AGAIN: Final = re.compile(r"(?<=\n)[ \t]*(>[ \t]+)(?=-|['\"])")
_CARET: Final = re.compile(r"[ \t]*[\^`](?=[ \t]*\r?\n|[ \t]*\Z)")
_BLANK_BEHIND: Final = re.compile(r"\\([ \t]+)\Z")
_NOT_BLANK: Final = re.compile(r"[^\s'\"]*")


def prompt(line: Line) -> Mistake | None:
    """Find the prompt of a shell, which is no part of what is typed."""
    first = _PROMPT.match(line.text)
    if first is None:
        return None
    found = [first, *_PROMPT_AGAIN.finditer(line.text)]
    edits = [Edit(*each.span(1), "") for each in found]
    meaning = (
        "the prompt is copied with the command, and the shell does not find a program so named"
    )
    return Mistake("prompt", first.start(1), found[-1].end(1), meaning, edits)


def windows(line: Line) -> Mistake | None:
    """Find continuations as they are written for cmd.exe or PowerShell."""
    if line.curl is None or line.curl.unclosed:
        return None
    found = [*_CARET.finditer(line.text)]
    ended = [word for command in line.commands for word in command.words[-1:]]
    if not found or not any(line.source(word)[-1:] in ("^", "`") for word in ended):
        return None
    edits = [Edit(*each.span(), " \\") for each in found]
    meaning = "a POSIX shell joins lines at a backslash, and takes this for a part of the line"
    start = found[0].end() - 1
    edits[0] = Edit(start, found[0].end(), "\\" if found[0].start() < start else " \\")
    return Mistake("windows-continuation", start, found[-1].end(), meaning, edits)


def blank_behind(line: Line) -> Mistake | None:
    """Find blanks behind a backslash, which then does not join the lines."""
    for command in line.commands:
        if command.ended_by == "\n" and command.words:
            head = line.text[: command.end].removesuffix("\r")
            if found := _BLANK_BEHIND.search(head, command.words[-1].start):
                meaning = "a blank behind the backslash ends the command here"
                edits = [Edit(*found.span(1), "")]
                return Mistake("blank-behind-backslash", *found.span(), meaning, edits)
    return None


def glued(line: Line) -> Mistake | None:
    """Find an option that is glued to the value above it."""
    for each in line.curl.continuations if line.curl else ():
        if each.glues and line.text[each.end] == "-":
            meaning = "without a blank before the backslash the next option is a part of the value"
            edits = [Edit(each.start, each.start, " ")]
            return Mistake("glued-option", each.start, each.start + 1, meaning, edits)
    return None


def missing_continuation(line: Line) -> Mistake | None:
    """Find a line that should go on, and ends the command."""
    first, *rest = line.commands or (None,)
    if first is None or first.ended_by != "\n" or not rest:
        return None
    word = rest[0].words[0]
    is_option = word.text.startswith("-") and len(word.text) > 1
    is_url = "://" in word.text and line.request is not None and line.request.url is None
    if not (is_option or is_url):
        return None
    end = len(line.text[: first.end].rstrip())
    start = first.words[-1].start
    meaning = f"without a backslash the command ends here, and `{word.text}` is another command"
    return Mistake("missing-continuation", start, end, meaning, [Edit(end, end, " \\")])


def dangling(line: Line) -> Mistake | None:
    """Find a backslash behind which there is nothing."""
    joins: Sequence[int] = [each.start for each in line.curl.continuations] if line.curl else ()
    for start in joins:
        if not line.text[start + 1 :].strip():
            begin = len(line.text[:start].rstrip(" \t"))
            meaning = "the shell waits for another line, since this one ends in a backslash"
            return (
                Mistake(
                    "dangling-continuation", start, start + 1, meaning, [Edit(start, start + 1, "")]
                )
                if begin
                else None
            )
    return None


def ampersand(line: Line) -> Mistake | None:
    """Find a URL that a shell cuts at its first `&`."""
    command = line.curl
    if command is None or command.ended_by != "&" or not command.words:
        return None
    behind = line.text[command.end + 1 : command.end + 2]
    word = command.words[-1]
    if not behind.strip() or behind == "&" or word.end != command.end:
        return None
    end = _NOT_BLANK.match(line.text, command.end).end()  # type: ignore[union-attr]
    meaning = "an `&` outside of quotes ends the command, and what follows it is another one"
    edits = [Edit(word.start, word.start, "'"), Edit(end, end, "'")]
    return Mistake("unquoted-ampersand", word.start, end, meaning, edits)
