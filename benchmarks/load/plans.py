"""Which faults a world gets: of every kind, each in a part of the worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from random import Random

Json = dict[str, Any]

#: The ways in which a connection breaks, as WireMock names them.
CONNECTIONS: Final = (
    "EMPTY_RESPONSE",
    "MALFORMED_RESPONSE_CHUNK",
    "RANDOM_DATA_THEN_CLOSE",
    "CONNECTION_RESET_BY_PEER",
)
REFUSALS: Final = (
    ("dify.*", "dify.provider_quota_exceeded"),
    ("dify.documents.*", "dify.file_too_large"),
    ("dify.segments.*", "dify.document_indexing"),
    ("dify.datasets.create_dataset", "dify.dataset_name_duplicate"),
    ("ragflow.*", "ragflow.server_error"),
    ("data.*", "data.server_error"),
)


def faults_of(kind: int, random: Random) -> list[Json]:
    """Give the faults of a world of a kind, as `POST /__admin/faults` takes them.

    No more than one of a world breaks connections, so that whoever meets it knows which it was.
    """
    made = [{**fault, **_pace(random)} for fault in _KINDS[kind % len(_KINDS)](random)]
    for fault in made:
        if "probability" in fault:
            fault["seed"] = random.randrange(1_000_000)
    return made


def _none(_: Random) -> list[Json]:
    return []


def _refusals(random: Random) -> list[Json]:
    chosen = random.sample(REFUSALS, 3)
    return [
        {"operation": operation, "fault": fault, "when": random.choice(["before", "after"])}
        for operation, fault in chosen
    ]


def _statuses(random: Random) -> list[Json]:
    answer = {"status": random.choice([429, 500, 503]), "body": {"lost": True}}
    return [
        {"operation": "dify.*", "fault": answer, "when": "after"},
        {"operation": "*", "fault": {"status": 502, "body": "<h1>Bad gateway</h1>"}},
    ]


def _delays(random: Random) -> list[Json]:
    delays = (
        {"fixed": "20ms"},
        {"uniform": ["1ms", "60ms"]},
        {"lognormal": {"median": "10ms", "sigma": 0.7}},
        {"dribble": {"chunks": 4, "over": "40ms"}},
    )
    return [{"operation": "*", "fault": {"delay": each}} for each in random.sample(delays, 2)]


def _broken_before(random: Random) -> list[Json]:
    return [{"operation": "*", "fault": random.choice(CONNECTIONS), "when": "before"}]


def _broken_after(random: Random) -> list[Json]:
    return [{"operation": "*", "fault": random.choice(CONNECTIONS), "when": "after"}]


def _mixed(random: Random) -> list[Json]:
    return [
        *_refusals(random)[:1],
        {"operation": "*", "fault": {"status": 503, "delay": {"fixed": "10ms"}}},
        {"operation": "*", "fault": random.choice(CONNECTIONS), "when": "after"},
        *_delays(random)[:1],
    ]


_KINDS: Final = (_none, _refusals, _statuses, _delays, _broken_before, _broken_after, _mixed)
KINDS: Final = len(_KINDS)


def _pace(random: Random) -> Json:
    """Say how often; every fault lets something through in the end."""
    paces: tuple[Json, ...] = (
        {"probability": 0.15},
        {"probability": 0.5, "times": 8},
        {"times": 3},
        {"succeed_first": 10, "times": 5},
        {"until": "2s", "probability": 0.3},
        {"outage": "100ms"},
        {"quota": {"requests": 8, "per": "1s"}, "times": 20},
    )
    return dict(random.choice(paces))
