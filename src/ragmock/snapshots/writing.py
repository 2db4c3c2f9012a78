"""Snapshots as JSON: readable, in a fixed order, and the same for the same world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import orjson

from ragmock.domain.clock import written

from .rows import write

if TYPE_CHECKING:
    from ragmock.domain.knowledge_base import Settings
    from ragmock.domain.state import State
    from ragmock.faults.script import Fault

    from .snapshot import Snapshot

Json = dict[str, Any]

#: The form that is written; another one cannot be read.
FORMAT: Final = 1


def to_json(snapshot: Snapshot) -> Json:
    """Write a snapshot; times are seconds since 1970-01-01 UTC."""
    content = snapshot.content
    shown = {
        "format": FORMAT,
        "world": snapshot.world,
        "fixture": content.fixture,
        "seed": content.seed,
        "drawn": content.drawn,
        "clock": {
            "now": snapshot.clock.now,
            "frozen": snapshot.clock.frozen,
            "speed": snapshot.clock.speed,
        },
        "settings": _settings(content.settings),
        "requests": list(snapshot.requests),
        "faults_made": snapshot.faults.made,
        "faults": [_fault(each) for each in snapshot.faults],
        **{
            name: {"owner": content.owners[name], **_state(state)}
            for name, state in content.states.items()
        },
    }
    # a stage, and whatever else a row may choose from, is a text in JSON
    plain: Json = orjson.loads(orjson.dumps(shown, option=orjson.OPT_NON_STR_KEYS))
    return plain


def _settings(settings: Settings) -> Json:
    return {
        "embedding_provider": settings.embedding,
        "upload_limit": settings.upload_limit,
        "progression": settings.progression,
        "stage_seconds": settings.stage_seconds,
        "requests_per_minute": settings.requests_per_minute,
        "presets": [each.said() for each in settings.plans],
    }


def _fault(fault: Fault) -> Json:
    count, said = fault.count, fault.plan.said
    if count.pace.until is not None:  # which may have been said from then on
        said = {**said, "until": written(count.pace.until)}
    return {
        "id": fault.id,
        "said": said,
        "matched": count.matched,
        "fired": count.fired,
        "draws": count.draws,
        "began": count.began,
        "passed": list(count.passed),
        "requests": [
            {"method": each.method, "path": each.path, "at": each.at} for each in fault.requests
        ],
    }


def _state(state: State) -> Json:
    return {
        "last_number": state.last_number,
        "datasets": [
            {
                **write(dataset),
                "fields": write(list(state.fields[key].values())),
                "answers": write(state.canned.get(key, ())),
                "documents": write(list(state.documents[key].values())),
            }
            for key, dataset in state.datasets.items()
        ],
    }
