"""What the contract says of an answer, and where an answer is not what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ragmock.contract import JSON

from .side import NO_BODY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ragmock.contract import Contract, Operation, Wording

    from .side import Answer

Json = dict[str, Any]
_BLANK: Final = re.compile(r"\{\w+\}")
_REFUSED: Final = 400


@dataclass(frozen=True)
class Misfit:
    """One place where an answer is not as documented."""

    kind: str  # status, media type; schema, refusal: the ones with a pointer
    pointer: str
    document: str  # what the contract says


def misfits(answer: Answer, operation: Operation, known: Contract) -> Iterator[Misfit]:
    """Tell where an answer is not as documented."""
    if answer.status not in operation.answers and not _general(answer.status, operation, known):
        yield Misfit("status", "", statuses(operation))
        return
    schema = operation.answers.get(answer.status)
    documented = NO_BODY if answer.status in operation.answers and schema is None else JSON
    if answer.form != documented:
        yield Misfit("media type", "", documented)
        return
    for problem in schema.problems(answer.body) if schema else ():
        yield Misfit("schema", problem.pointer, problem.rule)
    if is_refusal(answer):
        yield from _unknown_words(answer, operation, known)


def is_refusal(answer: Answer) -> bool:
    """Tell whether an answer refuses: by its status, or as RAGFlow by its code alone."""
    code = answer.body.get("code") if isinstance(answer.body, dict) else None
    return answer.status >= _REFUSED or code not in (None, 0)


def said_at(answer: Answer, operation: Operation, pointer: str) -> str:
    """Say what the contract has at a pointer of an answer."""
    schema = operation.answers.get(answer.status)
    node: Any = schema.schema if schema else {}
    for part in pointer.split("/")[1:]:
        node = _within(node, part)
        if node is None:
            return "not named"
    return _described(node)


def _within(node: Json, part: str) -> Json | None:
    """Give the schema of a part of a value."""
    if part in node.get("properties", {}):
        found: Json = node["properties"][part]
        return found
    if part.isdecimal() and "items" in node:
        return dict(node["items"])
    if isinstance(node.get("additionalProperties"), dict):
        return dict(node["additionalProperties"])
    for way in ("allOf", "anyOf", "oneOf"):
        for each in node.get(way, ()):
            if (inner := _within(each, part)) is not None:
                return inner
    return None


def _described(node: Json) -> str:
    """Say a schema in some words."""
    if "enum" in node:
        return "one of " + ", ".join("null" if each is None else str(each) for each in node["enum"])
    kinds = node.get("type", [])
    if isinstance(kinds, str):
        kinds = [kinds]
    if not kinds:
        ways = [each for way in ("anyOf", "oneOf", "allOf") for each in node.get(way, ())]
        return " or ".join(dict.fromkeys(map(_described, ways))) or "anything"
    return " or ".join(kinds)


def _general(status: int, operation: Operation, known: Contract) -> bool:
    return any(each.status == status for each in _wordings(operation, known) if each.general)


def _wordings(operation: Operation, known: Contract) -> Iterator[Wording]:
    """Give the refusals that an operation may give."""
    for wording in known.wordings.values():
        of_product = wording.name.startswith(f"{operation.provider}.")
        if wording.name in operation.refusals or (wording.general and of_product):
            yield wording


def statuses(operation: Operation) -> str:
    """Say which statuses the contract has for an operation."""
    return "one of " + ", ".join(map(str, sorted(operation.answers)))


def _unknown_words(answer: Answer, operation: Operation, known: Contract) -> Iterator[Misfit]:
    """Tell what no refusal of this status says; of several that are near, the nearest counts."""
    if not isinstance(answer.body, dict):
        return  # which its schema has told
    candidates = [each for each in _wordings(operation, known) if each.status == answer.status]
    rows = [_unlike(answer.body, each.template) for each in candidates]
    nearest = min(rows, key=_distance, default={})
    for name in nearest:
        words = dict.fromkeys(
            str(each.template[name])
            for each in candidates
            if name in each.template
            and (name == "code" or each.template.get("code") == answer.body.get("code"))
        )
        yield Misfit("refusal", f"/{name}", " or ".join(words) or "another refusal")


def _distance(wrong: Mapping[str, Any]) -> tuple[bool, int]:
    """Say how far a refusal is from a wording: the code counts before all else."""
    return "code" in wrong, len(wrong)


def _unlike(body: Json, template: Json) -> Json:
    """Give the fields of a wording that a body says otherwise."""
    return {name: words for name, words in template.items() if not _says(body.get(name), words)}


def _says(value: Any, words: Any) -> bool:  # noqa: ANN401 - any JSON
    """Tell whether a value is what a template says, whatever fills its blanks."""
    if not isinstance(words, str) or not isinstance(value, str):
        return bool(value == words)
    plain = [re.escape(each) for each in _BLANK.split(words)]
    return re.fullmatch("(.*)".join(plain), value, re.DOTALL) is not None
