"""The calls that the documents print: what is asked, and what must be answered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from .expectations import filled, laid_over, resolved

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCUMENTS = Path(__file__).with_name("documents")


@dataclass(frozen=True, kw_only=True)
class Case:
    """A call that a document prints, and its answer."""

    document: str
    name: str
    lines: dict[str, int]  # where it is printed: entry (method and path), curl, answer, status
    call: str  # method and path
    answer: dict[str, Any]  # status, 200 unless said; body; refused
    body: str | None = None  # JSON, to the letter
    form: str | None = None  # JSON, the part `data` of a form
    file: bool = True  # whether a form has a file
    headers: dict[str, str] = field(default_factory=dict)  # besides those of a body
    sender: str = "owner"  # or nobody; or a reader, who may change nothing
    needs: list[str] = field(default_factory=list)  # what must be there, though the call names none
    fixture: str = "empty"
    deprecated: bool = False
    noted: bool = False  # a released server answers otherwise
    released: str | dict[str, Any] | None = None  # why none answers, or what else it answers
    shape: str | None = None  # of the curl line
    also: list[str] = field(default_factory=list)  # shapes that are not printed, and work
    misprinted: dict[str, Any] | None = None  # the line as printed, where a shell breaks it
    shapes: dict[str, str] = field(default_factory=dict, repr=False)

    def __str__(self) -> str:
        """Name the case by where it is printed."""
        line = self.lines.get("curl", min(self.lines.values()))
        return f"{self.document}-{line}-{self.name.replace(' ', '-')}"

    @property
    def method(self) -> str:
        """What is done."""
        return self.call.split(" ")[0]

    @property
    def path(self) -> str:
        """What it is done to, with blanks for ids."""
        return self.call.split(" ")[1]

    @property
    def product(self) -> str:
        """Whose API is called."""
        if self.path.startswith("/api/"):
            return "ragflow"
        return "data" if re.match("/v1/data(?!sets)", self.path) else "dify"

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.answer.get("status", 200)

    def blanks(self) -> list[str]:
        """Name what must be filled in."""
        return re.findall(r"\{(\w+)\}", f"{self.call} {self.body}")

    def expected(self, given: Mapping[str, Any], *, real: bool) -> Any:
        """Tell what the body of the answer must be."""
        expected = resolved(self.answer.get("body"), real=real)
        if real and isinstance(self.released, dict):
            expected = laid_over(expected, resolved(self.released["body"], real=real))
        return filled(expected, given)

    def line(self, shape: str, given: Mapping[str, Any]) -> str:
        """Write the curl line as it is pasted into a shell."""
        parts = {
            "method": self.method,
            "url": f"{{host}}{self.path}",
            "body": self.body,
            "form": self.form,
            "escaped_form": (self.form or "").replace('"', r"\""),
        }
        return filled(filled(self.shapes[shape], parts), {"blank": " ", **given})


@dataclass(frozen=True, kw_only=True)
class Book:
    """One document, as far as it prints calls."""

    number: str
    title: str
    entries: list[int]  # its lines with a method and a path
    curls: list[int]  # its lines that begin with curl
    error_codes: dict[str, int | None]  # with their status, where that is printed
    cases: list[Case]


def _load(path: Path) -> Book:
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    shapes = said.pop("shapes", {})
    cases = [Case(document=path.stem, shapes=shapes, **case) for case in said.pop("cases")]
    return Book(number=path.stem, cases=cases, **said)


BOOKS = [_load(path) for path in sorted(DOCUMENTS.glob("0*.yaml"))]
