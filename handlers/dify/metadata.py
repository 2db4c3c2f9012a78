"""Metadata fields of datasets, and their values in documents."""

from typing import Any

from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.metadata import Assignment

from . import views
from .vocabulary import KINDS

Json = dict[str, Any]


def list_built_in_fields() -> Json:
    """Answer `GET /v1/datasets/metadata/built-in`."""
    return {"fields": views.built_in_fields(with_id=False)}


def create_field(base: KnowledgeBase, dataset_id: str, body: Json) -> Json:
    """Answer `POST /v1/datasets/{dataset_id}/metadata`."""
    return views.field(base.metadata.create(dataset_id, body["name"], KINDS[body["type"]]))


def list_fields(base: KnowledgeBase, dataset_id: str) -> Json:
    """Answer `GET /v1/datasets/{dataset_id}/metadata`."""
    counted = [
        views.field(each)
        | dict.fromkeys(base.edition.field_counts, base.metadata.use_count(dataset_id, each.id))
        for each in base.metadata.fields(dataset_id)
    ]
    enabled = base.datasets.get(dataset_id).built_in_fields
    return {"doc_metadata": counted, "built_in_field_enabled": enabled}


def rename_field(base: KnowledgeBase, dataset_id: str, metadata_id: str, body: Json) -> Json:
    """Answer `PATCH /v1/datasets/{dataset_id}/metadata/{metadata_id}`."""
    return views.field(base.metadata.rename(dataset_id, metadata_id, body["name"]))


def delete_field(base: KnowledgeBase, dataset_id: str, metadata_id: str) -> Any:  # noqa: ANN401
    """Answer `DELETE /v1/datasets/{dataset_id}/metadata/{metadata_id}`."""
    base.metadata.delete(dataset_id, metadata_id)
    return base.edition.done


def switch_built_in_fields(base: KnowledgeBase, dataset_id: str, action: str) -> Any:  # noqa: ANN401
    """Answer `POST /v1/datasets/{dataset_id}/metadata/built-in/{action}`."""
    base.metadata.switch_built_in(dataset_id, on=action == "enable")
    return base.edition.done


def assign_metadata(base: KnowledgeBase, dataset_id: str, body: Json) -> Any:  # noqa: ANN401
    """Answer `POST /v1/datasets/{dataset_id}/documents/metadata`."""
    assignments = [
        Assignment(
            document_id=each["document_id"].lower(),
            values={one["id"].lower(): one.get("value") for one in each["metadata_list"]},
        )
        for each in body["operation_data"]
    ]
    base.metadata.assign(dataset_id, assignments)
    return base.edition.done
