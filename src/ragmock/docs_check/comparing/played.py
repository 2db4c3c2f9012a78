"""Printed commands played against a fresh fake, each once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ragmock import contract
from ragmock.docs_check.replaying.playing import Player

from .answers import alike
from .calls import line_of
from .refusals import refuses
from .values import printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.contract import Operation
    from ragmock.docs_check.model import Answer, Command
    from ragmock.docs_check.problem import Problem
    from ragmock.docs_check.replaying.playing import Played

    from .subject import Subject


@dataclass(frozen=True)
class Replay:
    """A command as it was answered, and the answer that is printed for it."""

    operation: Operation
    command: Command
    answer: Answer | None
    refusals: tuple[Answer, ...]  # that are printed for it, if no success is
    played: Played

    @property
    def is_asked_for(self) -> bool:
        """Whether the command asks for this very answer (`Prefer`)."""
        line = line_of(self.command.passage.text)
        return line is not None and line.request.header("prefer") is not None

    def problems(self) -> Iterator[Problem]:
        """Give what only the real answer tells, and the contract does not.

        Which fields there are the contract tells, but for what it leaves to the data.
        """
        if self.answer is None:
            return
        schema = self.operation.answers.get(self.played.status)
        value = printed(self.answer.passage.text).value
        told = {alike(each.pointer) for each in schema.problems(value)} if schema else set()
        for problem in self.played.problems:
            is_about_fields = problem.name in ("not-printed", "not-answered")
            if not is_about_fields and alike(problem.pointer) not in told:
                yield problem


def replays(subject: Subject) -> Iterator[Replay]:
    """Play the commands of a document that call an operation of a product."""
    for topic in subject.topics:
        for command in topic.section.commands:
            operation = topic.operation_of(command)
            if operation is None or operation.provider == "admin":
                continue
            answers = [each for each in topic.section.answers if each.command is command]
            success = [each for each in answers if not refuses(each)]
            answer = success[0] if success else None
            # where no success is printed, it is printed for how it is refused
            refusals = () if success else tuple(answers)
            text = answer.passage.text if answer else ""
            played = _play(operation.id, command.passage.text, text)
            if played:
                yield Replay(operation, command, answer, refusals, played)


@lru_cache(maxsize=1)
def _player() -> Player:
    return Player()


@lru_cache(maxsize=4096)
def _play(operation: str, command: str, answer: str) -> Played | None:
    line = line_of(command)
    if line is None:
        return None
    found = printed(answer) if answer.strip() else None
    return _player().play(contract.load().operations[operation], line.request, found, answer)
