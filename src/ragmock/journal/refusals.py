"""What is refused to those who look into a journal or wait.

Refusal
└── NoSuchRequest · JournalOff · NotInTime · NeedsACall · WorldEnded
"""

from dataclasses import dataclass

from ragmock.domain.errors import Refusal


@dataclass(eq=False)
class NoSuchRequest(Refusal):
    """The journal has no request of this id."""

    id: int
    dropped: int  # how many the journal has lost

    def why(self) -> str:  # noqa: D102
        lost = f"; {self.dropped} older ones were dropped" if self.dropped else ""
        return f"the journal has no request {self.id}{lost}"


@dataclass(eq=False)
class JournalOff(Refusal):
    """The server keeps no journal."""

    def why(self) -> str:  # noqa: D102
        return "the server was started with --journal 0"


@dataclass(eq=False)
class NotInTime(Refusal):
    """What was waited for did not happen; times in seconds."""

    timeout: float
    missing: str

    def why(self) -> str:  # noqa: D102
        return f"after {self.timeout:g} seconds: {self.missing}"


@dataclass(eq=False)
class NeedsACall(Refusal):
    """Time alone does not bring about what is waited for."""

    stage: str
    wanted: str
    missing: str

    def why(self) -> str:  # noqa: D102
        return f"the document is at {self.stage}; for {self.wanted}, {self.missing}"


@dataclass(eq=False)
class WorldEnded(Refusal):
    """The world was ended, or another made of a snapshot under its name, while a call waited."""

    name: str

    def why(self) -> str:  # noqa: D102
        return f"the world {self.name} was ended, and what was waited for with it"
