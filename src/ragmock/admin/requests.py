"""Requests: what clients sent to the faked APIs, and what they were answered."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from ragmock.journal.filters import Filter
from ragmock.journal.pages import is_of
from ragmock.journal.views import summary, unmatched, whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from ragmock.journal.entry import Entry
    from ragmock.journal.pages import Journal
    from ragmock.world import World
    from ragmock.worlds import Worlds

Json = dict[str, Any]


def list_requests(worlds: Worlds, world: World, arguments: Json) -> Json:
    """Answer `GET /__admin/requests`."""
    return _page(_of(worlds, world), filter_of(arguments), arguments["limit"], summary)


def find_requests(worlds: Worlds, world: World, body: Json) -> Json:
    """Answer `POST /__admin/requests/find`."""
    limit = body.get("limit", 20)
    return _page(_of(worlds, world), filter_of(body), limit, whole)


def count_requests(worlds: Worlds, world: World, arguments: Json) -> Json:
    """Answer `GET /__admin/requests/count`."""
    return _count(_of(worlds, world), filter_of(arguments))


def count_found_requests(worlds: Worlds, world: World, body: Json) -> Json:
    """Answer `POST /__admin/requests/count`."""
    return _count(_of(worlds, world), filter_of(body))


def get_request(worlds: Worlds, world: World, request_id: int) -> Json:
    """Answer `GET /__admin/requests/{request_id}`."""
    return whole(_of(worlds, world).get(request_id))


def delete_requests(worlds: Worlds, world: World) -> Json:
    """Answer `DELETE /__admin/requests`."""
    deleted = _of(worlds, world).forget()
    worlds.begin_story(world)
    return {"deleted": deleted}


def list_unmatched(
    worlds: Worlds,
    limit: int,
    world: World | None = None,
    unnamed: bool = False,  # noqa: FBT001, FBT002 - as the contract names it
) -> Json:
    """Answer `GET /__admin/requests/unmatched`."""
    journal, name = worlds.journals.of_none, world.name if world else None
    wanted = (each for each in journal.newest() if is_of(each, name, unnamed=unnamed))
    lost = (each for each in wanted if each.is_unmatched)
    page = list(islice(lost, limit + 1))
    return {
        "data": [unmatched(each) for each in page[:limit]],
        "has_more": len(page) > limit,
        "dropped": journal.dropped,
    }


def get_unmatched(worlds: Worlds, request_id: int) -> Json:
    """Answer `GET /__admin/requests/unmatched/{request_id}`."""
    return unmatched(worlds.journals.of_none.get(request_id))


def delete_unmatched(
    worlds: Worlds,
    world: World | None = None,
    unnamed: bool = False,  # noqa: FBT001, FBT002 - as the contract names it
) -> Json:
    """Answer `DELETE /__admin/requests/unmatched`."""
    journal, name = worlds.journals.of_none, world.name if world else None
    return {"deleted": journal.forget(lambda each: is_of(each, name, unnamed=unnamed))}


def filter_of(said: Json) -> Filter:
    """Read off a body, or off a query, which requests are meant."""
    asked = {name: value for name, value in said.items() if name in Filter.__dataclass_fields__}
    return Filter(**asked)


def _of(worlds: Worlds, world: World) -> Journal:
    return worlds.journals.of(world.name)


def _page(journal: Journal, wanted: Filter, limit: int, show: Callable[[Entry], Json]) -> Json:
    page = list(islice(wanted.among(journal.newest()), limit + 1))
    return {
        "data": [show(each) for each in page[:limit]],
        "has_more": len(page) > limit,
        "dropped": journal.dropped,
    }


def _count(journal: Journal, wanted: Filter) -> Json:
    return {"count": sum(1 for _ in wanted.among(journal.newest())), "dropped": journal.dropped}
