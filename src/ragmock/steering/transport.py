"""What carries a call to the control plane, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Answer:
    """What the control plane answered; the names of its headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Transport(Protocol):
    """Carries calls, from any thread, to the server whose URL is `url`."""

    @property
    def url(self) -> str:
        """The URL of the server, without a slash at its end."""
        ...

    def send(self, method: str, target: str, content: bytes | None, waits: float) -> Answer:
        """Carry a call; `content` is JSON. It may be so many seconds until it is answered.

        Fails with `Unreachable`.
        """
        ...


class Refused(Exception):  # noqa: N818 - named after what happened
    """The control plane refuses a call: `code`, `message` and `status` are those of its contract.

    `diagnosis` says what was wrong with this call.
    """

    def __init__(self, status: int, code: str, message: str, diagnosis: str) -> None:
        super().__init__(f"{code} ({status}): {diagnosis}")
        self.status = status
        self.code = code
        self.message = message
        self.diagnosis = diagnosis


class Unreachable(Exception):  # noqa: N818 - named after what happened
    """No control plane answers there; the text says where, and why."""
