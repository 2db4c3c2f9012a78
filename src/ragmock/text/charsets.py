"""From bytes to text, whatever the encoding."""

import codecs
import re
from typing import Final

# The mark of UTF-32 begins with that of UTF-16, so it is looked for first.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EXPECTED: Final = ["gb18030", "big5", "latin_1"]
_NEWLINES: Final = re.compile(r"\r\n?")


def decode(content: bytes) -> str:
    """Return the content as text, with every line ending as one newline.

    A mark at its head decides; without one it is UTF-8, and if it is not, the encoding is
    guessed. Raises ValueError if nothing fits, as for an image.
    """
    for mark, charset in _MARKS:
        if content.startswith(mark):
            return _with_newlines(content.decode(charset))
    try:
        return _with_newlines(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _with_newlines(_guess(content))


def _guess(content: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only for what is not UTF-8

    best = from_bytes(content, cp_isolation=_EXPECTED).best() or from_bytes(content).best()
    if best is None:
        raise ValueError("its encoding cannot be told")
    # Short Chinese passes for either encoding. The second byte of two characters in
    # five is none of GB 2312 in Big5, so what is valid GB 2312 is hardly ever Big5.
    if best.encoding == "big5" and _fits(content, "gb2312"):
        return content.decode("gb18030")
    return str(best)


def _fits(content: bytes, charset: str) -> bool:
    try:
        content.decode(charset)
    except UnicodeDecodeError:
        return False
    return True


def _with_newlines(text: str) -> str:
    return _NEWLINES.sub("\n", text)
