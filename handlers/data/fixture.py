"""Items as a fixture says them."""

from typing import Any

from ragmock.domain.knowledge_base import KnowledgeBase

Json = dict[str, Any]


def load_item(base: KnowledgeBase, spec: Json) -> None:
    """Create an item; the next id is behind the highest."""
    base.datasets.create(str(spec["id"]), spec["name"], description=spec.get("description"))
    base.state.last_number = max(base.state.last_number, spec["id"])


def dump_items(base: KnowledgeBase) -> list[Json]:
    """Write the items."""
    every = base.datasets.oldest()
    return [
        {"id": int(each.id), "name": each.name, "description": each.description} for each in every
    ]
