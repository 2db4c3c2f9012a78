"""Where two answers differ, in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from .sending import kept

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

_SHOWN: Final = 80  # signs of a value


def differences(was: Json, now: Json) -> list[str]:
    """Say where an answer is another one than it was; nothing where all its bytes are the same."""
    return [
        *_differing("status", was["status"], now["status"]),
        *_differing("headers", _named(was["headers"]), _named(now["headers"])),
        *_of_bodies(was["body"], now["body"]),
    ]


def _of_bodies(was: Json | None, now: Json | None) -> Iterator[str]:
    """Compare what was kept of a body with the same part of the other."""
    before, after = kept(was), kept(now)
    if was and len(before) < was["size"]:
        after = after[: len(before)]
    if before != after:
        told = list(_differing("body", _read(before), _read(after)))
        yield from told or [f"body: its bytes differ from {_first(before, after)} on"]
    elif (was or {}).get("size") != (now or {}).get("size"):
        yield f"body: {(now or {}).get('size')} bytes, was {(was or {}).get('size')}"


def _named(headers: list[list[str]]) -> dict[str, str]:
    return {f"{place} {name}": value for place, (name, value) in enumerate(headers, start=1)}


def _read(body: bytes) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("latin-1")


def _first(one: bytes, other: bytes) -> int:
    """Give the place of the first byte that differs."""
    alike = (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(alike, min(len(one), len(other)))


def _differing(at: str, was: Any, now: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(was, dict) and isinstance(now, dict):
        for name in dict.fromkeys((*was, *now)):
            yield from _differing(f"{at}/{name}", was.get(name), now.get(name))
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for place, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from _differing(f"{at}/{place}", one, other)
    elif was != now:
        yield f"{at}: {_short(now)}, was {_short(was)}"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
