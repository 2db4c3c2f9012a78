"""One request and its answer, as they are kept."""

from dataclasses import dataclass, field
from typing import Final

from ragmock.domain.changes import NOTHING, Written

Headers = tuple[tuple[str, str], ...]
#: What an entry takes besides its texts, in bytes; measured roughly.
BARE: Final = 1000


@dataclass(frozen=True, slots=True)
class Body:
    """The beginning of a body, and how many bytes it had."""

    kept: bytes = field(repr=False)
    size: int
    is_cut: bool = False  # whether there was more
    is_redacted: bool = False  # whether a secret was taken out


@dataclass(frozen=True, slots=True)
class Message:
    """A request or an answer. A request has no body where nobody asked for it."""

    headers: Headers
    body: Body | None

    @property
    def weight(self) -> int:
        """About how much memory it takes, in bytes."""
        heads = 200 * len(self.headers) + sum([len(value) for _, value in self.headers])
        return heads + (len(self.body.kept) if self.body else 0)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the contract, by its names."""

    id: str
    canonical: str  # the id of the operation that it is another spelling of, or its own
    method: str
    path: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A request, and all that became of it."""

    id: int
    world: str | None  # its name; of what no world was opened for, the one that its key names
    at: float  # seconds since 1970-01-01 UTC, by the world's clock, when it came there
    seconds: float  # that it took
    method: str
    path: str
    query: str
    provider: str
    operation: Operation | None
    nearest: Operation | None  # of what fits none
    request: Message
    status: int | None  # None where the answer never began
    answer: Message
    refusal: str | None
    diagnosis: str | None
    traceback: str | None
    written: Written = NOTHING
    read_only: bool = False  # whether its key was

    def told(self) -> "Entry":
        """Give itself: it has no secrets."""
        return self

    @property
    def is_unmatched(self) -> bool:
        """Whether it was refused, or sent elsewhere, or else answered by no operation."""
        return bool(self.refusal) or (self.operation is None and self.method != "OPTIONS")

    @property
    def weight(self) -> int:
        """About how much memory it takes, in bytes."""
        told = len(self.path) + len(self.query) + 300 * len(self.written.changes)
        told += len(self.diagnosis or "") + len(self.traceback or "")
        return BARE + told + self.request.weight + self.answer.weight
