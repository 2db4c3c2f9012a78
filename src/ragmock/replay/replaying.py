"""The course of a replay: a server of its own, its clock set to the moment of each request."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from ragmock import contract
from ragmock.domain.limits import Limits
from ragmock.fake import Fake
from ragmock.handle import Refused
from ragmock.steering.calls import Calls
from ragmock.steering.over_http import OverHttp
from ragmock.story.bundle import request

from .comparing import differences
from .sending import is_whole, kept, send

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.journal.pages import Journal
    from ragmock.steering.world import SteeredWorld
    from ragmock.text.embeddings import Embed

Json = dict[str, Any]

_BEGINNING: Final = "beginning"
_BODY: Final = 64 * 1024 * 1024  # bytes; more than any answer has
_PATIENCE: Final = 30.0  # seconds until what was sent is noted


class BadBundle(Exception):  # noqa: N818 - named after what happened
    """What is no bundle, or one that cannot be replayed; the text says why."""


@dataclass(frozen=True)
class Replayed:
    """A call that was made again: of a client, or of the control plane."""

    told: str
    differences: list[str]


def replay(bundle: Any, embed: Embed | None = None) -> Iterator[Replayed]:  # noqa: ANN401 - JSON
    """Do again what a bundle tells, one call after the other; refuses with `BadBundle`."""
    _require(bundle, embed)
    fake = Fake("empty", embed=embed, journal_body=_BODY, limits=Limits(**bundle["limits"]))
    world = fake.world(bundle["world"])
    try:
        fake.snapshots.upload(_BEGINNING, json.dumps(bundle["snapshot"]))
        world.fork(_BEGINNING)
    except Refused as refused:
        raise BadBundle(f"its snapshot: {refused.diagnosis}") from None
    journals = fake.worlds.journals
    with fake.serve() as handle:
        for each in bundle["journal"]:
            world.clock.freeze()
            world.clock.set(each["at"])
            if "steers" in each:
                yield _steered(handle.url, each)
            else:
                yield _asked(handle.url, world, journals.of(world.name), each)
        for each in bundle["unmatched"]:
            send(handle.url, each, world.name)
            yield _compared(each, journals.of_none)


def _require(bundle: Any, embed: Embed | None) -> None:  # noqa: ANN401 - any JSON
    """Refuse what cannot be replayed, before anything is done."""
    schema = contract.load_admin().operations["admin.bundles.get_bundle"].answers[200]
    problems = schema.problems(bundle) if schema else []
    if problems:
        raise BadBundle(f"it is none: {'; '.join(map(str, problems[:3]))}")
    if bundle["missing"]:
        raise BadBundle(
            f"its beginning is missing: {bundle['missing']} requests and steps that the server had "
            "no room for; `ragmock serve --journal` makes room"
        )
    if bundle["compares"] == "vectors" and embed is None:
        raise BadBundle("its server compared meanings by a model: name it with --embed")
    for each in (*bundle["journal"], *bundle["unmatched"]):
        if "answer" in each and not is_whole(each["body"]):
            raise BadBundle(
                f"of the body of {_named(each)} there are {len(kept(each['body'])):,} bytes of "
                f"{each['body']['size']:,}: it was cut short, which `ragmock serve --journal-body` "
                "prevents, or a key was taken out of it"
            )


def _asked(url: str, world: SteeredWorld, journal: Journal, said: Json) -> Replayed:
    """Send a request again, and wait until it is noted, as it also is when its connection broke."""
    before = journal.last_id
    send(url, said, world.name)
    try:
        world.wait(since=before, timeout=_PATIENCE)
    except Refused:
        return Replayed(_named(said), ["it came to no operation of the world"])
    return _compared(said, journal)


def _compared(said: Json, journal: Journal) -> Replayed:
    answer = request(journal.get(journal.last_id))["answer"]
    return Replayed(_named(said), differences(said["answer"], answer))


def _steered(url: str, said: Json) -> Replayed:
    """Make a call of the control plane again."""
    content = None if said["steers"] is None else json.dumps(said["steers"]).encode()
    path, query = said["path"].removeprefix("/__admin"), dict(parse_qsl(said["query"]))
    told = f"{said['method']} {said['path']}"
    try:
        Calls(OverHttp(url)).send(said["method"], path, query, content=content)
    except Refused as refused:
        return Replayed(told, [f"it is refused: {refused.diagnosis}"])
    return Replayed(told, [])


def _named(said: Json) -> str:
    return f"request {said['id']}, {said['method']} {said['path']}"
