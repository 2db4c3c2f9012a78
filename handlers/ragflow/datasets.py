"""Datasets."""

from itertools import count as numbers
from typing import Any, Final

from ragmock.domain.errors import BadOffset, NameTaken
from ragmock.domain.knowledge_base import KnowledgeBase

from . import views

Json = dict[str, Any]

#: The fields of an update that are kept as they are sent, and the names they are kept under.
_KEPT: Final = {
    "language": "language",
    "embedding_model_id": "embd_id",
    "chunk_method": "parser_id",
    "photo": "avatar",
    "token_num": "token_num",
}


def create_dataset(base: KnowledgeBase, body: Json) -> Json:
    """Answer `POST /api/v1/dataset`. The answer echoes the name that was asked for."""
    asked = body["dataset_name"] if "dataset_name" in body else body["name"]
    created = base.datasets.create(base.ids.hexadecimal(), _free(base, asked), permission="me")
    data = {"dataset_id": created.id, "dataset_name": asked}
    return {"code": 0, "data": data, "message": "success"}


def list_datasets(base: KnowledgeBase, offset: int, count: int, orderby: str, desc: str) -> Json:
    """Answer `GET /api/v1/dataset`. Any text in `desc` sorts descending."""
    every = [views.record(base, shown) for shown in base.datasets.oldest()]
    if not 0 <= offset <= len(every):
        raise BadOffset(offset)
    ordered = sorted(every, key=lambda shown: _sortable(shown[orderby]), reverse=bool(desc))
    last = len(ordered) if count == -1 else offset + count if count >= 0 else count
    data = ordered[offset:last]
    return {"code": 0, "data": data, "message": "List datasets successfully!"}


def get_dataset(base: KnowledgeBase, dataset_id: str) -> Json:
    """Answer `GET /api/v1/dataset/{dataset_id}`."""
    shown = views.detail(base, base.datasets.get(dataset_id))
    return {"code": 0, "data": shown, "message": "success"}


def update_dataset(base: KnowledgeBase, dataset_id: str, body: Json) -> Json:
    """Answer `PUT /api/v1/dataset/{dataset_id}`. `id` moves the dataset."""
    old = base.datasets.get(dataset_id)
    if "name" in body:
        _refuse_taken(base, body["name"])
    if "id" in body:
        dataset_id = base.datasets.move(dataset_id, body["id"]).id
    settings = {kept: body[sent] for sent, kept in _KEPT.items() if sent in body}
    if "layout_recognize" in body:
        settings["parser_config"] = {"layout_recognize": body["layout_recognize"]}
    named = {key: body[key] for key in ("name", "description", "permission") if key in body}
    changed = base.datasets.change(dataset_id, **named, settings={**old.settings, **settings})
    return {"code": 0, "data": views.record(base, changed), "message": "success"}


def delete_dataset(base: KnowledgeBase, dataset_id: str) -> Json:
    """Answer `DELETE /api/v1/dataset/{dataset_id}`."""
    base.datasets.delete(dataset_id)
    return {"code": 0, "message": f"Remove dataset: {dataset_id} successfully"}


def _refuse_taken(base: KnowledgeBase, name: str) -> None:
    """Refuse a name that two datasets have; releases let pass what one has."""
    wanted = name.strip().lower()
    if len(base.datasets.alike(wanted)) > 1:
        raise NameTaken(wanted)


def _free(base: KnowledgeBase, name: str) -> str:
    """Give a name, numbered before its last dot when it is taken, as releases do."""
    if not base.datasets.alike(name):
        return name
    stem, dot, suffix = name.rpartition(".")
    stem, dot = (stem, dot) if dot else (suffix, "")
    tries = (f"{stem}({n}){dot}{suffix if dot else ''}" for n in numbers(1))
    return next(each for each in tries if not base.datasets.alike(each))


def _sortable(value: object) -> tuple[bool, Any]:
    return (value is not None, value if isinstance(value, int | float) else str(value))
