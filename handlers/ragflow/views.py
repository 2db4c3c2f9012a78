"""Datasets as RAGFlow 0.8 to 0.10 show them."""

from typing import Any, Final

from ragmock.domain.clock import utc
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.model import Dataset

Json = dict[str, Any]

#: What a dataset is set to that was told nothing; the language is the documented one.
DEFAULTS: Final[Json] = {
    "avatar": None,
    "language": "Chinese",
    "embd_id": "BAAI/bge-large-zh-v1.5",
    "parser_id": "naive",
    "parser_config": {"pages": [[1, 1000000]]},
    "token_num": 0,
}


def detail(base: KnowledgeBase, shown: Dataset) -> Json:
    """Show a dataset as `GET /dataset/{id}` does."""
    settings = {**DEFAULTS, **shown.settings}
    return {
        "avatar": settings["avatar"],
        "chunk_num": 0,
        "description": shown.description,
        "doc_num": base.datasets.document_count(shown.id),
        "embd_id": settings["embd_id"],
        "id": shown.id,
        "language": settings["language"],
        "name": shown.name,
        "parser_config": settings["parser_config"],
        "parser_id": settings["parser_id"],
        "permission": shown.permission,
        "token_num": settings["token_num"],
    }


def record(base: KnowledgeBase, shown: Dataset) -> Json:
    """Show a dataset with everything that is kept of it."""
    return dict(
        sorted(
            {
                **detail(base, shown),
                "create_date": _date(shown.created_at),
                "create_time": int(shown.created_at * 1000),
                "created_by": base.owner.replace("-", ""),
                "similarity_threshold": 0.2,
                "status": "1",
                "tenant_id": base.owner.replace("-", ""),
                "update_date": _date(shown.updated_at),
                "update_time": int(shown.updated_at * 1000),
                "vector_similarity_weight": 0.3,
            }.items()
        )
    )


def _date(moment: float) -> str:
    return f"{utc(moment):%a, %d %b %Y %H:%M:%S} GMT"
