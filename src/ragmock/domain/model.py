"""What a knowledge base consists of. Values never change, so a copy of the tables is a snapshot.

Times are seconds since 1970-01-01 UTC, sizes bytes, lengths characters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from ragmock.domain.lifecycle import Run


class Technique(StrEnum):
    """How the chunks of a dataset are found."""

    KEYWORDS = "keywords"
    VECTORS = "vectors"


class Form(StrEnum):
    """How a document is cut into chunks. A document may also name a form that nobody knows."""

    PARAGRAPHS = "paragraphs"
    QUESTIONS = "questions"
    PARENT_CHILD = "parent-child"


class Mode(StrEnum):
    """Who chose the processing rules."""

    AUTOMATIC = "automatic"
    CUSTOM = "custom"
    PARENT_CHILD = "parent-child"


class Kind(StrEnum):
    """What the values of a metadata field are; a time is a number of seconds."""

    TEXT = "text"
    NUMBER = "number"
    TIME = "time"


class Method(StrEnum):
    """How a query is matched with chunks."""

    KEYWORDS = "keywords"
    FULL_TEXT = "full text"
    MEANING = "meaning"
    HYBRID = "hybrid"


class Maker(StrEnum):
    """Who made a chunk."""

    INDEXING = "indexing"
    CLIENT = "client"


class Embedding(StrEnum):
    """Whether a world has an embedding provider."""

    ON = "on"
    OFF = "off"
    USED_UP = "used_up"


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a text is cut, and how long the pieces may be (in the unit of the release)."""

    separator: str = "\n"
    size: int = 500
    overlap: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """How a document is cleaned and cut."""

    mode: Mode = Mode.AUTOMATIC
    extra_spaces: bool = True
    urls_and_emails: bool = False
    cut: Cut | None = None
    whole_document: bool = False  # PARENT_CHILD: one parent, not one a paragraph
    child_cut: Cut | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent; a text is kept as a file too."""

    id: str
    name: str
    extension: str
    media_type: str
    content: bytes = field(repr=False)
    created_at: float
    is_text: bool = False  # it was sent as a text in UTF-8, which may say nothing; a file may not

    @property
    def file_name(self) -> str:
        """The name with its extension, which the name of a text lacks."""
        named = self.name.lower().endswith(f".{self.extension}")
        return self.name if named else f"{self.name}.{self.extension}"


@dataclass(frozen=True, slots=True)
class Dataset:
    """Documents that are searched together."""

    id: str
    name: str
    description: str | None
    created_at: float
    updated_at: float
    permission: str | None = None
    technique: Technique | None = None
    form: str | None = None
    rules: Rules | None = None
    rules_id: str | None = None
    built_in_fields: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)  # the provider's own, unread here


@dataclass(frozen=True, slots=True)
class Child:
    """A part of a chunk."""

    id: str
    position: int
    text: str
    maker: Maker
    created_at: float
    updated_at: float


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document's text; with an answer, a question."""

    id: str
    document_id: str
    position: int
    text: str
    answer: str | None
    keywords: tuple[str, ...] | None
    tokens: int
    node_id: str
    node_hash: str
    maker: Maker
    created_at: float
    updated_at: float
    edited: bool = False
    enabled: bool = True
    disabled_at: float | None = None
    children: tuple[Child, ...] = ()

    @property
    def length(self) -> int:
        """The characters of text and answer."""
        return len(self.text) + len(self.answer or "")

    @property
    def held(self) -> int:
        """How many rows it is: itself and its children."""
        return 1 + len(self.children)


@dataclass(frozen=True, slots=True)
class Document:
    """One file of a dataset with its chunks, and how its indexing goes."""

    id: str
    dataset_id: str
    position: int
    name: str
    upload: Upload
    rules: Rules
    rules_id: str
    form: str
    language: str
    batch: str
    created_at: float
    updated_at: float
    run: Run
    text_length: int  # of what this run read
    token_count: int  # of what this run indexes
    piece_count: int  # how many chunks this run makes
    words_before: int = 0  # shown until this run has read the text
    tokens_before: int = 0
    words_edited: int = 0  # by edits of chunks since
    completed_before: bool = False
    edited: bool = False  # by an update, at least once
    enabled: bool = True
    disabled_at: float | None = None
    archived: bool = False
    metadata: Mapping[str, str | float | None] = field(default_factory=dict)  # by field id
    chunks: Mapping[str, Chunk] = field(default_factory=dict, repr=False)  # by id, in order
    held: int = 0  # how many chunks and children of chunks these are


@dataclass(frozen=True, slots=True)
class MetadataField:
    """A property that documents of a dataset may have."""

    id: str
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that a query found; through its children, if these are searched."""

    chunk: Chunk
    document: Document
    score: float
    children: tuple[tuple[Child, float], ...] = ()  # those found with their scores, the best first


@dataclass(frozen=True, slots=True)
class Canned:
    """A chunk of an answer that was made beforehand, with the score that it is to have."""

    chunk_id: str
    score: float


#: The fields that every document has of itself.
BUILT_IN_FIELDS: Final[Mapping[str, Kind]] = {
    "document_name": Kind.TEXT,
    "uploader": Kind.TEXT,
    "upload_date": Kind.TIME,
    "last_update_date": Kind.TIME,
    "source": Kind.TEXT,
}
