"""Files and texts as they are sent, checked in the order of Dify 1.2.0."""

from posixpath import splitext
from typing import Final

from ragmock.domain.errors import (
    BadFileName,
    FileTooLarge,
    NamelessFile,
    NoFile,
    TooManyFiles,
    WrongFileType,
)
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.model import Upload
from ragmock.provider import File, Form

#: What release 1.2.0 takes: seed 003's list, and mdx and xls.
EXTENSIONS: Final = (
    "txt",
    "markdown",
    "md",
    "mdx",
    "pdf",
    "html",
    "htm",
    "xlsx",
    "xls",
    "docx",
    "csv",
)
_LONGEST_NAME: Final = 200
_NOT_IN_NAMES: Final = "/\\\0"  # release 1.2.0 crashes at NUL, which PostgreSQL does not store


def text_upload(base: KnowledgeBase, name: str, text: str) -> Upload:
    """Keep a text as a file of the document's name."""
    return Upload(
        id=base.ids.uuid(),
        name=name[:_LONGEST_NAME],
        extension="txt",
        media_type="text/plain",
        content=text.encode(),
        created_at=base.now(),
        is_text=True,
    )


def file_of(form: Form) -> File | None:
    """Give the one file of a form, if there is any; refuses with `TooManyFiles`."""
    if len(form.files) > 1:
        raise TooManyFiles(len(form.files))
    return next((file for file in form.files if file.part == "file"), None)


def file_upload(base: KnowledgeBase, file: File | None) -> Upload:
    """Keep a file.

    Refuses with `NoFile`, `NamelessFile`, `BadFileName`, `WrongFileType` or `FileTooLarge`.
    """
    if file is None:
        raise NoFile
    if not file.name:
        raise NamelessFile
    if any(sign in file.name for sign in _NOT_IN_NAMES):
        raise BadFileName(file.name)
    stem, extension = splitext(file.name)  # a name that begins with its only dot has none
    if extension.lower().removeprefix(".") not in EXTENSIONS:
        raise WrongFileType(file.name, " ".join(EXTENSIONS))
    if len(file.content) > base.settings.upload_limit:
        raise FileTooLarge(base.settings.upload_limit)
    short = len(file.name) <= _LONGEST_NAME
    return Upload(
        id=base.ids.uuid(),
        name=file.name if short else f"{stem[:_LONGEST_NAME]}{extension}",
        extension=extension.lower().removeprefix("."),
        media_type=file.media_type,
        content=file.content,
        created_at=base.now(),
    )
