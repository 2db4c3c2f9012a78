"""The method and the path of a printed command."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.curl import reading

if TYPE_CHECKING:
    from ragmock.docs_check.curl.request import Request
    from ragmock.docs_check.model import Command, Span

_METHOD: Final = re.compile(r"\s(?:--request|-X)[ =]*['\"]?(?P<method>[A-Z]+)\b")
#: What stands before a path: scheme and host, or what is put in their place.
_HOST: Final = re.compile(r"(?:[a-z]+://)?(?:<[^>]*>|\$?\{+[^}]*\}+|\$\w+|[^/?#])*", re.IGNORECASE)
_END: Final = re.compile(r"[?#]")


@dataclass(frozen=True, slots=True)
class Call:
    """A call of an operation, as a command makes it."""

    command: Command
    request: Request
    path: str
    is_tail: bool  # it stands behind a variable, which may hold the beginning of the path
    span: Span  # of the path
    method_span: Span  # of the path, where no method is said

    @property
    def method(self) -> str:
        """The method."""
        return self.request.method


@lru_cache(maxsize=4096)
def line_of(text: str) -> reading.Reading | None:
    """Read a command, once."""
    return reading.read(text)


def call_of(command: Command) -> Call | None:
    """Read what a command calls; None for one without a URL."""
    line = line_of(command.passage.text)
    if line is None or line.request.url is None:
        return None
    url = line.request.url
    start = _HOST.match(url.text).end()  # type: ignore[union-attr]  # it matches nothing too
    end = behind.start() if (behind := _END.search(url.text, start)) else len(url.text)
    passage = command.passage
    span = passage.span(
        url.origin(start), url.origin(end - 1) + 1 if end > start else url.origin(start)
    )
    said = _METHOD.search(passage.text)
    method_span = passage.span(*said.span("method")) if said else span
    is_tail = url.text.startswith("$")
    return Call(command, line.request, url.text[start:end], is_tail, span, method_span)
