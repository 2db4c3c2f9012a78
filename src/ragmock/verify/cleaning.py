"""Putting away what a run has made, and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from .documented import is_refusal
from .pointers import value_at
from .scenario import Step
from .side import NoAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .scenario import Scenario
    from .side import Answer, Side

_GONE: Final = (404, 410)


class Made:
    """What a run has made on a server: all of it bears the name of the run, which nobody else has.

    It is found by that name, also when the answer that would have told its id was lost.
    """

    def __init__(self, scenario: Scenario, server: Side) -> None:
        self._away = scenario.away
        self._server = server
        self._name = str(server.known["name"])
        self._ids: list[str | int] = []

    def note(self, step: Step, answer: Answer) -> None:
        """Remember what an answer says was made."""
        if step.operation == self._away.make and self._is_ours(answer.body):
            self._ids += _ids([answer.body], self._away.made)

    async def put_away(self) -> list[str]:
        """Delete it; tell what is left, each by its id and why."""
        refused = {}
        ids = [*self._ids, *(await self._listed() or [])]
        for each in dict.fromkeys(ids):
            if why := await self._delete(each):
                refused[each] = f"the server says {why}"
        there = await self._listed()
        if there is not None:  # what is gone may refuse to be deleted
            deleted = "it is listed although it was deleted"
            refused = {each: refused.get(each, deleted) for each in there}
        elif self._away.listing and not refused:
            refused = {self._name: "the server does not tell whether anything is left"}
        return [f"{each}: {why}" for each, why in refused.items()]

    async def _listed(self) -> list[str | int] | None:
        """Give the ids of what is ours; None where there is no list."""
        if self._away.listing is None:
            return None
        step = Step(says="", operation=self._away.listing, query=self._away.query)
        try:
            answer = await self._server.take(step)
        except NoAnswer:
            return None
        items = value_at(answer.body, "/data")
        if not isinstance(items, list):
            return None
        return _ids([each for each in items if self._is_ours(each)], self._away.id)

    def _is_ours(self, made: Any) -> bool:  # noqa: ANN401 - any JSON
        return self._name in json.dumps(made)

    async def _delete(self, made: str | int) -> str:
        """Delete one thing; say why it was refused."""
        path = {self._away.parameter: made}
        try:
            answer = await self._server.take(Step(says="", operation=self._away.delete, path=path))
        except NoAnswer as failed:
            return str(failed)
        return answer.told if is_refusal(answer) and answer.status not in _GONE else ""


def _ids(things: Iterable[Any], pointer: str) -> list[str | int]:
    """Give the ids of things, at a pointer in each; what is none would name something else."""
    found = (value_at(each, pointer) for each in things)
    return [each for each in found if each and isinstance(each, str | int)]
