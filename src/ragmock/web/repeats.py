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
    from starlette.types import ASGIApp

    from ragmock.domain.knowledge_base import KnowledgeBase
    from ragmock.web.call import Call
    from ragmock.web.pipeline import Last

    _Asked = tuple[int, str, str, bytes]

#: So many answers are known, of so many bytes at most: 2 MiB in all.
MOST: Final = 64
LARGEST: Final = 32 * 1024


class Repeats:
    """Give the answer of before, or go on to `last`."""

    def __init__(self, last: Last) -> None:
        self.last = last
        self._known: dict[_Asked, tuple[KnowledgeBase, Answer]] = {}
        self._revision = revision()

    async def __call__(self, call: Call) -> Answer | ASGIApp:
        """Answer a call."""
        if self._revision != revision():
            self._known.clear()
            self._revision = revision()
        known = self._known.get(_asked(call))
        if known is not None:
            call.is_repeat = True
            return known[1]
        answer = await self.last(call)
        if isinstance(answer, Answer) and call.base and self._stays(call, call.base, answer):
            if len(self._known) == MOST:
                del self._known[next(iter(self._known))]
            # the base is held, or another could come to stand at its address
            self._known[_asked(call)] = (call.base, answer)
        return answer

    def _stays(self, call: Call, base: KnowledgeBase, answer: Answer) -> bool:
        """Tell whether an answer is the same for as long as nothing is changed."""
        return (
            call.is_repeatable
            and base.state.at_rest_from <= call.at
            and self._revision == revision()
            and len(answer.body) <= LARGEST
        )


def _asked(call: Call) -> _Asked:
    operation = call.operation.id if call.operation else ""
    return id(call.base), operation, call.path, call.scope["query_string"]
