"""What ragmock answers to the works: servers that keep nothing are given it to say."""

from __future__ import annotations

import asyncio
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from benchmarks.calling import call
from benchmarks.speed.cache import CACHE
from benchmarks.speed.work import DATASETS, LIST, MADE, ONE, body
from ragmock import contract
from ragmock.fake import Fake

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.speed.stubs import Told


@cache
def answers() -> dict[str, Any]:
    """Ask a ragmock in this process; give its answers by the names of the works."""
    return asyncio.run(_asked())


def told() -> Told:
    """Give all that a stub needs to know of ragmock."""
    operations = contract.load().operations.values()
    routes = [(each.id, each.method, each.path) for each in operations]
    return {"answers": answers(), "routes": routes}


def written() -> Path:
    """Write that down, for stubs that run elsewhere."""
    CACHE.mkdir(parents=True, exist_ok=True)
    place = CACHE / "told.json"
    place.write_text(json.dumps(told()), encoding="utf-8")
    return place


async def fill(fake: Fake, key: str) -> str:
    """Create the datasets that are listed, in the world of a key; give the id of the last."""
    made: dict[str, Any] = {}
    for number in range(DATASETS):
        made = await ask(fake, "POST", "/v1/datasets", key, body(f"Manual {number}"))
    return str(made["id"])


async def ask(fake: Fake, method: str, path: str, key: str, sent: object = None) -> Any:  # noqa: ANN401
    """Make a call that is to succeed; give the JSON that it answers."""
    raw = b"" if sent is None else json.dumps(sent).encode()
    status, answer = await call(fake, method, path, raw, key)
    if not 200 <= status < 300:  # noqa: PLR2004
        raise RuntimeError(f"{method} {path}: {status} {answer.decode()}")
    return json.loads(answer) if answer else None


async def _asked() -> dict[str, Any]:
    fake, key = Fake("empty"), "dataset-speed"
    path = f"/v1/datasets/{await fill(fake, key)}"
    return {
        ONE: await ask(fake, "GET", path, key),
        LIST: await ask(fake, "GET", f"/v1/datasets?limit={DATASETS}", key),
        MADE: await ask(fake, "POST", "/v1/datasets", key, body("Handbook")),
    }
