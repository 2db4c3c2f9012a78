"""Putting away what a run has made, and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .pointers import NOTHING, value_at
from .scenario import Step
from .side import NoAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .scenario import Scenario
    from .side import Answer, Side

_GONE = {404, 410}


class Made:
    """What a run has made on a server: each thing bears the name of the run, which nobody else has.

    It is found by that name, also when the answer that would have told its id was lost.
    """

    def __init__(self, scenario: Scenario, server: Side) -> None:
        self._scenario = scenario
        self._server = server
        self._name = str(server.known["name"])
        self._ids: list[Any] = []

    def note(self, step: Step, answer: Answer) -> None:
        """Remember what an answer says was made."""
        if step.makes is None:
            return
        made = value_at(answer.body, step.makes["id"])
        name = value_at(answer.body, step.makes["name"])
        if made is not NOTHING and str(name).startswith(self._name):
            self._ids.append(made)

    async def put_away(self) -> list[str]:
        """Delete it; tell what is left, by what it is called and why it is still there."""
        left = []
        ids = dict.fromkeys([*self._ids, *await self._found()])
        for each in reversed(ids):
            refused = await self._delete(each)
            if refused:
                left.append(f"{self._name}: {each}, since the server says {refused}")
        still = [each for each in await self._found() if not any(str(each) in row for row in left)]
        return left + [f"{self._name}: {each}, which is listed although deleted" for each in still]

    async def _found(self) -> list[Any]:
        """List what bears the name."""
        away = self._scenario.away
        if away.listing is None:
            return []
        step = Step(says="What is left is listed", operation=away.listing, query=away.query)
        try:
            answer = await self._server.take(step)
        except NoAnswer:
            return []
        return list(self._ours(value_at(answer.body, away.items)))

    def _ours(self, items: Any) -> Iterator[Any]:  # noqa: ANN401 - any JSON
        away = self._scenario.away
        for each in items if isinstance(items, list) else ():
            if str(value_at(each, away.name)).startswith(self._name):
                yield value_at(each, away.id)

    async def _delete(self, made: Any) -> str:  # noqa: ANN401 - an id
        """Delete one thing; say why it could not be."""
        away = self._scenario.away
        path = {away.parameter: made}
        step = Step(says="What was made is deleted", operation=away.delete, path=path)
        try:
            answer = await self._server.take(step)
        except NoAnswer as failed:
            return str(failed)
        is_gone = answer.status < 300 or answer.status in _GONE  # noqa: PLR2004 - done
        return "" if is_gone else json.dumps(answer.told, ensure_ascii=False)
