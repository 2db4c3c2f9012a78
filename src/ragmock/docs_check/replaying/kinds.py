"""Kinds of values: what may differ from answer to answer is compared by them."""

from __future__ import annotations

import re
from typing import Any, Final

_FORMS: Final = {
    "a UUID with dashes": re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    "an id of 32 hexadecimal digits": re.compile(r"[0-9a-f]{32}"),
    "a hash of 64 hexadecimal digits": re.compile(r"[0-9a-f]{64}"),
    "a time as in ISO 8601": re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*"),
    "a time as in HTTP": re.compile(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \w+"),
}
_SECONDS: Final = (10**9, 10**10)  # since 1970: from 2001 to 2286
_MILLISECONDS: Final = (10**12, 10**13)


def kind(value: Any) -> str:  # noqa: ANN401 - any JSON
    """Name the type of a value as JSON Schema does; a number is one, whole or not."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "object" if isinstance(value, dict) else "array"


def form(value: Any) -> str:  # noqa: ANN401 - any JSON
    """Name the form of a value, if it has one that others of its kind do not have."""
    if isinstance(value, str):
        return next((name for name, each in _FORMS.items() if each.fullmatch(value)), "")
    if kind(value) != "number":
        return ""
    if _SECONDS[0] <= value < _SECONDS[1]:
        return "a time in seconds"
    return "a time in milliseconds" if _MILLISECONDS[0] <= value < _MILLISECONDS[1] else ""
