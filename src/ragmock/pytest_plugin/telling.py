"""What the report of a test that failed says of its world."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ragmock.handle import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ragmock.steering.server import Server
    from ragmock.steering.world import SteeredWorld

Json = dict[str, Any]

_SHOWN: Final = 20  # requests


def told(server: Server, world: SteeredWorld, since: float, bundle: str) -> str:
    """Say what a world was asked last, and why it refused; and how that is done again.

    `since` is when the test began, in seconds since 1970-01-01 UTC; `bundle` says the last.
    """
    return "\n".join([*_asked(world), *_lost(server, world, since), bundle])


def kept(world: SteeredWorld, folder: Path, here: Path) -> str:
    """Write the bundle of a world into a folder; say the command that replays it."""
    try:
        text = world.bundle()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        path = folder / f"{world.name}.json"
        path.write_text(text, encoding="utf-8")
    except Refused as refused:
        return f"It cannot be replayed: {refused.diagnosis}"
    except OSError as failed:
        return f"It cannot be replayed, for its bundle is not written: {failed}"
    return f"Do it again: ragmock replay {os.path.relpath(path, here)}"


def unmet(faults: list[Json]) -> str:
    """Say which faults a test was to meet and did not."""
    return "\n".join(["faults that were not met:", *(f"  {_fault(each)}" for each in faults)])


def _fault(fault: Json) -> str:
    times = "" if fault["times"] is None else f" of {fault['times']}"
    return (
        f"{fault['id']}, {json.dumps(fault['fault'])} at {fault['operation'] or '*'}: "
        f"requests that matched: {fault['matched']}; fired: {fault['fired']}{times}"
    )


def _asked(world: SteeredWorld) -> Iterator[str]:
    """Show the last requests, the oldest first."""
    asked = world.requests()
    if not asked:
        yield f"The world {world.name} was sent no request."
        return
    last = f", the last {_SHOWN} of {len(asked)}" if len(asked) > _SHOWN else ""
    yield f"Requests to the world {world.name}{last}:"
    for each in reversed(asked[:_SHOWN]):
        yield from _request(each)


def _lost(server: Server, world: SteeredWorld, since: float) -> Iterator[str]:
    """Show what came to no operation with its key, and what came without a good key."""
    began = datetime.fromtimestamp(since, UTC)
    lost = [
        each
        for each in server.unmatched_requests()
        if each["world"] == world.name
        or (each["world"] is None and datetime.fromisoformat(each["time"]) >= began)
    ]
    yield from _listed("Sent where there is nothing:", (e for e in lost if e["world"]))
    yield from _listed(
        "Sent without a key that opens a world, by this test or another at the same time:",
        (e for e in lost if not e["world"]),
    )


def _listed(title: str, requests: Iterable[Json]) -> Iterator[str]:
    shown = list(islice(requests, _SHOWN))
    if shown:
        yield title
    for each in reversed(shown):
        yield from _request(each)


def _request(request: Json) -> Iterator[str]:
    query = f"?{request['query']}" if request["query"] else ""
    answer = request["status"] or "no answer"
    line = f"{request['id']:4}  {request['method']} {request['path']}{query}  {answer}"
    yield f"{line} {request['refusal']}" if request["refusal"] else line
    if request["diagnosis"]:
        yield f"      {request['diagnosis']}"
