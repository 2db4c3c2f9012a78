"""All that it takes to do again what was done to a world, in one piece of JSON."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import asdict
from heapq import merge
from typing import TYPE_CHECKING, Any, Final

from ragmock.snapshots.writing import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ragmock.domain.limits import Limits
    from ragmock.journal.entry import Body, Entry, Headers
    from ragmock.journal.pages import Journal

    from .story import Step, Story

Json = dict[str, Any]

#: The form that is written; another one cannot be read.
FORMAT: Final = 1


def written(
    story: Story,
    journal: Journal,
    lost: Iterable[Entry],
    *,
    limits: Limits,
    version: str,
    by_words: bool,
) -> Json:
    """Write a story, and what its clients asked since it began, in the order of the answers.

    `lost` are the requests that reached no operation; `by_words` says how meanings are compared,
    `version` by which ragmock.
    """
    asked = [each for each in journal.newest() if each.id > story.since]
    return {
        "format": FORMAT,
        "ragmock": version,
        "world": story.beginning.world,
        "compares": "words" if by_words else "vectors",
        "limits": asdict(limits),
        "missing": story.lost + journal.last_id - story.since - len(asked),
        "snapshot": to_json(story.beginning),
        "journal": list(_in_order(story.steps, reversed(asked))),
        "unmatched": [request(each) for each in lost],
    }


def request(entry: Entry) -> Json:
    """Write a request with its answer."""
    return {
        "id": entry.id,
        "at": entry.at,
        "read_only": entry.read_only,
        "method": entry.method,
        "path": entry.path,
        "query": entry.query,
        "headers": _headers(entry.request.headers),
        "body": _body(entry.request.body),
        "answer": {
            "status": entry.status,
            "refusal": entry.refusal,
            "diagnosis": entry.diagnosis,
            "headers": _headers(entry.answer.headers),
            "body": _body(entry.answer.body),
        },
    }


def _step(step: Step) -> Json:
    return {
        "at": step.at,
        "method": step.method,
        "path": step.path,
        "query": step.query,
        "steers": json.loads(step.body) if step.body else None,
    }


def _in_order(steps: Iterable[Step], asked: Iterable[Entry]) -> Iterator[Json]:
    """Go through both; a step comes behind the last request that was answered before it."""
    told = ((each.after, 1, _step(each)) for each in steps)
    noted = ((each.id, 0, request(each)) for each in asked)
    for _, _, each in merge(told, noted, key=lambda one: one[:2]):
        yield each


def _headers(headers: Headers) -> list[list[str]]:
    return [list(each) for each in headers]


def _body(body: Body | None) -> Json | None:
    """Write what was kept of a body, as text where it is one."""
    if body is None:
        return None
    try:
        kept = {"text": body.kept.decode()}
    except UnicodeDecodeError:
        kept = {"base64": b64encode(body.kept).decode()}
    return {"size": body.size, **kept}
