"""A curl line read: mistake after mistake is taken away, until it says what it is meant to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.curl import joining, naming, quoting
from ragmock.docs_check.curl.line import Line, Mistake
from ragmock.docs_check.curl.received import difference
from ragmock.docs_check.curl.request import Request, request
from ragmock.docs_check.curl.words import commands
from ragmock.docs_check.problem import Problem
from ragmock.docs_check.traced import Edit, Traced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: In this order: a mistake of one kind is seen best where those above it are taken away.
_KINDS: Final[tuple[Callable[[Line], Mistake | None], ...]] = (
    joining.prompt,
    quoting.smart_quotes,
    quoting.early_end,
    joining.glued,
    quoting.unclosed,
    joining.windows,
    joining.blank_behind,
    joining.missing_continuation,
    joining.dangling,
    joining.ampersand,
    naming.method_as_host,
    naming.single_dash,
)
_MOST: Final = 30  # mistakes that are told of a line
_LONGEST: Final = 100_000  # characters; nobody prints a longer command for people


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line means, and what is wrong with it, in the order of the text."""

    request: Request  # as it is meant
    received: Request | None  # as a shell sends the line that is printed; None: nothing is sent
    problems: tuple[Problem, ...]
    text: str  # the line without its mistakes


def read(text: str) -> Reading | None:
    """Read a curl line; None if it is none, or longer than anybody prints."""
    traced = Traced.of(text)
    if len(text) > _LONGEST:
        return None
    line = first = Line(text)
    problems: list[Problem] = []
    while len(problems) < _MOST and (mistake := _next(line)):
        if any((each.name, each.start) == _key(mistake, traced) for each in problems):
            break  # its edits did not take it away
        traced, before = traced.edited(mistake.edits), traced
        line, was = Line(traced.text), line
        received = difference(was.request, line.request)
        if received and problems:
            received = f"apart from the others, {received}"
        problems.append(_problem(text, before, mistake, received))
    if line.curl is None:
        return None
    problems += [_problem(text, traced, each, "") for each in naming.unknown_options(line)]
    return Reading(
        request=_traced_request(line, traced),
        received=first.request,
        problems=tuple(sorted(problems, key=lambda each: each.start)),
        text=line.text,
    )


def _key(mistake: Mistake, traced: Traced) -> tuple[str, int]:
    return mistake.name, traced.origin(mistake.start)


def _next(line: Line) -> Mistake | None:
    found: Iterator[Mistake | None] = (kind(line) for kind in _KINDS)
    return next(filter(None, found), None)


def _problem(text: str, before: Traced, mistake: Mistake, received: str) -> Problem:
    """Tell a mistake by its place in the text as it was printed."""
    part = before.part(mistake.start, mistake.end)
    edits = [
        Edit(each.start - mistake.start, each.end - mistake.start, each.text)
        for each in mistake.edits
    ]
    start, end = before.origin(mistake.start), before.origin(mistake.end)
    return Problem(
        name=mistake.name,
        start=start,
        end=end,
        stands=text[start:end],
        meaning=": ".join(filter(None, (mistake.meaning, received))),
        suggestion=part.edited(edits).text if edits else "",
    )


def _traced_request(line: Line, traced: Traced) -> Request:
    """Read the request once more, with its places in the text as it was printed."""
    words = next(each.words for each in commands(traced))
    return request(words[len(words) - len(line.words) :])
