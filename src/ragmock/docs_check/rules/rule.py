"""What a rule is, and how one is written.

@rule("unknown-path", Severity.ERROR, "A path that the contract does not have.", example=...)
def unknown_path(subject: Subject) -> Iterator[Found]:
...
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ragmock.docs_check.comparing.subject import Subject
    from ragmock.docs_check.model import Severity, Span


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found in a document."""

    span: Span
    what: str  # one sentence
    stands: str = ""
    expected: str = ""
    suggestion: str = ""


@dataclass(frozen=True)
class Rule:
    """A rule: what it is called, how grave it is, and a document that breaks it alone."""

    name: str
    severity: Severity
    says: str
    example: str
    find: Callable[[Subject], Iterator[Found]]

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Find what a document has of it."""
        for found in self.find(subject):
            yield Finding(
                rule=self.name,
                severity=self.severity,
                document=subject.document,
                span=found.span,
                what=found.what,
                stands=found.stands or subject.document.quote(found.span),
                expected=found.expected,
                suggestion=found.suggestion,
            )


#: What stands between the documents of an example that needs two.
NEXT_DOCUMENT: Final = "<!-- another document -->\n"
RULES: Final[dict[str, Rule]] = {}


def rule(
    name: str, severity: Severity, says: str, *, example: str
) -> Callable[[Callable[[Subject], Iterator[Found]]], Callable[[Subject], Iterator[Found]]]:
    """Make a rule of the function below."""

    def register(
        find: Callable[[Subject], Iterator[Found]],
    ) -> Callable[[Subject], Iterator[Found]]:
        RULES[name] = Rule(name, severity, says, dedent(example).removeprefix("\n"), find)
        return find

    return register
