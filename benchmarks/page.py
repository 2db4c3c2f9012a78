"""Pages of docs/ whose tables are written by a benchmark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write(page: Path, name: str, text: str) -> None:
    """Put a text between the marks of this name in a page."""
    told = page.read_text(encoding="utf-8")
    marked = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- end -->)", re.DOTALL)
    filled = marked.sub(lambda marks: marks[1] + text + marks[2], told)
    page.write_text(filled, encoding="utf-8")
