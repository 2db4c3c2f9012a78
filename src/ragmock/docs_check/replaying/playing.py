"""Printed calls played one after the other, each on the same stage."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ragmock.docs_check.replaying.comparing import compare
from ragmock.docs_check.replaying.filling import fill
from ragmock.docs_check.replaying.following import following
from ragmock.docs_check.replaying.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ragmock.contract import Operation
    from ragmock.docs_check.curl.request import Request
    from ragmock.docs_check.printed.reading import Printed
    from ragmock.docs_check.problem import Problem
    from ragmock.docs_check.replaying.filling import Call
    from ragmock.steering.transport import Answer


@dataclass(frozen=True)
class Played:
    """What the fake answered to a printed call, and where a printed answer differs."""

    status: int
    body: Any  # None if it is no JSON
    refusal: str  # its name in the contract; empty if the call was not refused
    diagnosis: str  # why it was refused
    sent: str  # method and path as they were sent
    problems: Sequence[Problem] = ()  # by offsets in the printed answer


class Player:
    """Plays printed calls. What one changes, the next does not see."""

    @cached_property
    def _stage(self) -> Stage:
        return Stage()

    def play(
        self, operation: Operation, request: Request, answer: Printed | None = None, text: str = ""
    ) -> Played:
        """Play a call of an operation, and compare its answer with a printed one.

        `text` is what the printed answer was read from. A call that is refused is compared with
        nothing, nor is a printed refusal with a call that is not.
        """
        stage = self._stage
        call = fill(operation, request, stage.given(operation), stage.key(operation.provider))
        answered = self._send(call)
        body = _json(answered)
        refusal = answered.headers.get("x-ragmock-refusal", "")
        problems: Sequence[Problem] = ()
        if answer and answer.readable and not refusal and not _is_refusal(operation, answer.value):
            known = operation.answers.get(answered.status)
            node = known.schema if known else {}
            problems = found = compare(answer, text, body, node, call.sent)
            for each in [each for each in found if each.name == "not-as-sent"]:
                found += following(each, call, answer, body, lambda other: _json(self._send(other)))
        return Played(
            status=answered.status,
            body=body,
            refusal=refusal,
            diagnosis=answered.headers.get("x-ragmock-diagnosis", ""),
            sent=f"{call.method} {call.target}",
            problems=problems,
        )

    def _send(self, call: Call) -> Answer:
        """Send a call to the world as it is at first."""
        self._stage.reset()
        return self._stage.send(call.method, call.target, call.headers, call.content)


def _json(answered: Answer) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(answered.content)
    except ValueError:
        return None


def _is_refusal(operation: Operation, value: Any) -> bool:  # noqa: ANN401 - any JSON
    """Tell whether a printed answer is one of a call that was refused."""
    if not isinstance(value, dict):
        return False
    if "status" in value and "code" in value and "message" in value:
        return True
    return operation.provider == "ragflow" and value.get("code") not in (0, None)
