"""Datasets as a fixture says them, in the core's words."""

from collections.abc import Callable
from typing import Any, Final

from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.model import Dataset

Json = dict[str, Any]

#: What a dataset is set to, as a fixture names it and as it is kept.
_SETTINGS: Final = {
    "language": "language",
    "avatar": "avatar",
    "embedding_model": "embd_id",
    "chunk_method": "parser_id",
    "parser_config": "parser_config",
    "tokens": "token_num",
}


def load_dataset(base: KnowledgeBase, spec: Json, _: Callable[[], None]) -> None:
    """Create a dataset, which has no documents."""
    base.datasets.create(
        spec.get("id") or base.ids.hexadecimal(),
        spec["name"],
        description=spec.get("description"),
        permission=spec.get("permission", "me"),
        settings={kept: spec[said] for said, kept in _SETTINGS.items() if said in spec},
    )


def dump_datasets(base: KnowledgeBase) -> list[Json]:
    """Write the datasets."""
    return [_written(each) for each in base.datasets.oldest()]


def _written(dataset: Dataset) -> Json:
    own = dataset.settings
    return {
        "id": dataset.id,
        "name": dataset.name,
        "description": dataset.description,
        "permission": dataset.permission,
        **{said: own[kept] for said, kept in _SETTINGS.items() if kept in own},
    }
