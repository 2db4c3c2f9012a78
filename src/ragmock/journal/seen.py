"""A request and its answer as they passed by, until somebody reads the journal."""

from __future__ import annotations

import marshal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from ragmock.journal.entry import BARE, Body, Entry, Message, Operation
from ragmock.journal.redaction import Redaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ragmock.domain.changes import Written

RawHeaders = list[tuple[bytes, bytes]]


@dataclass(slots=True)
class Stream:
    """The beginning of a body that streams past, and how many bytes it had."""

    most: int
    kept: bytes = b""
    size: int = 0

    def add(self, part: bytes) -> None:
        """Look at a part, which may be empty."""
        if part and len(self.kept) < self.most:
            self.kept += part[: self.most - len(self.kept)]
        self.size += len(part)


class Passed(NamedTuple):
    """A request and its answer, raw."""

    world: str | None
    at: float
    seconds: float
    method: str
    path: str
    query: bytes
    provider: str
    headers: RawHeaders
    asked: bytes  # the beginning of the body
    asked_size: int | None  # of all of it, in bytes; None where nobody looked
    status: int | None
    answer_headers: RawHeaders
    answered: bytes
    answered_size: int | None  # None where it never began
    refusal: str | None
    diagnosis: str | None
    traceback: str | None


class Named(Protocol):
    """An operation of the contract."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def canonical(self) -> str:
        """The id of the operation that it is another spelling of, or its own."""
        ...

    @property
    def method(self) -> str:
        """Its method."""
        ...

    @property
    def path(self) -> str:
        """Its path, with blanks."""
        ...


@dataclass(frozen=True)
class Keeping:
    """How a server keeps what passed."""

    prefixes: Sequence[str]  # of keys
    read_only: str  # at the end of keys that may change nothing
    most: int  # bytes of each body


class Seen:
    """What becomes an entry when it is read, which most never are.

    To take the secrets out of a request and its answer costs more than to answer it. What passed is
    packed: some fifty small things that live on for long cost more than to write them into one.
    """

    __slots__ = ("_entry", "_keeping", "_operations", "_packed", "_written", "id", "weight")

    def __init__(
        self,
        id_: int,
        passed: tuple[Any, ...],  # as `Passed` has it, which would take longer to make
        operation: Named | None,
        nearest: Named | None,
        written: Written,
        keeping: Keeping,
    ) -> None:
        self.id = id_
        self._packed = marshal.dumps(passed)
        self._operations = operation, nearest
        self._written = written
        self._keeping = keeping
        self._entry: Entry | None = None
        #: About how much memory it takes, in bytes.
        self.weight = BARE + len(self._packed) + 300 * len(written.changes)

    def told(self) -> Entry:
        """Tell it without its secrets."""
        if self._entry is None:
            passed = Passed(*marshal.loads(self._packed))  # noqa: S302 - packed above
            self._entry = self._made(passed)
        return self._entry

    def _made(self, passed: Passed) -> Entry:
        secrets = Redaction(_texts(passed.headers), self._keeping.prefixes)

        def body(kept: bytes, size: int | None) -> Body | None:
            if size is None:
                return None
            told, most = secrets.of_bytes(kept), self._keeping.most
            is_cut = len(kept) < size or len(told) > most
            return Body(told[:most], size, is_cut=is_cut, is_redacted=told[:most] != kept[:most])

        operation, nearest = map(_operation, self._operations)
        return Entry(
            id=self.id,
            world=passed.world,
            at=passed.at,
            seconds=passed.seconds,
            method=passed.method,
            path=secrets.of_text(passed.path),
            query=secrets.of_query(passed.query.decode("latin-1")),
            provider=passed.provider,
            operation=operation,
            nearest=nearest,
            request=Message(secrets.headers, body(passed.asked, passed.asked_size)),
            status=passed.status,
            answer=Message(
                secrets.of_headers(_texts(passed.answer_headers)),
                body(passed.answered, passed.answered_size),
            ),
            refusal=passed.refusal,
            diagnosis=passed.diagnosis and secrets.of_text(passed.diagnosis),
            traceback=passed.traceback and secrets.of_text(passed.traceback),
            written=self._written,
            read_only=self._is_read_only(passed.headers),
        )

    def _is_read_only(self, headers: RawHeaders) -> bool:
        end = self._keeping.read_only.encode()
        return any(
            name.lower() == b"authorization" and value.rstrip().endswith(end)
            for name, value in headers
        )


def _operation(told: Named | None) -> Operation | None:
    return Operation(told.id, told.canonical, told.method, told.path) if told else None


def _texts(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[str, str]]:
    return [(str(name, "latin-1").lower(), str(value, "latin-1")) for name, value in headers]
