"""The snapshots of a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .calls import part

if TYPE_CHECKING:
    from .calls import Calls, Json


class Snapshots:
    """Worlds as they were at a moment; a world saves itself, and is restored and forked."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list(self) -> list[Json]:
        """List them, the oldest first."""
        return self._calls.rows("/snapshots")

    def download(self, name: str) -> str:
        """Give one as it is to be kept in a file: indented JSON."""
        return self._calls.send("GET", f"/snapshots/{part(name)}").decode()

    def upload(self, name: str, text: str) -> None:
        """Keep what was downloaded, under a name."""
        content = text.encode() or b" "  # without a body the call saves a world
        self._calls.send("PUT", f"/snapshots/{part(name)}", content=content)

    def delete(self, name: str) -> int:
        """Delete one; tell how many there were, which is one."""
        return self._calls.delete(f"/snapshots/{part(name)}")
