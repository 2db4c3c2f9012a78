"""Office files are zip archives."""

import io
import zipfile
from typing import Final

MOST_UNPACKED: Final = 64 * 1024 * 1024
"""The most that the parts of a file which hold text may unpack to, in bytes."""


def require(kind: str, folder: str, content: bytes) -> None:
    """Raise ValueError for an archive without that folder, with a password, or with too much."""
    parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    if not any(part.filename.startswith(folder) for part in parts):
        raise ValueError(f"it is no {kind} file: it has no folder {folder}")
    if any(part.flag_bits & 1 for part in parts):
        raise ValueError("it is encrypted")
    if sum(part.file_size for part in parts if part.filename.endswith(".xml")) > MOST_UNPACKED:
        raise ValueError(f"its text unpacks to more than {MOST_UNPACKED} bytes")
