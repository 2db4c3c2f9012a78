"""Errors as a document names them, beside the refusals of the contract."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from ragmock.docs_check.model import PrintedError, Span

from .values import printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.contract import Wording
    from ragmock.docs_check.model import Answer, Section

    from .subject import Subject

LEAST_REFUSAL: Final = 400
_BLANK: Final = re.compile(r"\\{\w+\\}")


@dataclass(frozen=True)
class Named:
    """An error that a document names, and the refusals that have its code."""

    error: PrintedError
    section: Section
    wordings: tuple[Wording, ...]
    is_example: bool  # of an answer, and so printed as it is sent


def named(subject: Subject) -> Iterator[Named]:
    """Give the errors of tables, lists, running text and examples."""
    for section in subject.reading.sections:
        for error in section.errors:
            yield Named(error, section, _wordings(subject, error), is_example=False)
        for answer in section.answers:
            if error_of := refusal_in(answer):
                wordings = _wordings(subject, error_of)
                yield Named(error_of, section, wordings, is_example=True)


def refusal_in(answer: Answer) -> PrintedError | None:
    """Read an answer that refuses: with a code that is no success, or with `success` false."""
    if not answer.passage.text.strip():
        return None
    found = printed(answer.passage.text)
    value = found.value
    if not isinstance(value, dict):
        return None
    code, message = value.get("code"), value.get("message")
    if value.get("success") is False and isinstance(value.get("error"), str):
        code, message, keys = value["error"], value["error"], ("error", "error", "status")
    elif isinstance(message, str) and (isinstance(code, str) or code):
        keys = ("code", "message", "status")
    else:
        return None

    def span(key: str) -> Span | None:
        spot = found.spots.get(f"/{key}")
        return answer.passage.span(spot.start, spot.end) if spot else None

    status = value.get("status", answer.status)
    return PrintedError(
        code=code if isinstance(code, str | int) else str(code),
        span=span(keys[0]) or answer.passage.span(0, 1),
        status=status if isinstance(status, int) else None,
        status_span=span(keys[2]) or answer.status_span,
        message=message,
        message_span=span(keys[1]),
    )


def status_of(answer: Answer) -> int | None:
    """Give the status that is printed for an answer, or in it if it refuses."""
    refusal = refusal_in(answer)
    return refusal.status if refusal else answer.status


def refuses(answer: Answer) -> bool:
    """Tell whether an answer refuses, by its body, or by its status where it has none."""
    is_bare = not answer.passage.text.strip()
    by_status = is_bare and answer.status is not None and answer.status >= LEAST_REFUSAL
    return by_status or refusal_in(answer) is not None


def code_of(wording: Wording) -> Any:  # noqa: ANN401 - a word or a number
    """Give what the product calls a refusal by."""
    return wording.template.get("code", wording.template.get("error"))


def message_of(wording: Wording) -> str:
    """Give the words of a refusal, with blanks."""
    return str(wording.template.get("message", wording.template.get("error", "")))


def says(wording: Wording, message: str) -> bool:
    """Tell whether a message has the words of a refusal, whatever stands in its blanks."""
    pattern = _BLANK.sub(".+?", re.escape(message_of(wording)))
    return bool(re.fullmatch(pattern, message.strip('`" '), re.DOTALL))


def likest(message: str, wordings: tuple[Wording, ...]) -> Wording:
    """Give the refusal whose words are most like a message; there is one at least."""
    by_message = {message_of(each): each for each in wordings}
    near = get_close_matches(message, by_message, n=1, cutoff=0.0)
    return by_message[near[0]] if near else wordings[0]


def product_wordings(subject: Subject) -> list[Wording]:
    """Give the refusals of the document's product."""
    if subject.product is None:
        return []
    start = f"{subject.product.name}."
    return [
        each for name, each in subject.product.contract.wordings.items() if name.startswith(start)
    ]


def _wordings(subject: Subject, error: PrintedError) -> tuple[Wording, ...]:
    known = product_wordings(subject)
    if error.status == error.code:  # a list of statuses
        return tuple(each for each in known if each.status == error.code)
    return tuple(each for each in known if code_of(each) == error.code)
