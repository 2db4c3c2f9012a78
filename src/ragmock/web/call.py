"""One request on its way through the pipeline."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from ragmock.domain.changes import NOTHING, Written
from ragmock.journal.seen import Stream

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Mapping

    from starlette.types import Message, Receive, Scope

    from ragmock.contract import Operation
    from ragmock.domain.knowledge_base import KnowledgeBase
    from ragmock.faults.delay import Dribble
    from ragmock.provider import Form, Provider
    from ragmock.web.answers import RawHeaders
    from ragmock.world import World

_NONE: Final[Mapping[str, Any]] = {}


class Call:
    """What is known of a request so far; each step adds its own.

    Of its body the first `most` bytes are kept. Nothing in it may refer to the call itself, or it
    would live on until Python looks for garbage.
    """

    # what stands here is shared, and costs nothing where it stays as it is
    world: World | None = None
    at: float = 0.0  # when it came to its world, by the clock there; all of it happens then
    base: KnowledgeBase | None = None  # the product's in the world; the control plane has none
    arguments: Mapping[str, Any] = _NONE  # path and query, checked
    form: Form | None = None
    body: Any = None
    headers: Mapping[str, str] = _NONE  # on the answer, whatever it is
    dribble: Dribble | None = None  # how the answer is sent, if it comes in pieces
    put_back: deque[Message] | None = None  # what is to be received once more
    is_received: bool = False  # whether the last message was
    # what became of it, for the journal
    asked: Stream | None = None  # what was received of the body
    nearest: Operation | None = None  # where it fits none
    written: Written = NOTHING
    wrote: bool = False  # anything at all, also what is not told of
    answer: Any = None  # of the handler, for the coverage
    refusal: str | None = None
    diagnosis: str | None = None
    traceback: str | None = None
    status: int | None = None  # of the answer, once it begins
    answer_headers: RawHeaders = []  # noqa: RUF012 - replaced, never added to
    answered: bytes = b""
    is_counted: bool = False
    is_noted: bool = False

    def __init__(
        self,
        scope: Scope,
        receive: Receive,
        provider: Provider,
        operation: Operation | None,
        most: int = 0,
    ) -> None:
        self.began = perf_counter()
        self.scope = scope
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        #: The first header of each name.
        self.sent: dict[bytes, bytes] = dict(reversed(scope["headers"]))
        self.provider = provider
        self.operation = operation
        self._receive = receive
        self._most = most

    async def receive(self) -> Message:
        """Give the next message of the request."""
        if self.put_back:
            return self.put_back.popleft()
        message = await self._receive()
        self.is_received = not message.get("more_body", False)
        if message["type"] == "http.request":
            if self.asked is None:
                self.asked = Stream(self._most)
            self.asked.add(message.get("body", b""))
        return message
