"""What a request meets when a fault fires."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .delay import Delay


class Connection(Enum):
    """How the connection ends instead of an answer; the names are WireMock's."""

    EMPTY_RESPONSE = "EMPTY_RESPONSE"  # closed, without a word
    MALFORMED_RESPONSE_CHUNK = "MALFORMED_RESPONSE_CHUNK"  # a head that says 200, garbage, closed
    RANDOM_DATA_THEN_CLOSE = "RANDOM_DATA_THEN_CLOSE"  # garbage, closed
    CONNECTION_RESET_BY_PEER = "CONNECTION_RESET_BY_PEER"  # RST instead of FIN


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
    connection: Connection | None = None
    delay: Delay | None = None  # before these, or before the real answer

    @property
    def name(self) -> str:
        """What it is counted as."""
        if self.answer is not None:
            return str(self.answer.status)
        return self.refusal or (self.connection.value if self.connection else "delay")
