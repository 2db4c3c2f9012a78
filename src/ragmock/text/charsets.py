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
_NEWLINES: Final = re.compile(r"\r\n?")
_SAMPLE: Final = 1 << 16

# What tells bytes that are no text from those that are: one sign in so many may be none of a text.
_SIGNS_OF_TEXTS: Final = re.compile(
    "[\t\n\f\r -~\u00a0-\u052f\u2000-\u206f\u3000-\u30ff\u4e00-\u9fff\uff00-\uffee]"
)
_CONTROLS: Final = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SELDOM: Final = 20

_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]+")
_NOT_IN_LATIN_1: Final = re.compile(rb"[\x80-\x9f]")
_KANA: Final = re.compile("[\u3040-\u30ff]")
_HALF_WIDTH: Final = re.compile("[\uff61-\uff9f]")


def decode(content: bytes) -> str:
    """Return the content as text, with every line ending as one newline.

    A mark at its head decides; without one it is UTF-8, and if it is not, the encoding is
    guessed. Raises ValueError if nothing fits, as for an image, and if nothing is left of it.
    """
    text = _NEWLINES.sub("\n", _decoded(content))
    sample = text[:_SAMPLE]
    if "\0" in text or len(_CONTROLS.findall(sample)) * _SELDOM > len(sample):
        raise ValueError("it is no text but something binary")
    if not text.replace("\ufeff", "").strip():
        raise ValueError("it holds no text")
    return text


def _decoded(content: bytes) -> str:
    for mark, charset in _MARKS:
        if content.startswith(mark):
            return content.decode(charset)
    if b"\0" in content:
        return content.decode(_unmarked_utf_16(content[:_SAMPLE]))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_guess(_head(content)))


def _unmarked_utf_16(sample: bytes) -> str:
    """Tell the order of the bytes: in the wrong one, hardly a character is one of texts."""
    for charset in ("utf-16-le", "utf-16-be"):
        text = sample.decode(charset, "replace")
        if len(_SIGNS_OF_TEXTS.findall(text)) * _SELDOM > len(text) * (_SELDOM - 1):
            return charset
    raise ValueError("it is no text but something binary")


def _guess(sample: bytes) -> str:
    """Tell the encoding of a part from the head; all of a large file takes seconds."""
    if _is_western(sample):
        return "cp1252" if _NOT_IN_LATIN_1.search(sample) else "latin-1"
    if _is_japanese(sample):
        return "cp932"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only for what is not UTF-8

    best = from_bytes(sample, cp_isolation=["gb18030", "big5"]).best() or from_bytes(sample).best()
    if best is None:
        raise ValueError("its encoding cannot be told")
    # Short Chinese passes for either encoding. The second byte of two characters in
    # five is none of GB 2312 in Big5, so what is valid GB 2312 is hardly ever Big5.
    return "gb18030" if best.encoding == "big5" and _fits(sample, "gb2312") else best.encoding


def _is_western(sample: bytes) -> bool:
    """Tell whether letters beyond ASCII mostly stand alone, as those of Chinese do not."""
    runs = _BEYOND_ASCII.findall(sample)
    alone = sum(len(run) == 1 and run >= b"\xc0" for run in runs)
    return alone * 2 >= len(runs) and _fits(sample, "cp1252")


def _is_japanese(sample: bytes) -> bool:
    """Tell whether it has kana in Shift JIS; Chinese has the bytes of those of half the width."""
    if not _fits(sample, "cp932"):
        return False
    text = sample.decode("cp932")
    return len(_KANA.findall(text)) > _SELDOM * len(_HALF_WIDTH.findall(text))


def _head(content: bytes) -> bytes:
    """Return a part from the head that ends between two characters, or all."""
    if len(content) <= _SAMPLE:
        return content
    # No encoding of Chinese or Japanese has a byte below "0" within a character.
    end = next((at for at in range(_SAMPLE, 0, -1) if content[at] < ord("0")), _SAMPLE)
    return content[:end]


def _fits(content: bytes, charset: str) -> bool:
    try:
        content.decode(charset)
    except UnicodeDecodeError:
        return False
    return True
