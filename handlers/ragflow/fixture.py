"""Datasets as a fixture says them, in the core's words."""

from typing import Any

from ragmock.domain.knowledge_base import KnowledgeBase

Json = dict[str, Any]


def load_dataset(base: KnowledgeBase, spec: Json) -> None:
    """Create a dataset."""
    base.datasets.create(
        spec.get("id") or base.ids.hexadecimal(),
        spec["name"],
        description=spec.get("description"),
        permission=spec.get("permission", "me"),
        settings={"language": spec["language"]} if "language" in spec else {},
    )
