"""JSON that a curl line sends, read as printed JSON is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ragmock.docs_check.printed.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.curl.request import Request
    from ragmock.docs_check.problem import Problem
    from ragmock.docs_check.traced import Traced


def body_problems(request: Request) -> list[Problem]:
    """Tell what is wrong with the JSON that a request sends, by offsets in the curl line."""
    return [
        problem.moved(text) for text in _json_of(request) for problem in read(text.text).problems
    ]


def _json_of(request: Request) -> Iterator[Traced]:
    """Give the body, or the parts of a form, that are JSON or were meant to be."""
    parts = (each.value for each in request.form if not (each.is_file or each.from_file))
    for text in (request.body, *parts):
        if text is not None and text.text.lstrip()[:1] in ("{", "["):
            yield text
