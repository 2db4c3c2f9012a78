"""Office files are zip archives; one that unpacks to too much is not opened."""

import io
import re
import zipfile
import zlib
from typing import Final

MOST_UNPACKED: Final = 64 * 1024 * 1024
"""The most that the parts of a file which hold text may unpack to, in bytes."""

_BROKEN: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError)


class Archive:
    """The parts of an Office file, unpacked when they are asked for, and no further than bearable.

    A part is never longer than the archive declares, and all of one name are the last of them.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (*_BROKEN, ValueError) as broken:
            raise ValueError(f"it is no readable Office file: {broken}") from None
        self._room = MOST_UNPACKED

    def names(self) -> list[str]:
        """List the names of the parts."""
        return list(self._zip.NameToInfo)

    def part(self, name: str) -> bytes:
        """Unpack one part; raises ValueError if it is missing, broken, encrypted or too large."""
        try:
            found = self._zip.getinfo(name)
        except KeyError:
            raise ValueError(f"it has no part {name}") from None
        self._room -= found.file_size
        if self._room < 0:
            raise ValueError(f"its text unpacks to more than {MOST_UNPACKED} bytes")
        try:
            return self._zip.read(found)
        except RuntimeError as encrypted:  # zipfile's word for a password
            raise ValueError(f"it is encrypted: {encrypted}") from None
        except (*_BROKEN, ValueError) as broken:
            raise ValueError(f"its part {name} is broken: {broken}") from None

    def repacked(self, unread: re.Pattern[str]) -> bytes:
        """Pack the parts again as they are declared, but for those whose name is *unread*."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as honest:
            for name in self.names():
                if not unread.search(name):
                    honest.writestr(zipfile.ZipInfo(name), self.part(name))
        return stream.getvalue()
