"""Answers without what two honest servers may say differently."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, Final

from .pointers import pointed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .scenario import Scenario, Step
    from .side import Answer, Side

#: What stands in the place of a value that varies, by its kind; a number may be one of any kind.
VARIES: Final = {
    "string": "<varies>",
    "number": "<a number that varies>",
    "boolean": "<true or false>",
    "array": "<items that vary>",
    "object": "<fields that vary>",
}
ANYTHING: Final = "<varies, and may be null or missing>"
#: What is known whose name ends so is looked for in texts, if it has so many characters.
_NAMES: Final = ("id", "batch", "name")
_SHORTEST: Final = 8
#: Ids and batches that nothing kept, and signatures of URLs.
_FOREIGN: Final = (
    (re.compile(r"\b[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b", re.IGNORECASE), "<id>"),
    (re.compile(r"\b20\d{18}\b"), "<batch>"),
    (re.compile(r"(timestamp|nonce|sign)=[^&\"]+"), r"\1=<varies>"),
)


def kind_of(value: Any) -> str:  # noqa: ANN401 - any JSON
    """Name the kind of a value, as the contract does; an integer is a number."""
    kinds = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
    return kinds.get(type(value), "number")


def settled(answer: Answer, side: Side, step: Step, scenario: Scenario) -> Any:  # noqa: ANN401
    """Give a body in which ids have the names that they are kept under, and what varies none."""
    body = _own(answer.body, step.own, side.known["name"]) if step.own else answer.body
    known = {
        value: name
        for name, value in reversed(side.known.items())
        if name.endswith(_NAMES) and isinstance(value, str) and len(value) >= _SHORTEST
    }
    texts = _Texts(known, str(side.client.base_url).rstrip("/"))
    return _Settling(scenario, step, texts).settle(body, "")


def _own(body: Any, field: str, name: str) -> Any:  # noqa: ANN401 - any JSON
    """Leave out of a list what others have made: what nowhere bears the name of this run."""
    items = body.get(field) if isinstance(body, dict) else None
    if not isinstance(items, list):
        return body
    return {**body, field: [each for each in items if name in json.dumps(each)]}


class _Texts:
    """Texts with names in the place of ids."""

    def __init__(self, known: Mapping[str, str], origin: str) -> None:
        self._known = {**known, origin: "origin"}
        longest_first = sorted(self._known, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)))

    def settle(self, text: str) -> str:
        named = self._pattern.sub(lambda found: f"{{{self._known[found[0]]}}}", text)
        for pattern, put in _FOREIGN:
            named = pattern.sub(put, named)
        return named


class _Settling:
    def __init__(self, scenario: Scenario, step: Step, texts: _Texts) -> None:
        self._varying = [
            *((each, rule.even_null) for rule in scenario.varying for each in rule.at),
            *((each, False) for each in step.varies),
        ]
        self._unordered = [each for rule in scenario.unordered for each in rule.at]
        self._texts = texts

    def settle(self, value: Any, pointer: str) -> Any:  # noqa: ANN401 - any JSON
        for pattern, even_null in self._varying:
            if fnmatchcase(pointer, pattern):
                return ANYTHING if even_null else VARIES.get(kind_of(value))
        if isinstance(value, dict):
            return {name: self.settle(each, pointed(pointer, name)) for name, each in value.items()}
        if isinstance(value, list):
            items = [self.settle(each, pointed(pointer, at)) for at, each in enumerate(value)]
            return sorted(items, key=_in_order) if self._is_unordered(pointer) else items
        return self._texts.settle(value) if isinstance(value, str) else value

    def _is_unordered(self, pointer: str) -> bool:
        return any(fnmatchcase(pointer, pattern) for pattern in self._unordered)


def _in_order(value: Any) -> str:  # noqa: ANN401 - any JSON
    return json.dumps(value, sort_keys=True)
