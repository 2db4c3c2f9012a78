"""Which requests a fault is for."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Request:
    """What a fault may look at."""

    operation: str  # the id of the canonical one
    method: str
    path: str
    query: Sequence[tuple[str, str]] = ()
    body: object = None  # any JSON, or the fields of a form; None where there is no such body


@dataclass(frozen=True)
class Match:
    """What a request must be and hold; what is not said is None, or empty."""

    operations: frozenset[str]  # the ids of the canonical ones
    method: str | None = None
    path: str | None = None  # with `*`, `?` and `[...]`
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None

    def meets(self, request: Request) -> bool:
        """Tell whether a fault is for a request."""
        return (
            request.operation in self.operations
            and self.method in (None, request.method)
            and (self.path is None or fnmatchcase(request.path, self.path))
            and all(pair in request.query for pair in self.query.items())
            and (self.body is None or holds(request.body, self.body))
        )


def holds(value: object, part: object) -> bool:
    """Tell whether a JSON value has a part in it.

    An object holds one with some of its fields. A list holds one as long, item by item.
    """
    if isinstance(part, dict):
        return isinstance(value, dict) and all(
            name in value and holds(value[name], each) for name, each in part.items()
        )
    if isinstance(part, list):
        return (
            isinstance(value, list)
            and len(value) == len(part)
            and all(holds(*pair) for pair in zip(value, part, strict=True))
        )
    if isinstance(part, bool) or isinstance(value, bool):  # to Python, True is 1
        return value is part
    return value == part
