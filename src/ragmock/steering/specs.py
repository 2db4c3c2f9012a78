"""What may be said in a call, as the contract of the control plane names it."""

from __future__ import annotations

from typing import Any, TypedDict


class Spec(TypedDict, total=False):
    """What a world may be made from, and set to."""

    fixture: str
    seed: str
    progression: str
    upload_limit: int  # bytes
    embedding_provider: str
    requests_per_minute: int | None


class Pace(TypedDict, total=False):
    """Which requests meet a fault, when, and how often."""

    when: str
    match: dict[str, Any]
    times: int
    probability: float
    seed: int
    until: str
    succeed_first: int
    outage: str
    quota: dict[str, Any]


class Awaited(TypedDict, total=False):
    """Which requests are waited for."""

    method: str
    path: str
    operation: str
    provider: str
    status: int
    refusal: str
    since: int
    body: Any
    body_contains: str


class Wanted(Awaited, total=False):
    """Which requests are meant, of those that came."""

    before: int


class Search(TypedDict, total=False):
    """How is searched."""

    search_method: str
    top_k: int
    score_threshold: float
    vector_weight: float
    reranking_enable: bool
    logical_operator: str
    conditions: list[dict[str, Any]]
