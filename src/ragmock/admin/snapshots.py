"""Snapshots: saved, listed, downloaded, uploaded; and worlds made of them."""

from typing import Any

from ragmock import contract
from ragmock.domain.clock import written
from ragmock.provider import Created, Readable
from ragmock.snapshots.reading import from_json
from ragmock.snapshots.snapshot import Snapshot
from ragmock.snapshots.writing import to_json
from ragmock.world import World
from ragmock.worlds import Worlds

from .worlds import show_world

Json = dict[str, Any]


def list_snapshots(worlds: Worlds) -> Json:
    """Answer `GET /__admin/snapshots`."""
    return {"data": [_show(name, each) for name, each in worlds.snapshots.by_name.items()]}


def get_snapshot(worlds: Worlds, name: str) -> Readable:
    """Answer `GET /__admin/snapshots/{name}`."""
    return Readable(to_json(worlds.snapshots.find(name)))


def put_snapshot(worlds: Worlds, world: World, name: str, body: Json) -> Json | Created:
    """Answer `PUT /__admin/snapshots/{name}`."""
    is_new = name not in worlds.snapshots.by_name
    snapshot = from_json(body, contract.load()) if body else world.snapshot()
    worlds.snapshots.put(name, snapshot)
    shown = _show(name, snapshot)
    return Created(shown) if is_new else shown


def show_snapshot(world: World) -> Readable:
    """Answer `GET /__admin/snapshot`."""
    return Readable(to_json(world.snapshot()))


def delete_snapshot(worlds: Worlds, name: str) -> Json:
    """Answer `DELETE /__admin/snapshots/{name}`."""
    worlds.snapshots.delete(name)
    return {"deleted": 1}


def restore_snapshot(worlds: Worlds, world: World, name: str) -> Json:
    """Answer `POST /__admin/snapshots/{name}/restore`."""
    return show_world(worlds.restore(world.name, worlds.snapshots.find(name)))


def fork_snapshot(worlds: Worlds, name: str, body: Json) -> Json:
    """Answer `POST /__admin/snapshots/{name}/fork`."""
    return show_world(worlds.fork(body["world"], worlds.snapshots.find(name)))


def _show(name: str, snapshot: Snapshot) -> Json:
    states = snapshot.content.states.values()
    tables = [rows for state in states for rows in state.documents.values()]
    documents = [document for rows in tables for document in rows.values()]
    return {
        "name": name,
        "world": snapshot.world,
        "fixture": snapshot.content.fixture,
        "time": written(snapshot.clock.now),
        "datasets": sum(len(state.datasets) for state in states),
        "documents": len(documents),
        "chunks": sum(len(each.chunks) for each in documents),
    }
