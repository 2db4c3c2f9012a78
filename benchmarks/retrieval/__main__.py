"""Measure, and write the tables of docs/search.md: `python -m benchmarks.retrieval`."""

from __future__ import annotations

import argparse
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

from ragmock.text.sentence_encoder import SentenceEncoder

from . import cost, quality

PAGE = Path(__file__).parents[2] / "docs" / "search.md"


def main() -> None:
    """Measure quality, with words alone and with the model, and cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=100_000, help="0 leaves out the cost")
    segments = parser.parse_args().segments
    _say("quality, by words")
    write("quality", quality.table(quality.measure()))
    _say("quality, with the model")
    write("model", quality.table(quality.measure(SentenceEncoder())))
    if segments:
        _say(f"cost, at {segments} segments")
        where = f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, one core"
        costs = cost.measure(segments, _say)
        write("cost", f"{cost.table(list(costs))}\n\n{segments:,} segments; {where}.")


def write(name: str, text: str) -> None:
    """Put a text between the marks of this name in the page."""
    page = PAGE.read_text(encoding="utf-8")
    marked = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- end -->)", re.DOTALL)
    PAGE.write_text(marked.sub(rf"\g<1>{text}\g<2>", page), encoding="utf-8")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - progress


if __name__ == "__main__":
    main()
