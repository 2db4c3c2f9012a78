"""What can be wrong with a request before the core is asked, as values with facts.

Refusal
├── NoSuchRoute · WrongMethod                        the path
├── NoKey · WrongScheme · UnknownKey · ReadOnlyKey   the key
├── UnreadableBody · WrongMediaType · TooLarge       the body as bytes
├── UnknownPreference                                the answer that it asks for
├── ForeignSite · NoToken                            who asks the control plane
├── ImpossibleFault · NoSuchFault · BadLatency       what is to go wrong
├── Malformed · MalformedData                        the request against the contract
└── Crashed                                          ragmock itself
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ragmock.domain.errors import NoSuchThing, Refusal


@dataclass(eq=False)
class NoSuchRoute(Refusal):
    """No such path."""

    path: str
    hint: str = ""

    def why(self) -> str:  # noqa: D102
        return f"no such path: {self.path}" + (f"; {self.hint}" if self.hint else "")


@dataclass(eq=False)
class WrongMethod(Refusal):
    """The path does not take this method."""

    method: str
    allowed: tuple[str, ...]
    hint: str = ""

    def why(self) -> str:  # noqa: D102
        exist = " and ".join(each for each in self.allowed if each not in ("HEAD", "OPTIONS"))
        verb = "exist" if " and " in exist else "exists"
        told = f"{self.method} does not exist on this path; {exist} {verb} on it"
        return told + (f"; {self.hint}" if self.hint else "")


@dataclass(eq=False)
class NoKey(Refusal):
    """No key was sent as `Authorization: Bearer KEY`."""

    form: str

    def why(self) -> str:  # noqa: D102
        return f"no key: send the header `Authorization: Bearer {self.form}`"


@dataclass(eq=False)
class WrongScheme(Refusal):
    """The key was sent by another scheme than Bearer."""

    scheme: str


@dataclass(eq=False)
class UnknownKey(Refusal):
    """The key opens no world."""

    form: str
    hint: str = ""

    def why(self) -> str:  # noqa: D102
        told = f"unknown key: keys here have the form {self.form} (`.ro` behind it reads only)"
        return told + (f"; {self.hint}" if self.hint else "")


@dataclass(eq=False)
class ReadOnlyKey(Refusal):
    """The key may only read."""

    def why(self) -> str:  # noqa: D102
        return "the key ends in .ro: it may only read"


@dataclass(eq=False)
class ForeignSite(Refusal):
    """A web page of another site calls, or one that was led here by another name."""

    header: str
    sent: str

    def why(self) -> str:  # noqa: D102
        return (
            f"the header {self.header} names {self.sent!r}; the control plane is for callers from "
            "this machine, under localhost or the address that the server was started on"
        )


@dataclass(eq=False)
class NoToken(Refusal):
    """The token of the control plane was not sent."""

    def why(self) -> str:  # noqa: D102
        return (
            "send the header `Authorization: Bearer TOKEN`; the server printed the token when it "
            "started, or was given it as RAGMOCK_ADMIN_TOKEN"
        )


@dataclass(eq=False)
class UnknownPreference(Refusal):
    """The request prefers an answer that the operation does not have."""

    asked: str
    declared: tuple[str, ...]

    def facts(self) -> dict[str, Any]:  # noqa: D102
        return {"asked": self.asked, "declared": ", ".join(self.declared)}


@dataclass(eq=False)
class ImpossibleFault(Refusal):
    """There can be no such fault."""

    reason: str

    def why(self) -> str:  # noqa: D102
        return f"there can be no such fault: {self.reason}"


class NoSuchFault(NoSuchThing):
    """No fault of this world."""


@dataclass(eq=False)
class BadLatency(Refusal):
    """Answers cannot be late as it is said."""

    reason: str

    def why(self) -> str:  # noqa: D102
        return self.reason


@dataclass(eq=False)
class UnreadableBody(Refusal):
    """The body cannot be read."""

    reason: str

    def why(self) -> str:  # noqa: D102
        return f"the body cannot be read: {self.reason}"


@dataclass(eq=False)
class WrongMediaType(Refusal):
    """The body is of another media type than the operation takes."""

    sent: str
    wanted: str
    hint: str = ""

    def why(self) -> str:  # noqa: D102
        told = f"Content-Type is {self.sent or 'missing'}; this operation takes {self.wanted}"
        return told + (f"; {self.hint}" if self.hint else "")


@dataclass(eq=False)
class TooLarge(Refusal):
    """The body or file is too large; sizes in bytes."""

    limit: int
    hint: str = ""

    def why(self) -> str:  # noqa: D102
        return f"more than {self.limit} bytes" + (f"; {self.hint}" if self.hint else "")


@dataclass(frozen=True)
class Problem:
    """One way in which a value does not fit the contract."""

    pointer: str  # a JSON pointer, or `query/NAME`, `path/NAME`
    cause: str  # missing, null, type, choice, short, length, range, pattern, ...
    rule: str  # what the contract says, in words
    value: object = None  # what was sent
    schema: Any = None  # the part of the contract that the value does not fit
    model: tuple[str, str] | None = None  # the released server's model and its name for the value
    refusal: str | None = None  # the contract's name for this very mistake
    hint: str = ""

    def __str__(self) -> str:
        """Name the place, the rule, the value, and what may have been meant."""
        sent = "" if self.cause == "missing" else f", got {_cut(repr(self.value))}"
        return f"{self.pointer or '/'}: {self.rule}{sent}" + (f"; {self.hint}" if self.hint else "")


@dataclass(eq=False)
class Malformed(Refusal):
    """The request does not fit the contract."""

    problems: Sequence[Problem]
    body: object = field(default=None, repr=False)

    def why(self) -> str:  # noqa: D102
        return "; ".join(str(problem) for problem in self.problems)


@dataclass(eq=False)
class MalformedData(Refusal):
    """The form's part with the settings is no JSON object."""

    reason: str
    hint: str = ""

    def why(self) -> str:  # noqa: D102
        return f"the part `data` is no JSON object: {self.reason}" + (
            f"; {self.hint}" if self.hint else ""
        )


@dataclass(eq=False)
class Crashed(Refusal):
    """A defect of ragmock; the server's log has the details."""


def _cut(text: str, limit: int = 80) -> str:
    return text if len(text) <= limit else text[: limit - 3] + "..."
