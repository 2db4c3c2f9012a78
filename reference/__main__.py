"""Write the references into docs/examples, and docs/seed-findings.md: `make docs`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import yaml

from reference import findings
from reference.page import write

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "docs" / "examples"


def pages() -> dict[str, str]:
    """Give the text of each page by the name of its file."""
    said = yaml.safe_load((ROOT / "reference" / "pages.yaml").read_text(encoding="utf-8"))
    return {name: write(page) for name, page in said.items()}


def main() -> None:
    """Write them."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    if findings.SEEDS.is_dir():
        findings.PAGE.write_text(findings.text(), encoding="utf-8")


if __name__ == "__main__":
    main()
