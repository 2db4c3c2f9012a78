"""The models of a world: one embedding model, while the embedding provider is not off."""

from typing import Any, Final

from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.model import Embedding

EMBEDDING_PROVIDER: Final = "langgenius/openai/openai"
EMBEDDING_MODEL: Final = "text-embedding-3-small"
_EMBEDDING_KINDS: Final = ("text-embedding", "embeddings")


def providers(base: KnowledgeBase, model_type: str) -> list[dict[str, Any]]:
    """List the providers that have models of a kind, in the shape of Dify 1.2."""
    if model_type not in _EMBEDDING_KINDS or base.settings.embedding is Embedding.OFF:
        return []
    model = {
        "model": EMBEDDING_MODEL,
        "label": {"en_US": EMBEDDING_MODEL, "zh_Hans": EMBEDDING_MODEL},
        "model_type": "text-embedding",
        "features": None,
        "fetch_from": "predefined-model",
        "model_properties": {"context_size": 8191, "max_chunks": 32},
        "deprecated": False,
        "status": "active",
        "load_balancing_enabled": False,
    }
    return [
        {
            "tenant_id": base.owner,
            "provider": EMBEDDING_PROVIDER,
            "label": {"en_US": "OpenAI", "zh_Hans": "OpenAI"},
            "icon_small": None,
            "icon_large": None,
            "status": "active",
            "models": [model],
        }
    ]
