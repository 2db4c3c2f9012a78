"""The server itself."""

from typing import Any

from ragmock import __version__

Json = dict[str, Any]


def get_health() -> Json:
    """Answer `GET /__admin/health`."""
    return {"status": "ok"}


def get_version() -> Json:
    """Answer `GET /__admin/version`."""
    return {"version": __version__}
