"""The clock of a world."""

from typing import Any

from ragmock.domain.clock import written
from ragmock.domain.turning import turn
from ragmock.world import World

Json = dict[str, Any]


def get_clock(world: World) -> Json:
    """Answer `GET /__admin/clock`."""
    return show_clock(world)


def turn_clock(world: World, body: Json) -> Json:
    """Answer `POST /__admin/clock`."""
    turn(world.clock, body, world.due)
    return show_clock(world)


def show_clock(world: World) -> Json:
    """Show how the clock of a world stands."""
    now, due = world.clock.now(), world.due()
    return {
        "now": written(now),
        "seconds": now,
        "frozen": world.clock.frozen,
        "speed": world.clock.speed,
        "next": None if due is None else written(due),
    }
