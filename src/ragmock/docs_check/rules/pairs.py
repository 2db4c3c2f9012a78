"""Described parameters, each with the one of the contract that it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ragmock.docs_check.comparing.parameters import compared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.contract import Operation
    from ragmock.docs_check.comparing.known import Known
    from ragmock.docs_check.comparing.subject import Subject
    from ragmock.docs_check.model import Described


@dataclass(frozen=True, slots=True)
class KnownPair:
    """A described parameter that the contract has."""

    described: Described
    known: Known
    misplaced: bool
    operation: Operation


def known_pairs(subject: Subject) -> Iterator[KnownPair]:
    """Give those that the contract has."""
    for each in compared(subject):
        for pair in each.pairs:
            if pair.known:
                yield KnownPair(pair.described, pair.known, pair.misplaced, each.operation)
