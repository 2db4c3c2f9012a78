"""JSON pointers (RFC 6901), and the blanks of a scenario."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What nothing stands at, which is another thing than null.
NOTHING: Final = object()
_BLANK: Final = re.compile(r"\{(\w+)\}")


def value_at(value: Any, pointer: str) -> Any:  # noqa: ANN401 - any JSON
    """Give what stands at a pointer, or NOTHING."""
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            return NOTHING
    return value


def pointed(pointer: str, part: str | int) -> str:
    """Give the pointer to a part of what stands at another."""
    return f"{pointer}/{str(part).replace('~', '~0').replace('/', '~1')}"


def generalized(pointer: str) -> str:
    """Give a pointer with * for the place in a list, which several may have in common."""
    return "/".join("*" if part.isdecimal() else part for part in pointer.split("/"))


def blanks(template: Any) -> set[str]:  # noqa: ANN401 - any JSON
    """Name the blanks of a template, such as `{dataset_id}`."""
    if isinstance(template, dict):
        return blanks([*template, *template.values()])
    if isinstance(template, list | tuple):
        return {name for each in template for name in blanks(each)}
    return set(_BLANK.findall(template)) if isinstance(template, str) else set()


def filled(template: Any, known: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    """Fill in what is known; what is one blank as a whole keeps the kind of its value."""
    if isinstance(template, dict):
        return {filled(name, known): filled(value, known) for name, value in template.items()}
    if isinstance(template, list):
        return [filled(each, known) for each in template]
    if not isinstance(template, str):
        return template
    whole = _BLANK.fullmatch(template)
    if whole and whole[1] in known:
        return known[whole[1]]
    return _BLANK.sub(lambda blank: str(known.get(blank[1], blank[0])), template)
