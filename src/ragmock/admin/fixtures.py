"""Fixtures: listed, loaded into a world that runs, written from what it holds; and their states."""

from typing import Any

from ragmock.provider import Text
from ragmock.world import World
from ragmock.worlds import Worlds

from .worlds import show_world

Json = dict[str, Any]


def list_fixtures(worlds: Worlds) -> Json:
    """Answer `GET /__admin/fixtures`."""
    return {"data": worlds.fixtures.list()}


def load_fixture(worlds: Worlds, world: World, body: Json) -> Json:
    """Answer `POST /__admin/load`."""
    return show_world(worlds.load(world.name, body))


def export_world(worlds: Worlds, world: World) -> Text:
    """Answer `GET /__admin/export`."""
    return Text(worlds.fixtures.export(world).encode(), "application/yaml")


def bring_about(worlds: Worlds, world: World, body: Json) -> Json:
    """Answer `POST /__admin/provider-states`, as Pact's verifiers ask it."""
    if body.get("action") == "teardown":
        worlds.reset(world.name)
        return {"world": world.name}
    state = worlds.fixtures.state(world.fixture, body["state"], body.get("params", {}))
    worlds.begin(world.name, state)
    return {
        **state.params,
        "world": world.name,
        "dify_key": f"dataset-{world.name}",
        "ragflow_key": f"ragflow-{world.name}",
    }
