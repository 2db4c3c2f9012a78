"""What is refused of snapshots.

Refusal
└── NoSuchSnapshot · BadSnapshot
"""

from dataclasses import dataclass

from ragmock.domain.errors import Refusal


@dataclass(eq=False)
class NoSuchSnapshot(Refusal):
    """No snapshot has this name."""

    name: str
    known: str

    def why(self) -> str:  # noqa: D102
        told = f"there are {self.known}" if self.known else "none was saved"
        return f"no snapshot has the name {self.name!r}: {told}"


@dataclass(eq=False)
class BadSnapshot(Refusal):
    """A snapshot that was uploaded cannot be a world; `at` is where it says so."""

    at: str
    reason: str

    def why(self) -> str:  # noqa: D102
        return f"{self.at}: {self.reason}" if self.at else self.reason
