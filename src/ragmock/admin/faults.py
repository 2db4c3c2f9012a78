"""Faults: what is to go wrong, and what was met of it."""

from typing import Any

from ragmock import contract
from ragmock.faults.reading import read
from ragmock.faults.views import show, show_all
from ragmock.world import World

Json = dict[str, Any]


def list_faults(world: World, unmet: bool) -> Json:  # noqa: FBT001 - as the contract names it
    """Answer `GET /__admin/faults`."""
    return {"data": show_all(world.faults, world.clock.now(), unmet=unmet)}


def create_fault(world: World, body: Json) -> Json:
    """Answer `POST /__admin/faults`."""
    now = world.clock.now()
    return show(world.faults.add(read(body, contract.load(), now)), now)


def get_fault(world: World, fault_id: str) -> Json:
    """Answer `GET /__admin/faults/{fault_id}`."""
    return show(world.faults.find(fault_id), world.clock.now())


def delete_faults(world: World) -> Json:
    """Answer `DELETE /__admin/faults`."""
    return {"deleted": world.faults.clear()}


def delete_fault(world: World, fault_id: str) -> Json:
    """Answer `DELETE /__admin/faults/{fault_id}`."""
    world.faults.remove(fault_id)
    return {"deleted": 1}
