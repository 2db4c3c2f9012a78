"""Coverage as it is shown: point by point, and in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .points import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .coverage import Coverage, Tried
    from .points import Point, Points

Json = dict[str, Any]


def show(coverage: Coverage, world: str | None = None, provider: str | None = None) -> Json:
    """Show what was tried in a world, or in the run; of one product, or of all.

    Only answers count in the figures, and of those the ones that need no fault.
    """
    tried, known = coverage.tried(world), coverage.contract.operations
    wanted = [
        (known[name], offer.points)
        for name, offer in coverage.offers().items()
        if provider in (None, known[name].provider)
    ]
    operations = [
        {
            "operation": each.id,
            "provider": each.provider,
            "method": each.method,
            "path": each.path,
            "summary": each.summary,
            "called": each.id in tried,
            **_figures(points.within(tried.get(each.id, 0))),
            "points": _points(points, tried, each.id),
        }
        for each, points in wanted
        if not each.unserved
    ]
    return {
        "world": world,
        "provider": provider,
        **_sum(operations),
        "operations": operations,
        "products": [
            {"provider": name, "points": _points(each.points, tried, name)}
            for name, each in coverage.products().items()
            if provider in (None, name)
        ],
        "unserved": [
            {
                "operation": each.id,
                "provider": each.provider,
                "method": each.method,
                "path": each.path,
                "note": each.note,
                "called": each.id in tried,
            }
            for each, _ in wanted
            if each.unserved
        ],
    }


def _points(points: Points, tried: Tried, name: str) -> list[Json]:
    return [
        {
            "kind": point.kind.value,
            "name": point.name,
            "of": point.of,
            "status": point.status,
            "only_by_fault": point.only_by_fault,
            "tried": was,
        }
        for point, was in points.within(tried.get(name, 0))
    ]


def _figures(points: Iterable[tuple[Point, bool]]) -> Json:
    counted = [
        was for point, was in points if point.kind is Kind.ANSWER and not point.only_by_fault
    ]
    return _share(sum(counted), len(counted))


def _sum(operations: Iterable[Json]) -> Json:
    each = list(operations)
    return _share(sum(one["tried"] for one in each), sum(one["reachable"] for one in each))


def _share(tried: int, reachable: int) -> Json:
    """Give the share in percent, cut after one digit: 100 is all of them."""
    percent = tried * 1000 // reachable / 10 if reachable else 100.0
    return {"tried": tried, "reachable": reachable, "percent": percent}
