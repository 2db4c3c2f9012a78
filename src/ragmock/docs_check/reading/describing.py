"""What the words about a parameter say: whether it is required, its default, its limits."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ragmock.docs_check.model import Described, Passage

_OPTIONAL: Final = re.compile(
    r"[(（,]\s*(?P<said>optional)\b|\b(?P<bare>optional)\W*$|(?P<cjk>可选|选填)", re.IGNORECASE
)
_REQUIRED: Final = re.compile(
    r"[(（,]\s*(?P<said>required)\s*(?:[)）.,]|$)|(?P<cjk>必需|必填|必须)"
    r"|(?:^|[.!?]\s+)(?![^.!?]*\b(?:if|when|where|unless)\b)[^.!?]*"
    r"\bis (?P<sentence>required)[.:]?$",
    re.IGNORECASE,
)
_DEFAULT: Final = re.compile(
    r"\bdefaults?(?:\s+(?:value\s+)?(?:is|to)|\s*[:=：])\s*"
    r"(?:(?:[`'\"]|<code>)(?P<quoted>[^`'\"<]+)|(?P<word>[^\s`'\",;)）]+)(?=\s*(?:[.,;)）(]|$)))"
    r"|\bdefault\s+(?P<bare>\d[\d.]*\b)",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(
    r"\b(?:range|between)\s+(?P<least>-?\d+)\s*(?:-|–|~|to|and)\s*(?P<most>\d+)", re.IGNORECASE
)
_FEWER: Final = re.compile(
    r"\b(?:less|fewer) than\s+(?P<most>\d+)(?:\s*\*\*\s*(?P<power>\d+))?", re.IGNORECASE
)
_MOST: Final = re.compile(
    r"\b(?:at most|up to|cannot exceed|must not exceed|maximum(?: of| is|:)?)\s+(?P<most>\d+)\b",
    re.IGNORECASE,
)


def describe(parameter: Described, words: Passage) -> Described:
    """Add to a parameter what words say about it; what was said before stays."""
    parameter = replace(parameter, words=f"{parameter.words} {words.text}".strip())
    parameter = _requirement(parameter, words)
    if parameter.default is None and (found := _DEFAULT.search(words.text)):
        name = next(name for name, text in found.groupdict().items() if text)
        text, start = found[name].rstrip("."), found.start(name)
        parameter = replace(
            parameter, default=text, default_span=words.span(start, start + len(text))
        )
    return _limits(parameter, words)


def requirement(parameter: Described, said: Passage) -> Described:
    """Add what the column `Required` says."""
    word = said.text.strip("*` ").lower()
    if word in ("yes", "true", "required", "y", "是", "必需", "必填", "✓", "✅"):
        value = True
    elif word in ("no", "false", "optional", "n", "否", "可选", "选填"):
        value = False
    else:
        return parameter
    return replace(parameter, required=value, required_span=said.span(0, len(said.text)))


def _requirement(parameter: Described, words: Passage) -> Described:
    if parameter.required is not None:
        return parameter
    for pattern, value in ((_OPTIONAL, False), (_REQUIRED, True)):
        if found := pattern.search(words.text):
            name = next(name for name, text in found.groupdict().items() if text)
            span = words.span(*found.span(name))
            return replace(parameter, required=value, required_span=span)
    return parameter


def _limits(parameter: Described, words: Passage) -> Described:
    if parameter.limits_span is not None:
        return parameter
    if found := _RANGE.search(words.text):
        least, most = float(found["least"]), float(found["most"])
        span = words.span(found.start("least"), found.end("most"))
        return replace(parameter, minimum=least, maximum=most, limits_span=span)
    if found := _FEWER.search(words.text):
        limit = float(int(found["most"]) ** min(int(found["power"] or 1), 20)) - 1
    elif found := _MOST.search(words.text):
        limit = float(found["most"])
    else:
        return parameter
    return replace(parameter, maximum=limit, limits_span=words.span(*found.span()))
