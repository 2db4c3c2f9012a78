"""An answer that one request asks for: `Prefer: code=409`, or `__code=409` in the query.

What is asked for is given as the contract prints it, without any effect, and is forgotten with the
request. The names are Prism's; the header is that of RFC 7240.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

import orjson

from ragmock.contract import JSON
from ragmock.rejections import UnknownPreference
from ragmock.web.answers import NO_CONTENT, Answer, raw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ragmock.contract import Contract, Operation
    from ragmock.web.call import Call

_TOKEN: Final = re.compile(r'\s*(code|example)\s*=\s*(?:"([^"]*)"|([^\s";,]*))\s*', re.IGNORECASE)


@dataclass(frozen=True)
class Preference:
    """Which answer is asked for; what is not said is None."""

    code: str | None = None
    example: str | None = None

    def __str__(self) -> str:
        """Say it as a header does."""
        told = {"code": self.code, "example": self.example}
        return ", ".join(f"{name}={value}" for name, value in told.items() if value is not None)


class Preferences:
    """Give the answers that requests ask for."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract

    def __call__(self, call: Call) -> Answer | None:
        """Answer as it is preferred, if anything is."""
        asked = _preference(call)
        return self._answer(call.operation, asked) if call.operation and asked else None

    def _answer(self, operation: Operation, asked: Preference) -> Answer:
        name, status, body = self._choose(operation, asked)
        headers = {"Preference-Applied": str(asked)}
        if name in self.contract.wordings:
            why = "asked for by the preference; nothing else was looked at"
            headers |= {"X-Ragmock-Refusal": name, "X-Ragmock-Diagnosis": why}
        content = b"" if status == NO_CONTENT else orjson.dumps(body)
        return Answer(status, content, JSON, raw(headers))

    def _choose(self, operation: Operation, asked: Preference) -> tuple[str, int, Any]:
        """Find the first answer that is as preferred; refuses with `UnknownPreference`."""
        known = {name: (status, body) for name, status, body in self._answers(operation)}
        for name, (status, body) in known.items():
            if asked.example in (None, name) and asked.code in (None, str(status)):
                return name, status, body
        codes = dict.fromkeys(str(status) for status, _ in known.values())
        raise UnknownPreference(str(asked), (*codes, *filter(None, known)))

    def _answers(self, operation: Operation) -> Iterator[tuple[str, int, Any]]:
        """List what an operation may answer: what it declares, then what any of its product may."""
        for status, samples in operation.samples.items():
            yield from ((name, status, body) for name, body in samples.items())
        for wording in self.contract.wordings.values():
            if wording.general and wording.name.startswith(f"{operation.provider}."):
                yield wording.name, wording.status, wording.say()


def _preference(call: Call) -> Preference | None:
    """Read what is preferred off the header, or else off the query."""
    asked: bytes = call.scope["query_string"]
    if b"prefer" not in call.sent and b"__" not in asked and b"%" not in asked:
        return None  # as nearly always
    sent = b", ".join(value for name, value in call.scope["headers"] if name == b"prefer")
    said: Mapping[str, str] = {
        found[1].lower(): found[2] or found[3]
        for part in re.split(r"[,;]", sent.decode("latin-1"))
        if (found := _TOKEN.fullmatch(part))
    }
    if not said:
        query = parse_qsl(asked.decode("latin-1"), keep_blank_values=True)
        said = {name[2:]: value for name, value in query if name in ("__code", "__example")}
    return Preference(said.get("code"), said.get("example")) if said else None
