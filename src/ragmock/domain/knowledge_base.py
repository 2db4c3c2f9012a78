"""One product's knowledge base in one world: its state, and what its rules need to know."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from ragmock.domain.changes import Changes
from ragmock.domain.chunks import Chunks
from ragmock.domain.clock import Clock
from ragmock.domain.datasets import Datasets
from ragmock.domain.documents import Documents
from ragmock.domain.errors import NoModel, QuotaSpent, Refusal
from ragmock.domain.findable import Findable
from ragmock.domain.ids import Ids
from ragmock.domain.indexing import Texts
from ragmock.domain.limits import SCRIPTED, Limits, NoRoomForChunks, NoRoomForPreset
from ragmock.domain.metadata import Metadata
from ragmock.domain.model import Embedding
from ragmock.domain.planned import Plan
from ragmock.domain.progression import SECONDS, Progression
from ragmock.domain.ranking import Index
from ragmock.domain.retrieval import Retrieval
from ragmock.domain.state import State
from ragmock.domain.undoing import Kept

MEGABYTE: Final = 1024 * 1024


@dataclass
class Settings(Kept):
    """What a world may be set to."""

    embedding: Embedding = Embedding.ON
    upload_limit: int = 15 * MEGABYTE  # bytes; seeds 002 and 003, and every release
    progression: Progression = Progression.IMMEDIATE
    stage_seconds: float = SECONDS  # how long a stage lasts where progression is time
    plans: tuple[Plan, ...] = ()  # for documents to come, the oldest first
    requests_per_minute: int | None = None  # writes and searches; None is as many as there are

    def add(self, plan: Plan) -> None:
        """Plan something for documents to come, before all else; refuses with `NoRoomForPreset`."""
        if len(self.plans) >= SCRIPTED:
            raise NoRoomForPreset(SCRIPTED)
        self.plans = (*self.plans, plan)


@dataclass
class KnowledgeBase:
    """Everything that one product knows in one world. No two share anything but clock and ids."""

    clock: Clock
    ids: Ids
    settings: Settings
    texts: Texts
    make_index: Callable[[], Index]
    owner: str  # the id of the account behind the world's key
    edition: Any = None  # the release that the provider speaks, unread here
    limits: Limits = field(default_factory=Limits)
    state: State = field(default_factory=State)
    #: By dataset. They follow the state, so a base that takes this one's place may have them too.
    findable: dict[str, Findable] = field(default_factory=dict, repr=False)
    changes: Changes = field(default_factory=Changes)  # what the call at hand writes

    @cached_property
    def datasets(self) -> Datasets:
        """The datasets, and the rules about them."""
        return Datasets(self)

    @cached_property
    def documents(self) -> Documents:
        """The documents, and the rules about them."""
        return Documents(self)

    @cached_property
    def chunks(self) -> Chunks:
        """The chunks and their children, and the rules about them."""
        return Chunks(self)

    @cached_property
    def metadata(self) -> Metadata:
        """The metadata fields and their values, and the rules about them."""
        return Metadata(self)

    @cached_property
    def retrieval(self) -> Retrieval:
        """The search."""
        return Retrieval(self)

    def now(self) -> float:
        """Seconds since 1970-01-01 UTC, by the world's clock."""
        return self.clock.now()

    def require_room(self, more: int) -> None:
        """Refuse so many more chunks and children than there is room for."""
        if more > 0 and self.state.chunk_count + more > self.limits.chunks:
            raise NoRoomForChunks(self.limits.chunks)

    def require_model(self) -> None:
        """Refuse what needs embeddings while none can be had."""
        refused: dict[Embedding, type[Refusal]] = {
            Embedding.OFF: NoModel,
            Embedding.USED_UP: QuotaSpent,
        }
        if self.settings.embedding in refused:
            raise refused[self.settings.embedding]
