"""Lists as pages, or as a whole where nobody says how long a page is."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")


def paged(
    items: Sequence[Item], page: int, limit: int | None, show: Callable[[Item], Any]
) -> dict[str, Any]:
    """Show the items of a page, and tell how many there are on all."""
    start = 0 if limit is None else (page - 1) * limit
    end = len(items) if limit is None else start + limit
    return {
        "data": [show(each) for each in items[start:end]],
        "has_more": end < len(items),
        "total": len(items),
    }
