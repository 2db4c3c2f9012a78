"""Everything that can be refused, as values with facts; the words are the provider's.

What is refused before the core is asked is in rejections.py, what a clock refuses in untimely.py,
what there is no room for in limits.py.

Refusal
├── NoSuchThing
│   ├── NoSuchDataset · NoSuchDocument · NoSuchBatch · NoSuchChunk · NoSuchChild
│   └── NoSuchField · NoSuchItem · NoSuchWorld
├── NameTaken · FieldNameTaken · BuiltInName · IdTaken
├── Archived · NeverIndexed · StillIndexing · NotAvailable · Disabled · ChunkDisabled
├── GoesByItself · IsHeld · HasEnded · OnlyOfErrors
├── NeedsVectors · NoModel · QuotaSpent · ModelFailed · NoSuchProvider
├── NoFile · TooManyFiles · NamelessFile · BadFileName · WrongFileType
├── NoSuchFixture
├── IncompleteRules · AnswerMissing · TechniqueMissing · NoSuchTemplate · BadOffset
└── WrongMetadata · NothingToUpdate
"""

from dataclasses import dataclass, fields
from typing import Any


@dataclass(eq=False)
class Refusal(Exception):  # noqa: N818 - named after what happened
    """A call is refused. The fields of each kind are the facts of the case."""

    def why(self) -> str:
        """Say what was wrong, for the one who sent it."""
        told = ", ".join(f"{f.name} {getattr(self, f.name)!r}" for f in fields(self))
        kind = (type(self).__doc__ or "").rstrip(".")
        return f"{kind}: {told}" if told else kind

    def facts(self) -> dict[str, Any]:
        """Give what the blanks of the provider's words may be filled with."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


# --------------------------------------------------------------------------- things not there
@dataclass(eq=False)
class NoSuchThing(Refusal):
    """No such thing."""

    id: object

    def why(self) -> str:  # noqa: D102
        return f"{(type(self).__doc__ or '').rstrip('.').lower()} has the id {self.id!r}"


class NoSuchDataset(NoSuchThing):
    """No dataset of this world."""


class NoSuchDocument(NoSuchThing):
    """No document of this dataset."""


class NoSuchBatch(NoSuchThing):
    """No batch of this dataset."""


class NoSuchChunk(NoSuchThing):
    """No chunk of this dataset."""


class NoSuchChild(NoSuchThing):
    """No child of this chunk."""


class NoSuchField(NoSuchThing):
    """No metadata field of this dataset."""


class NoSuchItem(NoSuchThing):
    """No item of this world."""


class NoSuchWorld(NoSuchThing):
    """No world of this server."""


@dataclass(eq=False)
class NoSuchFixture(Refusal):
    """No fixture has this name."""

    name: str
    known: str


# --------------------------------------------------------------------------- names
@dataclass(eq=False)
class NameTaken(Refusal):
    """Another dataset has this name."""

    name: str


@dataclass(eq=False)
class FieldNameTaken(Refusal):
    """Another metadata field has this name."""

    name: str


@dataclass(eq=False)
class BuiltInName(Refusal):
    """A built-in metadata field has this name."""

    name: str


@dataclass(eq=False)
class IdTaken(Refusal):
    """Another dataset has this id."""

    id: str


# --------------------------------------------------------------------------- states
@dataclass(eq=False)
class Archived(Refusal):
    """The document is archived."""

    document: str


@dataclass(eq=False)
class NeverIndexed(Refusal):
    """No document of the dataset has ever been indexed."""

    dataset: str


@dataclass(eq=False)
class StillIndexing(Refusal):
    """The document is still being indexed."""

    document: str
    stage: str


@dataclass(eq=False)
class NotAvailable(Refusal):
    """The document is disabled or failed to be indexed."""

    document: str
    stage: str


@dataclass(eq=False)
class Disabled(Refusal):
    """The document is disabled."""

    document: str


@dataclass(eq=False)
class ChunkDisabled(Refusal):
    """The chunk is disabled, and the call does not enable it."""

    chunk: str


# --------------------------------------------------------------------------- being told to go on
@dataclass(eq=False)
class GoesByItself(Refusal):
    """The indexing of the document is not one that is told to go on."""

    document: str
    progression: str

    def why(self) -> str:  # noqa: D102
        return (
            f"the indexing of {self.document} goes on by itself ({self.progression}); "
            "only those go on by being told that began where progression is manual"
        )


@dataclass(eq=False)
class IsHeld(Refusal):
    """The indexing of the document is held where it is."""

    document: str
    stage: str

    def why(self) -> str:  # noqa: D102
        return (
            f"the indexing of {self.document} is held at the stage {self.stage} by a preset; "
            "give it the preset `completed` to let it go on"
        )


@dataclass(eq=False)
class HasEnded(Refusal):
    """The indexing of the document has ended."""

    document: str
    stage: str

    def why(self) -> str:  # noqa: D102
        return f"the indexing of {self.document} has ended: {self.stage}"


@dataclass(eq=False)
class OnlyOfErrors(Refusal):
    """Only the stage `error` has a reason and a share."""

    field: str
    stage: str

    def why(self) -> str:  # noqa: D102
        return f"`{self.field}` is said of the stage error only, and the stage is {self.stage}"


# --------------------------------------------------------------------------- models
@dataclass(eq=False)
class NeedsVectors(Refusal):
    """The dataset is searched by keywords only."""

    method: str


@dataclass(eq=False)
class NoModel(Refusal):
    """The embedding provider of this world is off."""


@dataclass(eq=False)
class QuotaSpent(Refusal):
    """The embedding provider of this world is used up."""


@dataclass(eq=False)
class ModelFailed(Refusal):
    """The embedding model gave no vectors."""

    reason: str


@dataclass(eq=False)
class NoSuchProvider(Refusal):
    """No such model provider."""

    name: str


# --------------------------------------------------------------------------- files and texts
@dataclass(eq=False)
class NoFile(Refusal):
    """No file was sent in the part `file`."""


@dataclass(eq=False)
class TooManyFiles(Refusal):
    """More than one file was sent."""

    files: int


@dataclass(eq=False)
class NamelessFile(Refusal):
    """The file has no name."""


@dataclass(eq=False)
class BadFileName(Refusal):
    """The file's name holds a slash or NUL."""

    name: str


@dataclass(eq=False)
class WrongFileType(Refusal):
    """Files of this kind are not read."""

    name: str
    readable: str


@dataclass(eq=False)
class FileTooLarge(Refusal):
    """The file is too large; the limit is in bytes."""

    limit: int

    def why(self) -> str:  # noqa: D102
        return f"the file has more than {self.limit} bytes"


@dataclass(eq=False)
class IncompleteRules(Refusal):
    """A part of the processing rules is missing."""

    part: str
    field: str


@dataclass(eq=False)
class AnswerMissing(Refusal):
    """A question needs an answer here."""

    index: int


@dataclass(eq=False)
class TechniqueMissing(Refusal):
    """A new document needs an indexing technique."""

    form: str
    tail: str  # the last characters of the id of the file, which the released server tells


@dataclass(eq=False)
class NoSuchTemplate(Refusal):
    """No such external knowledge API."""

    id: str


@dataclass(eq=False)
class BadOffset(Refusal):
    """The offset is negative or behind the last dataset."""

    offset: int


@dataclass(eq=False)
class WrongMetadata(Refusal):
    """The metadata does not fit the fields of the dataset."""

    reason: str

    def why(self) -> str:  # noqa: D102
        return self.reason


@dataclass(eq=False)
class NothingToUpdate(Refusal):
    """Neither a file nor processing rules were sent."""
