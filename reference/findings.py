"""What is wrong in the five documents that ragmock was made from, as `check-docs` finds it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ragmock.docs_check.check import check
from ragmock.docs_check.forms.page import page
from ragmock.docs_check.model import Document
from ragmock.docs_check.opening import open_document

ROOT: Final = Path(__file__).parents[1]
#: The documents lie beside the repository, and are no part of it.
SEEDS: Final = ROOT.parent / "shared" / "seeds"
PAGE: Final = ROOT / "docs" / "seed-findings.md"
_INTRODUCTION: Final = (
    "`ragmock check-docs` over the documents of [documents.md](documents.md), by their numbers. "
    "An `info` is no mistake: something that the contract has and the document does not say, or "
    "that two documents print differently. [checking-docs.md](checking-docs.md) tells how to check "
    "a document of yours; `ragmock check-docs --rules` explains each rule."
)
_HEAD: Final = f"""\
<!-- Written by `make docs`, of documents that are not in this repository. -->
<!-- ragmock-ignore-file private-host -->

# What is wrong in the five documents

{_INTRODUCTION}

"""


def documents(folder: Path = SEEDS) -> list[Document]:
    """Read the five documents, each named by its number."""
    read = [open_document(str(each)) for each in sorted(folder.glob("00[0-4]_*.txt"))]
    return [Document(Path(each.path).name[:3], each.text) for each in read]


def text(folder: Path = SEEDS) -> str:
    """Write the page."""
    found = documents(folder)
    return _HEAD + page(check(found), found)
