"""Metrics: what there is on the server and what happened, for Prometheus."""

from ragmock.provider import Text
from ragmock.worlds import Worlds


def get_metrics(worlds: Worlds, accept: str) -> Text:
    """Answer `GET /__admin/metrics`."""
    from .exposition import expose  # noqa: PLC0415 - a library that only who asks needs

    return Text(*expose(worlds, accept))
