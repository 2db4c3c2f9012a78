"""What a request meets when a fault fires."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .delay import Delay


@dataclass(frozen=True)
class Answer:
    """An answer in words of the test's own."""

    status: int
    body: object = None  # a text is sent as it is, everything else as JSON; None is no body
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Effect:
    """What happens to a request; what is not said is None."""

    refusal: str | None = None  # its name in the contract
    answer: Answer | None = None
    delay: Delay | None = None  # before either, or before the real answer
