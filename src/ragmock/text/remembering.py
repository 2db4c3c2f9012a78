"""What was read of the last files is remembered: a fixture, and a test, read the same ones again.

To start a process that reads takes longer than to read most files.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from cachetools import LRUCache

    Reader = Callable[[bytes], list[str]]

_MOST: Final = 16 << 20
"""How much is remembered, in characters."""

_SECTION: Final = 64
"""About how many characters the memory would hold that a section takes besides its own."""


_lock: Final = Lock()


def remembering(name: str, reader: Reader) -> Reader:
    """Return what reads as *reader* does, whose name it is. What it refused it is asked again."""

    def read(content: bytes) -> list[str]:
        key = name, blake2b(content).digest()
        with _lock:
            known = _read().get(key)
        if known is None:
            known = tuple(reader(content))
            with _lock, suppress(ValueError):  # there is no room for it
                _read()[key] = known
        return list(known)

    return read


@cache
def _read() -> LRUCache[tuple[str, bytes], tuple[str, ...]]:
    from cachetools import LRUCache  # noqa: PLC0415

    return LRUCache(_MOST, getsizeof=_size)


def _size(sections: tuple[str, ...]) -> int:
    return sum(len(each) + _SECTION for each in sections)
