"""What is there besides datasets: the index, the health check, the models."""

import os
from typing import Any

from ragmock.domain.knowledge_base import KnowledgeBase

from . import models
from .editions import DOCUMENTED

Json = dict[str, Any]


def get_health() -> Json:
    """Answer `GET /health`."""
    return {"pid": os.getpid(), "status": "ok", "version": DOCUMENTED.version}


def get_index() -> Json:
    """Answer `GET /v1/`."""
    version = DOCUMENTED.version
    return {"welcome": "Dify OpenAPI", "api_version": "v1", "server_version": version}


def list_models(base: KnowledgeBase, model_type: str) -> Json:
    """Answer `GET /v1/workspaces/current/models/model-types/{model_type}`."""
    return {"data": models.providers(base, model_type)}
