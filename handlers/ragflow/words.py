"""Which of the contract's wordings tells what does not fit."""

from ragmock.provider import Facts
from ragmock.rejections import Malformed


def tell(refused: Malformed) -> tuple[str, Facts]:
    """Give the wording for a request that does not fit, and the facts for its blanks."""
    first = refused.problems[0]
    value = first.value
    facts: Facts = {
        "field": first.pointer.strip("/").removeprefix("query/"),
        "value": value,
        "type": type(value).__name__,
        "length": len(value) if isinstance(value, str) else 0,
        "reason": f"{first.rule[:1].upper()}{first.rule[1:]}.",
    }
    if first.cause == "additional" and isinstance(value, dict):
        known = first.schema["properties"]
        facts["fields"] = str([name for name in value if name not in known])
    if first.cause == "combination" and isinstance(value, dict) and "name" in value:
        return "ragflow.two_names", facts
    return first.refusal or "ragflow.wrong_argument", facts
