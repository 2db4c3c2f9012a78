"""One request on its way through the pipeline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ragmock.domain.changes import NOTHING, Written

if TYPE_CHECKING:
    from starlette.types import Scope

    from ragmock.contract import Operation
    from ragmock.domain.knowledge_base import KnowledgeBase
    from ragmock.provider import Form, Provider
    from ragmock.web.dribbling import Dribbling
    from ragmock.world import World

_KEY = "ragmock.call"


@dataclass(slots=True)
class Call:
    """What is known of a request so far; each part of the pipeline adds its own."""

    provider: Provider
    operation: Operation | None = None
    world: World | None = None
    at: float = 0.0  # when it came to its world, by the clock there; all of it happens then
    read_only: bool = False
    arguments: dict[str, Any] = field(default_factory=dict)  # path and query, checked
    form: Form | None = None
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)  # on the answer, whatever it is
    dribbling: Dribbling | None = None  # what sends the answer, if it comes in pieces
    # what became of it, for the journal
    nearest: Operation | None = None  # where it fits none
    written: Written = NOTHING
    refusal: str | None = None
    diagnosis: str | None = None
    traceback: str | None = None

    @property
    def base(self) -> KnowledgeBase | None:
        """The product's knowledge base in the world; the control plane has none of its own."""
        return self.world.bases.get(self.provider.name) if self.world else None

    @classmethod
    def of(cls, scope: Scope) -> Call:
        """Find the call of a request."""
        call: Call = scope[_KEY]
        return call

    def attach(self, scope: Scope) -> None:
        """Let the rest of the pipeline find the call."""
        scope[_KEY] = self
