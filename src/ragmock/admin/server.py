"""The server itself."""

from dataclasses import asdict
from typing import Any

from ragmock import __version__
from ragmock.worlds import Worlds

Json = dict[str, Any]


def get_health() -> Json:
    """Answer `GET /__admin/health`."""
    return {"status": "ok"}


def get_version() -> Json:
    """Answer `GET /__admin/version`."""
    return {"version": __version__}


def get_limits(worlds: Worlds) -> Json:
    """Answer `GET /__admin/limits`."""
    return asdict(worlds.limits)


def get_latency(worlds: Worlds) -> Json:
    """Answer `GET /__admin/latency`."""
    return {"latency": worlds.latency.said}


def put_latency(worlds: Worlds, body: Json) -> Json:
    """Answer `PUT /__admin/latency`."""
    worlds.latency.set(body["latency"])
    return {"latency": worlds.latency.said}
