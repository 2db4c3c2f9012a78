"""Which requests of a journal are meant."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ragmock.journal.entry import Entry


@dataclass(frozen=True)
class Filter:
    """What a request must have; None asks for nothing. `*` in a text stands for any signs."""

    method: str | None = None
    path: str | None = None
    operation: str | None = None  # its id, or that of the operation that it is another spelling of
    provider: str | None = None
    status: int | None = None
    refusal: str | None = None
    since: int | None = None  # only those of a higher id
    before: int | None = None  # only those of a lower id
    body: Any = None  # what the JSON that was sent must hold, at least
    body_contains: str | None = None

    def among(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Go through those that are meant."""
        return (each for each in entries if self.fits(each))

    def fits(self, entry: Entry) -> bool:
        """Tell whether a request is meant."""
        names = (entry.operation.id, entry.operation.canonical) if entry.operation else ()
        return (
            (self.since is None or entry.id > self.since)
            and (self.before is None or entry.id < self.before)
            and (self.method is None or self.method.upper() == entry.method)
            and (self.status is None or self.status == entry.status)
            and _is_like(self.path, entry.path)
            and (self.operation is None or any(_is_like(self.operation, name) for name in names))
            and _is_like(self.provider, entry.provider)
            and _is_like(self.refusal, entry.refusal)
            and self._fits_body(entry)
        )

    def _fits_body(self, entry: Entry) -> bool:
        if self.body is None and self.body_contains is None:
            return True
        kept = entry.request.body.kept if entry.request.body else b""
        if self.body_contains is not None and self.body_contains.encode() not in kept:
            return False
        if self.body is None:
            return True
        try:
            sent = json.loads(kept)
        except (ValueError, RecursionError):
            return False
        return _holds(sent, self.body)


def _is_like(pattern: str | None, text: str | None) -> bool:
    """Compare from end to end; each `*` takes as little as it can, so that it is done in one go."""
    if pattern is None or pattern == text:
        return True
    first, *rest = pattern.split("*")
    if text is None or not rest or not text.startswith(first):
        return False
    *middle, last = rest
    at = len(first)
    for part in middle:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return len(text) - at >= len(last) and text.endswith(last)


def _holds(sent: Any, wanted: Any) -> bool:  # noqa: ANN401 - any JSON
    """Tell whether JSON is as is wanted; an object may have more, an array may not."""
    if isinstance(wanted, dict):
        return isinstance(sent, dict) and all(
            name in sent and _holds(sent[name], each) for name, each in wanted.items()
        )
    if isinstance(wanted, list):
        return (
            isinstance(sent, list) and len(sent) == len(wanted) and all(map(_holds, sent, wanted))
        )
    return bool(sent == wanted) and isinstance(sent, bool) == isinstance(wanted, bool)
