"""A scenario, played on a server and on a fake at the same time."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Final

from .cleaning import Made
from .difference import compare, unanswered
from .findings import Findings, Tried
from .pointers import NOTHING, value_at
from .side import NoAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .scenario import Scenario, Step
    from .side import Answer, Side

_TOO_MANY: Final = 3  # answers in a row that do not come: the server is gone
_UNAUTHORIZED: Final = (401, 403)


class CannotVerify(Exception):  # noqa: N818 - named after what happened
    """There is no such server, or it does not take the key; the text says which, and why."""


async def require_server(scenario: Scenario, server: Side) -> None:
    """Make sure that a server of the product answers and takes the key; this changes nothing.

    Fails with CannotVerify.
    """
    try:
        answer = await server.take(scenario.probe)
    except NoAnswer as failed:
        raise CannotVerify(f"no server answers: {failed}") from None
    # RAGFlow says so in the body alone, and calls the code otherwise where its framework refuses
    codes = (answer.status, value_at(answer.body, "/code"), value_at(answer.body, "/retcode"))
    if any(each in _UNAUTHORIZED for each in codes):
        raise CannotVerify(f"the server does not take the key: {answer.told}")
    if answer.status not in scenario.probe.operation.answers or not isinstance(answer.body, dict):
        asked = server.described(scenario.probe)
        raise CannotVerify(f"no {scenario.provider} is there: {asked} gives {answer.told[:200]}")


class Run:
    """One run: its two sides, and what it finds.

    `watching` is told of each step: its number from 1, how many there are, what is done.
    """

    def __init__(
        self,
        scenario: Scenario,
        server: Side,
        fake: Side,
        watching: Callable[[int, int, str], None] = lambda *_: None,
    ) -> None:
        self._scenario = scenario
        self._sides = server, fake
        self._made = Made(scenario, server)
        self._silent = 0
        self._watching = watching
        self.findings = Findings(scenario, ())

    async def play(self, operations: Sequence[str], *, keep: bool = False) -> Findings:
        """Take the steps about some operations, and those that they need; put away what they made.

        It is put away also when the run is cancelled or fails, unless it is to be kept.
        """
        steps = self._scenario.chosen(operations)
        self.findings.operations = operations
        try:
            for number, step in enumerate(steps, 1):
                self._watching(number, len(steps), step.says)
                tried = await self._try(step)
                if step.about in operations:
                    self.findings.tried.append(tried)
        finally:
            if not keep:
                self.findings.left = await self._made.put_away()
        return self.findings

    async def _try(self, step: Step) -> Tried:
        """Take one step on both sides."""
        server, fake = self._sides
        known = server.known.keys() & fake.known.keys()
        if missing := self._scenario.first_of(step.needs - known):
            why = f"it needs {missing}, which no answer gave"
            return Tried(step, skipped=why)
        if self._silent >= _TOO_MANY:
            return Tried(step, skipped="the server does not answer any more")
        sent = server.described(step)
        asked, expected = await asyncio.gather(self._ask(step), fake.take(step))
        if isinstance(asked, NoAnswer):
            return Tried(step, (unanswered(step, sent, str(asked), expected),))
        if self._lacks(asked) and not self._lacks(expected):
            return Tried(step, skipped=f"the server cannot: {asked.told}")
        found = compare(step, sent, self._scenario, (asked, expected), self._sides)
        return Tried(step, found)

    async def _ask(self, step: Step) -> Answer | NoAnswer:
        """Ask the server, and note what it makes."""
        try:
            answer = await self._sides[0].take(step)
        except NoAnswer as failed:
            self._silent += 1
            return failed
        self._silent = 0
        self._made.note(step, answer)
        return answer

    def _lacks(self, answer: Answer) -> bool:
        """Tell whether a server refuses for something that it lacks."""
        code, message = (value_at(answer.body, each) for each in ("/code", "/message"))
        return code is not NOTHING and any(
            code == each.code and re.search(each.message, str(message))
            for each in self._scenario.lacking
        )
