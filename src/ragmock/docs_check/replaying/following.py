"""What follows in an answer from a value that was sent: found by sending another one."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ragmock.docs_check.printed.places import escaped
from ragmock.docs_check.problem import Problem
from ragmock.docs_check.replaying.kinds import kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ragmock.docs_check.printed.reading import Printed
    from ragmock.docs_check.replaying.filling import Call

Json = Any


def following(
    problem: Problem, call: Call, printed: Printed, answered: Json, play: Callable[[Call], Json]
) -> Iterator[Problem]:
    """Tell what else is printed as if another value had been sent, beside a problem that says so.

    `play` gives the body of the answer to a call.
    """
    name = problem.pointer.rpartition("/")[2]
    changed = _otherwise(call, name, _value(printed.value, problem.pointer))
    if changed is None:
        return
    for pointer, meant in _differing(printed.value, answered, play(changed)):
        if spot := printed.spots.get(pointer):
            stands = json.dumps(_value(printed.value, pointer), ensure_ascii=False)
            meaning = f"this follows from `{name}`, which the request sends otherwise"
            yield Problem("not-following", spot.start, spot.end, stands, meaning, meant, pointer)


def _otherwise(call: Call, name: str, value: Json) -> Call | None:
    """Give the call with another value in a field of its JSON; None where it sends no such field.

    `name` is that of the field, at whatever depth it stands.
    """
    changed = _changed(call.sent, name, value)
    is_json = call.content == json.dumps(call.sent, ensure_ascii=False).encode()
    if not is_json or changed == call.sent:
        return None
    return replace(call, sent=changed, content=json.dumps(changed, ensure_ascii=False).encode())


def _changed(sent: Json, name: str, value: Json) -> Json:
    if isinstance(sent, dict):
        pairs = sent.items()
        return {key: value if key == name else _changed(each, name, value) for key, each in pairs}
    return [_changed(each, name, value) for each in sent] if isinstance(sent, list) else sent


def _differing(
    printed: Json, answered: Json, otherwise: Json, at: str = ""
) -> Iterator[tuple[str, str]]:
    """Find values that are null in one of two answers, and are printed as in the other one.

    Give their pointers, and which type they have.
    """
    if isinstance(printed, list) and len(printed) == 1:
        yield from _differing(printed[0], _first(answered), _first(otherwise), f"{at}/0")
    elif isinstance(printed, dict) and isinstance(answered, dict) and isinstance(otherwise, dict):
        for name in [each for each in printed if each in answered and each in otherwise]:
            inner = f"{at}/{escaped(name)}"
            yield from _differing(printed[name], answered[name], otherwise[name], inner)
    elif None in (answered, otherwise) and kind(printed) == kind(otherwise) != kind(answered):
        yield at, kind(answered)


def _first(value: Json) -> Json:
    """Give the item of a list; what is none may be printed as a list of one."""
    return value[0] if isinstance(value, list) and value else value


def _value(value: Json, pointer: str) -> Json:
    for part in pointer.split("/")[1:]:
        if isinstance(value, list):
            value = value[int(part)]
        else:
            value = value[part.replace("~1", "/").replace("~0", "~")]
    return value
