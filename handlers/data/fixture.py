"""Items as a fixture says them."""

from collections.abc import Callable
from typing import Any

from ragmock.domain.knowledge_base import KnowledgeBase

Json = dict[str, Any]


def load_item(base: KnowledgeBase, spec: Json, _: Callable[[], None]) -> None:
    """Create an item, which has no documents; the next id is behind the highest."""
    base.datasets.create(str(spec["id"]), spec["name"], description=spec.get("description"))
    base.state.last_number = max(base.state.last_number, spec["id"])


def dump_items(base: KnowledgeBase) -> list[Json]:
    """Write the items."""
    every = base.datasets.oldest()
    return [
        {"id": int(each.id), "name": each.name, "description": each.description} for each in every
    ]
