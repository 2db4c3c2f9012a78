"""What a file is by its first bytes, whatever its name says."""

from typing import Final

_FIRST_BYTES: Final = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an Office file"),
    (b"PK\x05\x06", "an empty zip archive"),
    (bytes.fromhex("d0cf11e0a1b11ae1"), "an Office file of the format before 2007"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
)
_OLE: Final = _FIRST_BYTES[3][1]
_EXPECTED: Final = {
    "docx": ("a Word file", (_FIRST_BYTES[1][1],)),
    "xlsx": ("an Excel file", (_FIRST_BYTES[1][1],)),
    "xls": ("an Excel file of the format before 2007", (_OLE,)),
    "pdf": ("a PDF file", (_FIRST_BYTES[0][1], None)),  # its mark may stand further on
}
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")  # what a file with a password holds


def require(extension: str, content: bytes) -> None:
    """Raise ValueError if there is no content, or one of another kind than the extension says.

    One that is encrypted is told as such: an Office file with a password lies in an envelope of
    the old format.
    """
    if not content.strip():
        raise ValueError("it is empty")
    expected, kinds = _EXPECTED.get(extension, ("a text", (None,)))
    found = next((kind for mark, kind in _FIRST_BYTES if content.startswith(mark)), None)
    if found == _OLE and _ENCRYPTED in content:
        raise ValueError("it is encrypted")
    if found not in kinds:
        raise ValueError(f"it is no {expected.split(' ', 1)[1]} but {found or 'something else'}")
