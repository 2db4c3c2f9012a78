"""The values of printed JSON, each text read once."""

from __future__ import annotations

from functools import lru_cache

from ragmock.docs_check.printed import reading


@lru_cache(maxsize=4096)
def printed(text: str) -> reading.Printed:
    """Read a JSON text, mended where it needs it."""
    return reading.read(text)
