"""The worlds of the server: which there are, what they are set to, and how they begin again."""

from typing import Any

from ragmock.provider import Created
from ragmock.world import World
from ragmock.worlds import Worlds

from .clock import show_clock
from .paging import paged

Json = dict[str, Any]


def list_worlds(worlds: Worlds, page: int, limit: int | None = None) -> Json:
    """Answer `GET /__admin/worlds`."""
    return paged(list(worlds.opened.values()), page, limit, show_world)


def get_world(worlds: Worlds, name: str) -> Json:
    """Answer `GET /__admin/worlds/{name}`."""
    return show_world(worlds.get(name))


def put_world(worlds: Worlds, name: str, body: Json) -> Json | Created:
    """Answer `PUT /__admin/worlds/{name}`."""
    is_new = name not in worlds.opened
    shown = show_world(worlds.put(name, body))
    return Created(shown) if is_new else shown


def delete_world(worlds: Worlds, name: str) -> Json:
    """Answer `DELETE /__admin/worlds/{name}`."""
    return {"deleted": int(worlds.end(name))}


def reset_world(worlds: Worlds, world: World, body: Json) -> Json:
    """Answer `POST /__admin/reset`."""
    return show_world(worlds.reset(world.name, clock=body.get("clock", False)))


def show_world(world: World) -> Json:
    """Show what a world is set to, and how much it holds."""
    bases = world.bases.values()
    return {
        "name": world.name,
        "fixture": world.fixture,
        "seed": world.ids.seed,
        "progression": world.settings.progression.value,
        "upload_limit": world.settings.upload_limit,
        "embedding_provider": world.settings.embedding.value,
        "requests_per_minute": world.settings.requests_per_minute,
        "clock": show_clock(world),
        "datasets": sum(len(base.state.datasets) for base in bases),
        "documents": sum(base.state.document_count for base in bases),
        "chunks": sum(
            base.datasets.chunk_count(each) for base in bases for each in base.state.datasets
        ),
    }
