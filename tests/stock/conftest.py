"""Both sides, and requests that go to both."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING

import pytest

from ragmock.fake import Fake

from .plain import Plain
from .sides import Pair, noting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def fail(_texts: object) -> object:
    """Embed nothing."""
    raise RuntimeError("out of order")


@pytest.fixture(scope="session")
def pair_with() -> Iterator[Callable[..., Pair]]:
    """Give both sides with a fixture, by its name, made once; they share connexion's side."""
    logging.getLogger("connexion").setLevel(logging.CRITICAL)  # it notes each refusal and crash
    first = Fake("empty")
    with noting(first.contract):
        plain = Plain(first.contract, first.worlds)
    made = []

    @cache
    def make(fixture: str, *, failing_model: bool = False) -> Pair:
        embed = fail if failing_model else None
        made.append(Pair(Fake(fixture, embed=embed), Fake(fixture, embed=embed), plain))
        return made[-1]

    yield make
    for pair in made:
        pair.end()
    logging.getLogger("connexion").setLevel(logging.NOTSET)
