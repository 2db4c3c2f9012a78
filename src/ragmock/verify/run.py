"""A scenario, played on a server and on a fake at the same time."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING, Protocol

from .cleaning import Made
from .difference import compare, unanswered
from .findings import Findings, Tried
from .pointers import NOTHING, value_at
from .side import NoAnswer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .scenario import Scenario, Step
    from .side import Answer, Side

_TOO_MANY = 3  # answers in a row that did not come: the server is gone


class CannotVerify(Exception):  # noqa: N818 - named after what happened
    """There is no such server, or it does not take the key."""


class Watching(Protocol):
    """Is told how far a run is."""

    def __call__(self, number: int, of: int, says: str) -> None:
        """Hear that a step begins: its number from 1, how many there are, and what it does."""
        ...


async def require_server(scenario: Scenario, server: Side) -> None:
    """Make sure that a server of this product answers and takes the key; it changes nothing.

    Fails with CannotVerify.
    """
    step = scenario.probe
    try:
        answer = await server.take(step)
    except NoAnswer as failed:
        raise CannotVerify(f"no server answers: {failed}") from None
    if answer.status in (401, 403):
        raise CannotVerify(f"the server does not take the key: {_words(answer)}")
    if not isinstance(answer.body, dict):
        path = step.operation.path
        raise CannotVerify(f"no {scenario.provider} answers there: {path} says {_words(answer)}")


class Run:
    """One run: its two sides, and what it finds."""

    def __init__(self, scenario: Scenario, server: Side, fake: Side) -> None:
        self._scenario = scenario
        self._sides = server, fake
        self._made = Made(scenario, server)
        self._silent = 0
        self.findings = Findings(scenario, str(server.client.base_url).rstrip("/"))

    async def play(
        self, steps: Sequence[Step], about: frozenset[str], watching: Watching, *, keep: bool
    ) -> Findings:
        """Take the steps, note what they say about some operations, and put away what they made.

        It is put away also when the run is cancelled or fails, unless it is to be kept.
        """
        try:
            for number, step in enumerate(steps, 1):
                watching(number, len(steps), step.says)
                tried = await self._try(step)
                if step.about in about:
                    self.findings.tried.append(tried)
        finally:
            if keep:
                self.findings.kept = str(self._sides[0].known["name"])
            else:
                self.findings.left = await self._made.put_away()
        return self.findings

    async def _try(self, step: Step) -> Tried:
        """Take one step on both sides."""
        lacking = [each for each in step.needs if any(each not in s.known for s in self._sides)]
        if lacking:
            why = f"it needs {', '.join(sorted(lacking))}, which no answer gave"
            return Tried(step.about, step.says, skipped=why)
        if self._silent >= _TOO_MANY:
            return Tried(step.about, step.says, skipped="the server does not answer any more")
        server, fake = self._sides
        sent = server.described(step)
        answer, expected = await asyncio.gather(
            server.take(step), fake.take(step), return_exceptions=True
        )
        if isinstance(expected, BaseException):
            raise expected
        if isinstance(answer, NoAnswer):
            self._silent += 1
            return Tried(step.about, step.says, (unanswered(step, sent, str(answer), expected),))
        if isinstance(answer, BaseException):
            raise answer
        self._silent = 0
        self._made.note(step, answer)
        if self._lacks(answer) and not self._lacks(expected):
            why = f"the server cannot: {_words(answer)}"
            return Tried(step.about, step.says, skipped=why)
        return Tried(step.about, step.says, tuple(compare(step, self._scenario, (answer, expected), self._sides)))

    def _lacks(self, answer: Answer) -> bool:
        """Tell whether a server refuses for something that it lacks."""
        code, message = (value_at(answer.body, each) for each in ("/code", "/message"))
        return code is not NOTHING and any(
            code == each.code and re.search(each.message, str(message))
            for each in self._scenario.lacking
        )


def _words(answer: Answer) -> str:
    """Give what a server says, in one line."""
    words = value_at(answer.body, "/message")
    said = answer.body if words is NOTHING else words
    text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    return f"{answer.status} {' '.join(text.split())[:200]}"
