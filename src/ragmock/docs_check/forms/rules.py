"""The list of the rules."""

from __future__ import annotations

from textwrap import indent

from ragmock.docs_check import check  # noqa: F401 - it registers them all
from ragmock.docs_check.rules.rule import RULES


def listed() -> str:
    """Write each rule: its name, how grave it is, what it says, and a document that breaks it."""
    return "\n".join(
        f"{each.name} ({each.severity})\n  {each.says}\n\n{indent(each.example, '    ')}"
        for each in RULES.values()
    )
