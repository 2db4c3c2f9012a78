"""A request and its answer as they passed by, until somebody reads the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ragmock.journal.entry import BARE, Body, Entry, Message
from ragmock.journal.redaction import Redaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ragmock.domain.changes import Written
    from ragmock.journal.entry import Operation

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


@dataclass(slots=True)
class Seen:
    """What becomes an entry when it is read, which most never are.

    To take the secrets out of a request and its answer costs more than to answer it.
    """

    id: int
    world: str | None
    at: float
    seconds: float
    method: str
    path: str
    query: bytes
    provider: str
    operation: Operation | None
    nearest: Operation | None
    headers: RawHeaders
    asked: Stream | None  # None where nobody looked
    status: int | None
    answer_headers: RawHeaders
    answered: bytes  # the beginning
    answered_size: int | None  # of all of it, in bytes; None where it never began
    refusal: str | None
    diagnosis: str | None
    traceback: str | None
    written: Written
    read_only: bool
    prefixes: Sequence[str]  # of keys
    most: int  # bytes of each body
    entry: Entry | None = None  # once it was read

    @property
    def weight(self) -> int:
        """About how much memory it takes, in bytes."""
        told = 200 * (len(self.headers) + len(self.answer_headers))  # ours are short
        told += sum([len(value) for _, value in self.headers])
        told += len(self.path) + len(self.query) + len(self.answered)
        if self.asked:
            told += len(self.asked.kept)
        if self.written.changes:
            told += 300 * len(self.written.changes)
        if self.diagnosis:
            told += len(self.diagnosis)
        if self.traceback:
            told += len(self.traceback)
        return BARE + told

    def told(self) -> Entry:
        """Tell it without its secrets."""
        if self.entry is None:
            self.entry = self._entry()
        return self.entry

    def _entry(self) -> Entry:
        secrets = Redaction(_texts(self.headers), self.prefixes)
        query = secrets.of_query(self.query.decode("latin-1"))
        answer_headers = secrets.of_headers(_texts(self.answer_headers))
        size = self.answered_size

        def cut(kept: bytes) -> bytes:
            return secrets.of_bytes(kept)[: self.most]

        return Entry(
            id=self.id,
            world=self.world,
            at=self.at,
            seconds=self.seconds,
            method=self.method,
            path=secrets.of_text(self.path),
            query=query,
            provider=self.provider,
            operation=self.operation,
            nearest=self.nearest,
            request=Message(
                secrets.headers,
                Body(cut(self.asked.kept), self.asked.size) if self.asked else None,
            ),
            status=self.status,
            answer=Message(
                answer_headers,
                None if size is None else Body(cut(self.answered), size),
            ),
            refusal=self.refusal,
            diagnosis=self.diagnosis and secrets.of_text(self.diagnosis),
            traceback=self.traceback and secrets.of_text(self.traceback),
            written=self.written,
            read_only=self.read_only,
        )


def _texts(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[str, str]]:
    return [(str(name, "latin-1").lower(), str(value, "latin-1")) for name, value in headers]
