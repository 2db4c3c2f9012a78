"""A report as one page that needs nothing else: no other file, no network, no script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from .report import Outcome

if TYPE_CHECKING:
    from .report import Report

_TEMPLATE: Final = Path(__file__).with_suffix(".html")


def write(report: Report) -> str:
    """Write the page."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - 25 ms for whoever writes one

    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    return template.render(report=report, outcomes=list(Outcome)) + "\n"
