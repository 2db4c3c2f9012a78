"""Measure, and write the tables of docs/search.md: `python -m benchmarks.retrieval`."""

from __future__ import annotations

import argparse
import platform
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import page
from ragmock.commands.progress import Progress
from ragmock.text.sentence_encoder import SentenceEncoder

from . import cost, quality

PAGE = Path(__file__).parents[2] / "docs" / "search.md"


def main() -> None:
    """Measure quality, with words alone and with the model, and cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=100_000, help="0 leaves out the cost")
    segments = parser.parse_args().segments
    with Progress() as progress:
        progress.step(0, 2, "qualities measured, now by words")
        page.write(PAGE, "quality", quality.table(quality.measure()))
        progress.step(1, 2, "qualities measured, now with the model")
        page.write(PAGE, "model", quality.table(quality.measure(SentenceEncoder())))
    if segments:
        where = f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, one core"
        with Progress() as progress:
            costs = list(cost.measure(segments, progress.step))
        page.write(PAGE, "cost", f"{cost.table(costs)}\n\n{segments:,} segments; {where}.")


if __name__ == "__main__":
    main()
