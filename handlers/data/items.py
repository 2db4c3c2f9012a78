"""Items of the generic data API: datasets with a number for an id."""

from typing import Any

from ragmock.domain.errors import NoSuchDataset, NoSuchItem
from ragmock.domain.knowledge_base import KnowledgeBase
from ragmock.domain.model import Dataset

Json = dict[str, Any]


def get_item(base: KnowledgeBase, id: int) -> Json:  # noqa: A002 - the parameter's name
    """Answer `GET /v1/data?id=`."""
    return _answer(_find(base, id))


def create_item(base: KnowledgeBase, body: Json) -> Json:
    """Answer `POST /v1/data`. Ids are numbers in sequence."""
    number = base.state.last_number + 1
    created = base.datasets.create(str(number), body["name"], description=body.get("description"))
    base.state.last_number = number
    return _answer(created)


def update_item(base: KnowledgeBase, id: int, body: Json) -> Json:  # noqa: A002
    """Answer `PUT /v1/data/{id}`."""
    _find(base, id)
    named = {key: body[key] for key in ("name", "description") if key in body}
    return _answer(base.datasets.change(str(id), **named))


def delete_item(base: KnowledgeBase, id: int) -> Json:  # noqa: A002
    """Answer `DELETE /v1/data/{id}`."""
    _find(base, id)
    base.datasets.delete(str(id))
    return {"success": True, "message": "Resource deleted successfully."}


def _find(base: KnowledgeBase, item_id: int) -> Dataset:
    try:
        return base.datasets.get(str(item_id))
    except NoSuchDataset:
        raise NoSuchItem(item_id) from None


def _answer(shown: Dataset) -> Json:
    data = {"id": int(shown.id), "name": shown.name, "description": shown.description}
    return {"success": True, "data": data}
