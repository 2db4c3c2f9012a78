"""Presets for documents to come, by the names of their files."""

from typing import Any

from ragmock.domain.limits import SCRIPTED, NoRoomForPreset
from ragmock.domain.planned import Plan
from ragmock.world import World

from .endings import ending_of

Json = dict[str, Any]


def list_presets(world: World) -> Json:
    """Answer `GET /__admin/presets`."""
    return {"data": [_show(each) for each in reversed(world.settings.plans)]}


def create_preset(world: World, body: Json) -> Json:
    """Answer `POST /__admin/presets`."""
    plan = Plan(body["name"], ending_of(body), body.get("times"))
    if len(world.settings.plans) >= SCRIPTED:
        raise NoRoomForPreset(SCRIPTED)
    world.settings.plans = (*world.settings.plans, plan)
    return _show(plan)


def delete_presets(world: World, name: str | None = None) -> Json:
    """Answer `DELETE /__admin/presets`."""
    before = world.settings.plans
    world.settings.plans = tuple(each for each in before if name not in (None, each.name))
    return {"deleted": len(before) - len(world.settings.plans)}


def _show(plan: Plan) -> Json:
    return {
        "name": plan.name,
        "stage": plan.ending.stage.value,
        "reason": plan.ending.reason,
        "share": plan.ending.share,
        "times": plan.times,
    }
