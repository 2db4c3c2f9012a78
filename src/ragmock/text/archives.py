"""Office files are zip archives; one that unpacks to too much is not opened."""

import io
import zipfile
from typing import Final

#: The most that an archive may hold, in bytes; a document of the largest upload stays far below.
MOST_UNPACKED: Final = 256 * 1024 * 1024
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")


def require_modest(content: bytes) -> None:
    """Raise ValueError unless the content is a zip archive of bearable size.

    Sizes are those that the archive declares; zipfile never unpacks more than that of a member.
    """
    if content.startswith(_OLE):
        raise ValueError("it is encrypted, or of the format before 2007")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as broken:
        raise ValueError(f"it is no Office file: {broken}") from None
    if size > MOST_UNPACKED:
        raise ValueError(f"it unpacks to {size} bytes; {MOST_UNPACKED} are read at most")
