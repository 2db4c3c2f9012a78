"""A document that ships is parsed once: what it says is kept where Python keeps compiled files.

Both contracts take 0.06 seconds to parse, and two milliseconds to be read as they were parsed. What
is kept is told from what the document says now by a hash, and it does no harm to delete it.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Json = dict[str, Any]


def document(path: Path, text: str, parse: Callable[[str], Json]) -> Json:
    """Give what the text of a file says: as it was parsed before, or else parsed now."""
    kept = path.parent / "__pycache__" / f"{path.name}.{sys.implementation.cache_tag}.pickle"
    digest = sha256(text.encode()).hexdigest()
    with suppress(Exception):  # whatever is wrong with it, the text is right
        of, said = pickle.loads(kept.read_bytes())  # noqa: S301 - as trusted as Python's own
        if of == digest:
            found: Json = said
            return found
    parsed = parse(text)
    if not sys.dont_write_bytecode:
        with suppress(OSError):  # where nobody may write, it is parsed at each start
            _write(kept, pickle.dumps((digest, parsed)))
    return parsed


def _write(path: Path, content: bytes) -> None:
    """Write a file that others may read or write at the same time."""
    path.parent.mkdir(exist_ok=True)
    own = path.with_suffix(f".{os.getpid()}")
    own.write_bytes(content)
    own.replace(path)
