"""Presets for documents to come, by the names of their files."""

from typing import Any

from ragmock.domain.planned import Plan
from ragmock.world import World

Json = dict[str, Any]


def list_presets(world: World) -> Json:
    """Answer `GET /__admin/presets`."""
    return {"data": [each.said() for each in reversed(world.settings.plans)]}


def create_preset(world: World, body: Json) -> Json:
    """Answer `POST /__admin/presets`."""
    plan = Plan.of(body)
    world.settings.add(plan)
    return plan.said()


def delete_presets(world: World, name: str | None = None) -> Json:
    """Answer `DELETE /__admin/presets`."""
    before = world.settings.plans
    world.settings.plans = tuple(each for each in before if name not in (None, each.name))
    return {"deleted": len(before) - len(world.settings.plans)}
