"""What came back from a server, by whatever client, and whether it is what a case promises."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .expectations import mismatches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import httpx

    from .cases import Case
    from .stage import Stage


@dataclass(frozen=True)
class Answer:
    """A status, headers by their names in lower case, and a body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @classmethod
    def of(cls, response: httpx.Response) -> Answer:
        """Take what httpx received."""
        return cls(response.status_code, dict(response.headers), response.content)

    @classmethod
    def read(cls, printed: bytes) -> Answer:
        """Take what curl --include prints."""
        head, _, body = printed.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = (line.split(": ", 1) for line in lines)
        return cls(int(first.split()[1]), {name.lower(): told for name, told in headers}, body)

    @property
    def code(self) -> Any:
        """The code of a refusal."""
        return json.loads(self.body).get("code")

    @property
    def diagnosis(self) -> str:
        """What was wrong with the call, in the fake's words."""
        return self.headers.get("x-ragmock-diagnosis", "")


def problems(case: Case, stage: Stage, answer: Answer) -> list[str]:
    """Tell where an answer is not what the document promises."""
    found = [*_body(case, stage, answer)]
    if not stage.target.real:
        found += _told_by_the_fake(case, answer)
    if answer.status != case.status:
        found.insert(0, f"status {answer.status} is not {case.status}: {answer.diagnosis}")
    return found


def _body(case: Case, stage: Stage, answer: Answer) -> Iterator[str]:
    expected = case.expected(stage.given, real=stage.target.real)
    if expected is None:
        if answer.body:
            yield f"the body is not empty: {answer.body!r}"
        return
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    if media_type != "application/json":
        yield f"the media type is {media_type}"
    else:
        yield from mismatches(expected, json.loads(answer.body))


def _told_by_the_fake(case: Case, answer: Answer) -> Iterator[str]:
    promised = {
        "deprecation": case.deprecated,
        "x-ragmock-note": case.noted,
        "x-ragmock-diagnosis": case.answer.get("refused", False),
    }
    for header, wanted in promised.items():
        if bool(answer.headers.get(header)) is not wanted:
            yield f"header {header}: {answer.headers.get(header)!r}, which is not expected"
