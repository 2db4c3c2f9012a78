"""Datasets."""

from typing import Any

from ragmock.domain.errors import NoSuchTemplate
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.model import Technique
from ragmock.domain.paging import page as page_of

from . import views
from .models import EMBEDDING_MODEL, EMBEDDING_PROVIDER
from .vocabulary import TECHNIQUES

Json = dict[str, Any]


def list_datasets(base: KnowledgeBase, page: int, limit: int, keyword: str | None = None) -> Json:
    """Answer `GET /v1/datasets`."""
    found = page_of(base.datasets.newest(keyword or ""), page, limit)
    return views.paged(found, lambda shown: views.dataset(base, shown))


def create_dataset(base: KnowledgeBase, body: Json) -> Json:
    """Answer `POST /v1/datasets`."""
    technique = _technique(body)
    base.datasets.refuse_taken_name(body["name"])
    base.datasets.require_technique(technique, body.get("embedding_model_provider"))
    if body.get("provider") == "external" and body.get("external_knowledge_api_id"):
        raise NoSuchTemplate(body["external_knowledge_api_id"])
    created = base.datasets.create(
        base.ids.uuid(),
        body["name"],
        description=body.get("description", base.edition.absent_description),
        permission=body.get("permission", "only_me"),
        technique=technique,
        settings={
            "provider": body.get("provider") or "vendor",
            "retrieval_model": body.get("retrieval_model"),
            **embedding_settings(technique, body),
        },
    )
    return views.dataset(base, created, fresh=True)


def get_dataset(base: KnowledgeBase, dataset_id: str) -> Json:
    """Answer `GET /v1/datasets/{dataset_id}`."""
    shown = base.datasets.get(dataset_id)
    members = _members(base, dataset_id) if shown.permission == "partial_members" else {}
    return {**views.dataset(base, shown), **members}


def update_dataset(base: KnowledgeBase, dataset_id: str, body: Json) -> Json:
    """Answer `PATCH /v1/datasets/{dataset_id}`."""
    old = base.datasets.get(dataset_id)
    technique = _technique(body)
    base.datasets.require_technique(technique, body.get("embedding_model_provider"))
    settings = {**old.settings, **embedding_settings(technique, body)}
    settings["retrieval_model"] = body.get("retrieval_model")  # 1.2.0 forgets what is not sent
    if body.get("partial_member_list") is not None:
        settings["members"] = [member["user_id"] for member in body["partial_member_list"]]
    named = {key: body[key] for key in ("name", "description", "permission") if key in body}
    if named.get("permission", "partial_members") != "partial_members":
        settings["members"] = []
    changed = base.datasets.change(
        dataset_id, **named, technique=technique or old.technique, settings=settings
    )
    if changed.technique is not old.technique:
        base.documents.reindex(dataset_id)
    return {**views.dataset(base, changed, fresh=True), **_members(base, dataset_id)}


def delete_dataset(base: KnowledgeBase, dataset_id: str) -> None:
    """Answer `DELETE /v1/datasets/{dataset_id}`."""
    base.datasets.delete(dataset_id)


def _technique(body: Json) -> Technique | None:
    named = body.get("indexing_technique")
    return TECHNIQUES[named] if named else None


def embedding_settings(technique: Technique | None, body: Json) -> Json:
    """Say which model embeds the documents; none does where they are found by keywords."""
    if technique is not Technique.VECTORS:
        return {}
    return {
        "embedding_model": body.get("embedding_model") or EMBEDDING_MODEL,
        "embedding_model_provider": body.get("embedding_model_provider") or EMBEDDING_PROVIDER,
    }


def _members(base: KnowledgeBase, dataset_id: str) -> Json:
    return {"partial_member_list": base.datasets.get(dataset_id).settings.get("members", [])}
