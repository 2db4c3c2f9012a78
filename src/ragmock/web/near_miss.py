"""What an unknown path was probably meant to be."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ragmock.contract import Contract


def nearest_path(path: str, contract: Contract) -> str:
    """Suggest the path of the contract that is nearest to one that it does not have."""
    segments = path.strip("/").split("/")
    by_shape = {
        "/".join(_fill(operation.path, segments)): operation.path
        for operation in contract.operations.values()
    }
    near = get_close_matches("/".join(segments), by_shape, n=1, cutoff=0.6)
    if not near:
        return ""
    suggestion = by_shape[near[0]]
    if path == f"/{near[0]}":
        return f"{suggestion} exists, but an id in the path has the wrong form"
    return f"did you mean {suggestion}?"


def _fill(template: str, segments: list[str]) -> list[str]:
    """Put the segments of a path where a template has blanks."""
    filled = []
    for place, part in enumerate(template.strip("/").split("/")):
        blank = part.startswith("{")
        filled.append(segments[place] if blank and place < len(segments) else part)
    return filled
