"""The names of worlds, by which they are told apart and recognised."""

import re
from hashlib import blake2b
from typing import Final

_LONGEST: Final = 64


def world_name(nodeid: str, run: str = "") -> str:
    """Name a world after a test: `test_upload-3f2a91`, the digits from the whole of the test's id.

    On a server that others use too, `run` tells the runs apart.
    """
    digits = blake2b(nodeid.encode(), digest_size=3).hexdigest()
    tail = "-".join(filter(None, (digits, run)))
    test = re.sub(r"[^A-Za-z0-9_]+", "-", nodeid.rpartition("::")[2]).strip("-")
    return f"{test[: _LONGEST - len(tail) - 1]}-{tail}"
