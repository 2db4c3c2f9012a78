"""Which of the contract's wordings tells what does not fit, as Dify 1.2.0 chooses its words.

The release checks most values with reqparse, which tells the first that is wrong, and the rest with
pydantic models, which tell all.
"""

from collections.abc import Sequence
from typing import Final

from ragmock.provider import Facts
from ragmock.rejections import Malformed, Problem
from ragmock.schemas import Schema

_BY_CAUSE: Final = {
    "missing": "dify.missing_param",
    "null": "dify.null_param",
    "choice": "dify.invalid_choice",
}
_SHOWN: Final = 50  # characters of a value that pydantic shows whole

#: JSON Schema's types, and how pydantic 2.9 names them: (type, what the input should be).
_PYDANTIC: Final = {
    "string": ("string_type", "a valid string"),
    "integer": ("int_type", "a valid integer"),
    "number": ("float_type", "a valid number"),
    "boolean": ("bool_type", "a valid boolean"),
    "array": ("list_type", "a valid list"),
    "object": ("dict_type", "a valid dictionary"),
}
_PYDANTIC_TEXT: Final = {
    "integer": ("int_parsing", "a valid integer, unable to parse string as an integer"),
    "number": ("float_parsing", "a valid number, unable to parse string as a number"),
    "boolean": ("bool_parsing", "a valid boolean, unable to interpret input"),
}


def tell(refused: Malformed) -> tuple[str, Facts]:
    """Give the wording for a request that does not fit, and the facts for its blanks."""
    first, *others = refused.problems
    if not first.pointer and first.cause in ("type", "null"):
        return _tell_body(first)
    facts: Facts = {"field": _field(first), "value": first.value, "reason": _sentence(first.rule)}
    if first.refusal == "dify.invalid_dict":
        facts["reason"] = _why_no_dict(first.value)
    if first.refusal:
        return first.refusal, facts
    if first.model:
        alike = [each for each in others if each.model and each.model[0] == first.model[0]]
        return "dify.invalid_model", facts | {"errors": _pydantic([first, *alike])}
    return _BY_CAUSE.get(first.cause, "dify.invalid_param"), facts


def _tell_body(problem: Problem) -> tuple[str, Facts]:
    """Tell of a body that is no object: a list or null counts as an empty one."""
    lacking = Schema(problem.schema, "").problems({})
    if isinstance(problem.value, str):
        return "dify.invalid_body", {"field": _field(lacking[0]) if lacking else "body"}
    if lacking:
        return tell(Malformed(lacking))
    return "dify.invalid_param", {"field": "body", "reason": _sentence(problem.rule)}


def _field(problem: Problem) -> str:
    for place in ("query/", "path/"):
        if problem.pointer.startswith(place):
            return problem.pointer.removeprefix(place)
    return problem.pointer.strip("/").replace("/", ".") or "body"


def _sentence(rule: str) -> str:
    return f"{rule[:1].upper()}{rule[1:]}."


def _why_no_dict(value: object) -> str:
    """Say what Python says when the release makes a dict of the value."""
    try:
        dict(value)  # type: ignore[call-overload]
    except (TypeError, ValueError) as said:
        return str(said)
    return "Must be an object."


def _pydantic(problems: Sequence[Problem]) -> str:
    models = [problem.model for problem in problems if problem.model]
    count = f"{len(problems)} validation error{'s' if len(problems) > 1 else ''}"
    lines = [f"{count} for {models[0][0]}"]
    for problem, (_, name) in zip(problems, models, strict=True):
        kind, said = _pydantic_kind(problem)
        value, of = _shown(problem.value), type(problem.value).__name__
        lines += [
            name,
            f"  {said} [type={kind}, input_value={value}, input_type={of}]",
            f"    For further information visit https://errors.pydantic.dev/2.9/v/{kind}",
        ]
    return "\n".join(lines)


def _pydantic_kind(problem: Problem) -> tuple[str, str]:
    if problem.cause == "missing":
        return "missing", "Field required"
    choices = [repr(choice) for choice in problem.schema.get("enum", ()) if choice is not None]
    if choices:
        *some, last = choices
        return "literal_error", f"Input should be {', '.join(some)} or {last}"
    wanted = problem.schema.get("type", "object")
    wanted = wanted if isinstance(wanted, str) else wanted[0]
    if problem.cause not in ("type", "null"):
        return "value_error", f"Value error, {problem.rule}"
    table = _PYDANTIC_TEXT if isinstance(problem.value, str) else {}
    kind, what = table.get(wanted) or _PYDANTIC[wanted]
    return kind, f"Input should be {what}"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:25]}...{text[-24:]}"
