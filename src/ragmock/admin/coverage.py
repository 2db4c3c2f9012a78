"""Coverage: what clients tried of the faked APIs, and what they never tried."""

from typing import Any

from ragmock.coverage.views import show
from ragmock.world import World
from ragmock.worlds import Worlds

Json = dict[str, Any]


def get_coverage(worlds: Worlds, world: World | None = None, provider: str | None = None) -> Json:
    """Answer `GET /__admin/coverage`."""
    return show(worlds.coverage, world.name if world else None, provider)


def delete_coverage(worlds: Worlds, world: World | None = None) -> Json:
    """Answer `DELETE /__admin/coverage`."""
    return {"deleted": worlds.coverage.forget(world.name if world else None)}
