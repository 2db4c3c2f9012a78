"""The table of refusals.yaml: every refusal of the contract, and the calls that bring it about."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

TABLE = yaml.safe_load((Path(__file__).parent / "refusals.yaml").read_text(encoding="utf-8"))
CASES = [
    pytest.param((refusal, number, case), id=f"{refusal}-{number}")
    for refusal, cases in TABLE.items()
    for number, case in enumerate(cases, start=1)
]

NOWHERE = "99999999-9999-4999-8999-999999999999"


@contextmanager
def held_to(server, name: str, limits: dict[str, int]) -> Iterator[None]:
    """Hold a world to other limits, and its server while it lasts."""
    worlds = server.fake.worlds
    kept, held = worlds.limits, replace(worlds.limits, **limits)
    for base in server.world(name).bases.values():
        base.limits = held
    worlds.limits = held
    try:
        yield
    finally:
        worlds.limits = kept


def make(client, refusal: str, world: str, case: dict[str, Any]) -> httpx.Request:
    """Make the request of a case."""
    method, path = case["call"].split(" ", 1)
    product = "dataset" if refusal.startswith("dify.") else "ragflow"
    key = case.get("authorization", f"Bearer {product}-NAME")
    headers = dict(case.get("headers", {}))
    if key is not None:
        headers["Authorization"] = key.replace("-NAME", f"-{world}")
    body: dict[str, Any] = {"json": case["json"]} if "json" in case else {}
    if "raw" in case:
        body = {"content": case["raw"].encode()}
    if "form" in case:
        files = [
            (part, (name, b"x" * content if isinstance(content, int) else content.encode()))
            for part, name, content in case["form"].get("files", ())
        ]
        fields = [(key, value) for key, value in case["form"].items() if key != "files"]
        body = {"files": [*files, *((key, (None, value)) for key, value in fields)]}
    return client.build_request(method, path, headers=headers, **body)


def names_in(world) -> dict[str, str]:
    """Give the ids in a world by the names of the things."""
    names = {"nowhere": NOWHERE}
    for product in ("dify", "ragflow"):
        state = world.bases[product].state
        names |= {each.name: each.id for each in state.datasets.values()}
        names |= {each.name: each.id for rows in state.fields.values() for each in rows.values()}
        for document in (each for rows in state.documents.values() for each in rows.values()):
            names[document.name] = document.id
            for chunk in document.chunks.values():
                names[f"{document.name}/{chunk.position}"] = chunk.id
    return names


def fill(value: Any, names: dict[str, str]) -> Any:
    """Put ids and letters where a case has blanks."""
    if isinstance(value, dict):
        return {key: fill(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [fill(one, names) for one in value]
    if isinstance(value, str):
        value = re.sub(r"<(\d+) letters>", lambda found: "x" * int(found[1]), value)
        return re.sub(r"<([^<>]+)>", lambda found: names[found[1]], value)
    return value
