"""Documents checked: all rules over each, without what a comment silences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ragmock import contract

from .comparing.paths import Product
from .comparing.played import replays
from .comparing.subject import subject
from .reading.reading import read
from .rules import (  # noqa: F401 - their rules
    answers,
    between,
    contradictions,
    described,
    errors,
    links,
    paths,
    replayed,
    said,
    sent,
    structure,
    texts,
    typed,
    wording,
)
from .rules.rule import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .comparing.subject import Subject
    from .model import Document, Finding


def check(
    documents: Sequence[Document],
    provider: str | None = None,
    watching: Callable[[int, int, str], None] = lambda *_: None,
) -> list[Finding]:
    """Find what is wrong with documents, in their order; without a provider it is guessed.

    `watching` is told how many documents are done, of how many, and what is done with the next.
    """
    known = contract.load()
    products = [Product(each, known) for each in known.providers]
    control = [Product(each, contract.load_admin()) for each in contract.load_admin().providers]
    chosen = [each for each in products if provider in (None, each.name)]
    # a document of all products may mention any of them, and the control plane
    others = [*(products if provider is None else ()), *control]
    subjects: list[Subject] = []
    of = len(documents)
    for done, each in enumerate(documents):
        watching(done, of, f"documents read, now {each.path}")
        subjects.append(subject(read(each), chosen, others, subjects))
    findings = []
    for done, found in enumerate(subjects):
        says = f"documents checked, now {found.document.path}"
        watching(done, of, says)
        # played already here, so that it can be told; the rules are given the same answers
        for number, _ in enumerate(replays(found), 1):
            watching(done, of, f"{says}: {number} commands played")
        findings += _check(found)
    return findings


def _check(found: Subject) -> list[Finding]:
    findings = [finding for rule in RULES.values() for finding in rule.check(found)]
    return sorted(_heard(found, findings), key=lambda each: (each.span.start, each.rule))


def _heard(found: Subject, findings: Iterable[Finding]) -> Iterable[Finding]:
    """Give those that no comment in the document silences."""
    silences = found.reading.silences
    for finding in findings:
        line = finding.place.line
        if not any(
            each.rule in ("", finding.rule) and each.first <= line <= each.last for each in silences
        ):
            yield finding
