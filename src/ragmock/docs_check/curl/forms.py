"""The parts of a form as curl reads them from `--form`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ragmock.docs_check.traced import Edit, Traced

_QUOTED: Final = re.compile(r'\s*"((?:[^"\\]|\\.)*)"([^;]*)', re.DOTALL)
_BARE: Final = re.compile(r"[^;]*")
_ESCAPED: Final = re.compile(r'\\([\\"])')
_SETTING: Final = re.compile(r";\s*(type|filename)=(\"(?:[^\"\\]|\\.)*\"|[^;]*)")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a form: a value, or the content of a file."""

    key: Traced  # its name
    value: Traced  # the value, or the path of the file
    is_file: bool = False  # sent with a name, as an upload
    from_file: bool = False  # the value is the content of a file
    media_type: str | None = None
    filename: str | None = None
    quoted: Traced | None = None  # all from the first double quote, where there is one
    lost: str = ""  # what stands behind the closing quote, and is not sent

    @property
    def name(self) -> str:
        """Its name."""
        return self.key.text


def part(option: Traced, *, literal: bool = False) -> Part:
    """Read the value of `--form`, or of `--form-string`, which is taken as it stands."""
    name, _, content = option.text.partition("=")
    key = option.part(0, len(name))
    start = len(option.text) - len(content)
    if literal:
        return Part(key, option.part(start))
    is_file, from_file = content.startswith("@"), content.startswith("<")
    start += is_file or from_file
    value, end, quoted, lost = _word(option, start)
    settings = {each[1]: each[2].strip('"') for each in _SETTING.finditer(option.text, end)}
    return Part(
        key=key,
        value=value,
        is_file=is_file,
        from_file=from_file,
        media_type=settings.get("type"),
        filename=settings.get("filename"),
        quoted=quoted,
        lost=lost,
    )


def _word(option: Traced, start: int) -> tuple[Traced, int, Traced | None, str]:
    """Read a text in double quotes, or up to the next semicolon.

    Returns it, where it ends, all that stands from its first quote, and what is lost behind it.
    """
    found = _QUOTED.match(option.text, start)
    if not found:
        end = _BARE.match(option.text, start).end()  # type: ignore[union-attr]
        return option.part(start, end), end, None, ""
    begin, end = found.span(1)
    value = option.part(begin, end)
    escapes = [Edit(each.start(), each.start() + 1, "") for each in _ESCAPED.finditer(value.text)]
    return value.edited(escapes), found.end(), option.part(begin - 1), found[2].strip()
