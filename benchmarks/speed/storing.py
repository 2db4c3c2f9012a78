"""How much memory a stored segment takes, and how much the index that finds it.

It runs in a process of its own, `python -m benchmarks.speed.storing SEGMENTS`, so that what others
left behind is not counted.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from benchmarks.speed.answers import ask
from benchmarks.speed.cache import ROOT
from ragmock.fake import Fake

SEGMENTS: Final = 20_000
#: Bytes for each segment beyond three times its text that are allowed.
BESIDE: Final = 2_000
_A_DOCUMENT: Final = 500  # segments
_KEY: Final = "dataset-storing"
_ASKED: Final = {"search_method": "full_text_search", "reranking_enable": False, "top_k": 3}
_LINES: Final = {
    "mode": "custom",
    "rules": {"pre_processing_rules": [], "segmentation": {"separator": "\n", "max_tokens": 1000}},
}


@dataclass(frozen=True)
class Stored:
    """Bytes for each segment."""

    segments: int
    text: float
    stored: float  # all that the world, the journal and Python hold of it
    index: float  # what the first full-text search adds

    @property
    def allowed(self) -> float:
        """What a segment may take."""
        return 3 * self.text + BESIDE


def measure(segments: int = SEGMENTS) -> Stored:
    """Measure in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, "-m", __name__, str(segments)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)  # noqa: S603
    return Stored(**json.loads(ran.stdout))


async def _measure(segments: int) -> Stored:
    fake = Fake("empty", journal=10)  # what clients sent is kept elsewhere, within bounds
    made = await ask(fake, "POST", "/v1/datasets", _KEY, {"name": "Manual"})
    at = f"/v1/datasets/{made['id']}"
    await _add(fake, at, 0)  # imports what cuts and indexes
    found = {"query": "apple", "retrieval_model": _ASKED}
    before, written = _resident(), 0
    for first in range(_A_DOCUMENT, segments + _A_DOCUMENT, _A_DOCUMENT):
        written += await _add(fake, at, first)
    stored = _resident()
    await ask(fake, "POST", f"{at}/retrieve", _KEY, found)
    index = _resident()
    return Stored(
        segments, written / segments, (stored - before) / segments, (index - stored) / segments
    )


async def _add(fake: Fake, at: str, first: int) -> int:
    """Add a document; give the bytes of its text."""
    lines = [
        f"Segment {number} tells of the apple {number * 7} that lies by the river, and of the "
        f"handbook {number * 13} in which one reads how to search an index for all its contracts."
        for number in range(first, first + _A_DOCUMENT)
    ]
    sent = {
        "name": f"{first}.txt",
        "text": "\n".join(lines),
        "indexing_technique": "high_quality",
        "process_rule": _LINES,
    }
    await ask(fake, "POST", f"{at}/document/create-by-text", _KEY, sent)
    return sum(map(len, lines))


def _resident() -> int:
    """Give the bytes of this process."""
    gc.collect()
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(asyncio.run(_measure(int(sys.argv[1]))))))
