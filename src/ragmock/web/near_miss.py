"""What a request that no operation takes was probably meant to be."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ragmock.contract import Contract, Operation


def nearest(method: str, path: str, contract: Contract) -> Operation | None:
    """Find the operation whose path is nearest to one that the contract does not have.

    Of several on one path, that of the method, or else the first.
    """
    segments = path.strip("/").split("/")
    by_shape: dict[str, list[Operation]] = {}
    for operation in contract.operations.values():
        by_shape.setdefault("/".join(_fill(operation.path, segments)), []).append(operation)
    near = get_close_matches("/".join(segments), by_shape, n=1, cutoff=0.6)
    if not near:
        return None
    on_path = by_shape[near[0]]
    return next((each for each in on_path if each.method == method), on_path[0])


def hint(path: str, near: Operation | None) -> str:
    """Tell whoever sent a path which one was probably meant."""
    if near is None:
        return ""
    filled = "/".join(_fill(near.path, path.strip("/").split("/")))
    if path == f"/{filled}":
        return f"{near.path} exists, but an id in the path has the wrong form"
    return f"did you mean {near.path}?"


def _fill(template: str, segments: list[str]) -> list[str]:
    """Put the segments of a path where a template has blanks."""
    filled = []
    for place, part in enumerate(template.strip("/").split("/")):
        blank = part.startswith("{")
        filled.append(segments[place] if blank and place < len(segments) else part)
    return filled
