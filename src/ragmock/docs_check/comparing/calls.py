"""The method and the URL of a printed command."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ragmock.docs_check.model import Command, Span

_METHOD: Final = re.compile(r"\s(?:--request|-X)[ =]*['\"]?(?P<method>[A-Z]+)\b")
_URL: Final = re.compile(r"(?P<url>(?:https?://|\$\{?\w+\}?/)[^\s'\"]+)")
_SENDS: Final = re.compile(r"\s(?:--data\S*|-d|--form|-F|--json)\b")


@dataclass(frozen=True, slots=True)
class Call:
    """A call of an operation, as a command makes it."""

    command: Command
    method: str
    url: str
    span: Span  # of the URL
    method_span: Span


def call_of(command: Command) -> Call | None:
    """Read what a command calls; None for one without a URL."""
    passage = command.passage
    url, method = _URL.search(passage.text), _METHOD.search(passage.text)
    if url is None:
        return None
    span = passage.span(*url.span("url"))
    said = method["method"] if method else "POST" if _SENDS.search(passage.text) else "GET"
    return Call(
        command, said, url["url"], span, passage.span(*method.span("method")) if method else span
    )
