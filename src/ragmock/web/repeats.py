"""A question that is asked again while nothing changed has the answer that it had.

Clients poll, and pages are loaded anew: most of what a fake is asked, it was asked a moment ago. A
handler that reads says what follows from its base and its arguments alone; so while nothing is
written in any world, no clock is turned, and nothing in the base is still to happen by itself, its
answer stays what it was, with all that was checked of it and counted for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ragmock.domain.undoing import revision
from ragmock.web.answers import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp

    from ragmock.contract import Operation
    from ragmock.domain.knowledge_base import KnowledgeBase
    from ragmock.web.call import Call
    from ragmock.web.dispatch import Handler

    _Asked = tuple[int, str, str, bytes]

#: So many answers are known, of so many bytes at most: 2 MiB in all.
MOST: Final = 64
LARGEST: Final = 32 * 1024


class Repeats:
    """The answers that were given since the last change."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self._repeatable = {name for name, each in handlers.items() if each.is_repeatable}
        self._known: dict[_Asked, tuple[KnowledgeBase, Answer]] = {}
        self._revision = revision()

    def find(self, call: Call, operation: Operation) -> Answer | None:
        """Give the answer to a call, if it is known."""
        if self._revision != revision():
            self._known.clear()
            self._revision = revision()
        known = self._known.get(_asked(call, operation))
        if known is None:
            return None
        call.is_repeat = True
        return known[1]

    def keep(self, call: Call, operation: Operation, answer: Answer | ASGIApp) -> Answer | ASGIApp:
        """Keep an answer, if it may be given again."""
        base = call.base
        if (
            base is None
            or operation.id not in self._repeatable
            or self._revision != revision()
            or base.state.at_rest_from > call.at
            or not isinstance(answer, Answer)
            or len(answer.body) > LARGEST
        ):
            return answer
        if len(self._known) == MOST:
            del self._known[next(iter(self._known))]
        # the base is held, or another could come to stand at its address
        self._known[_asked(call, operation)] = (base, answer)
        return answer


def _asked(call: Call, operation: Operation) -> _Asked:
    return id(call.base), operation.id, call.path, call.scope["query_string"]
