"""How long documents take to be checked: `python -m benchmarks.docs_check`.

The five documents that ragmock was made from, where they lie beside the repository; and a
reference of 9,000 lines, which is the project's own over and over.
"""

from __future__ import annotations

import sys
from time import perf_counter
from typing import TYPE_CHECKING, Final

from reference import findings

from ragmock.commands.progress import Progress
from ragmock.docs_check.check import check
from ragmock.docs_check.model import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES: Final = 9_000


def main() -> None:
    """Measure, and print a line for each; the first has the start of the fake in it."""
    if findings.SEEDS.is_dir():
        _measure("the five documents", findings.documents())
    page = (findings.ROOT / "docs/examples/dify-knowledge.md").read_text(encoding="utf-8")
    lines = page.splitlines() * (LINES // page.count("\n") + 1)
    _measure(f"a reference of {LINES} lines", [Document("page.md", "\n".join(lines[:LINES]))])


def _measure(name: str, documents: Sequence[Document]) -> None:
    started = perf_counter()
    with Progress() as progress:
        found = check(documents, watching=progress.step)
    told = f"{name}: {perf_counter() - started:.2f} seconds, {len(found)} findings"
    sys.stdout.write(f"{told}\n")


if __name__ == "__main__":
    main()
