"""Every call there is answers the same, wherever the server is."""

from __future__ import annotations

import json
import re

import pytest

from ragmock import contract
from ragmock.handle import Refused
from ragmock.steering.over_http import OverHttp
from ragmock.steering.server import Server

from .conftest import PLACES, client_of
from .test_steered_worlds import create, submit

#: Other ways to ask what is asked already.
TWINS = {
    "admin.streams.stream_requests",  # for a page; a test asks for what came, or waits
    "admin.requests.count_requests",  # with the filters in the query, not in the body
    "admin.requests.list_requests",  # less of each request than `find_requests`
    "admin.search.explain_search",  # the query, not the body
}


def course(server, place):
    """Make every call in a world of a frozen clock; give what they answer."""
    world = server.world("alike")
    world.end()
    server.delete_coverage()
    world.clock.freeze()
    world.clock.set("2026-01-01T00:00:00Z")
    yield world.load({"dify": {"datasets": [{"name": "Loaded"}]}}), world.export()
    yield server.latency(), server.set_latency("0s..1ms"), server.set_latency(None)
    yield server.list_fixtures(), server.limits(), world.bring_about("", action="teardown")
    yield world.set(fixture="empty", seed="alike", progression="manual")
    world.clock.advance("90s")
    yield world.clock.show()
    yield world.preset("b*", "error", share=0.5), world.presets()
    with client_of(place, world.dify) as dify:
        document, dataset = submit(dify)
        yield world.advance(document), world.document(document), world.documents()
        yield refused(world.wait_for_document, document), refused(world.advance, "none")
        yield world.preset_document(document, "completed"), world.advance(document, 5)
        yield world.wait_for_document(document, timeout=0)
        yield world.fail("*.create_dataset", "dify.dataset_name_duplicate", times=2)
        yield create(dify).status_code
        yield world.faults(unmet=True), world.fault("fault-1")
        yield world.delete_fault("fault-1"), world.delete_faults(), world.delete_presets()
        hits = world.explain(dataset, "Cats", search_method="keyword_search")
        (hit,) = hits["hits"]
        chunks = [{"chunk_id": hit["chunk_id"], "score": 0.5}]
        yield hits, world.answer(dataset, chunks), world.answers(dataset)
        yield world.delete_answers(dataset)
        dify.get("/nothing")
    yield world.requests(), world.request(1), world.count_requests(status=409)
    yield world.wait(2, since=0, timeout=0), refused(world.wait, timeout=0)
    astray = server.unmatched_requests("alike")
    astray += [server.unmatched_request(each["id"]) for each in astray]
    yield [{**each, "id": 0, "time": "now"} for each in astray]
    yield {**json.loads(world.bundle()), "unmatched": []}, world.snapshot()
    yield server.delete_unmatched_requests("alike"), world.delete_requests()
    yield server.coverage("alike", "dify"), server.delete_coverage("alike")
    world.save("alike")
    text = server.snapshots.download("alike")
    server.snapshots.upload("alike-2", text)
    yield text, [each for each in server.snapshots.list() if each["name"].startswith("alike")]
    world.clock.advance("1h")
    world.restore("alike-2")
    yield world.show(), refused(world.restore, "none")
    world.fork("alike")
    world.reset()
    yield world.show(), server.snapshots.delete("alike"), server.snapshots.delete("alike-2")
    yield [each for each in server.list_worlds() if each["name"] == "alike"]
    world.end()
    yield refused(world.show), server.health(), server.version(), bool(server.metrics())


def refused(call, *args, **more):
    with pytest.raises(Refused) as told:
        call(*args, **more)
    return vars(told.value)


def told(server):
    """Give all answers as text, but for what they took in real time."""
    text = json.dumps(list(course(server, server)), indent=1)
    return re.sub(r'"duration_ms": [\d.]+', "", text).replace(
        server.url.removeprefix("http://"), ""
    )


class Noting:
    """A transport that notes what it carries."""

    def __init__(self, inner):
        self.inner = inner
        self.url = inner.url
        self.carried = set()

    def send(self, method, target, content, waits):
        self.carried.add((method, target.partition("?")[0]))
        return self.inner.send(method, target, content, waits)


def test_the_three_places_answer_the_same(held):
    inside, in_thread, outside = (told(held(place)) for place in PLACES)

    assert in_thread.splitlines() == inside.splitlines()
    assert outside.splitlines() == inside.splitlines()


def test_every_call_of_the_control_plane_can_be_made(held):
    place = held("in a thread")
    noting = Noting(OverHttp(place.url))
    list(course(Server(noting), place))
    operations = contract.load_admin().operations.values()
    called = {
        min(found, key=lambda each: each.path.count("{")).id
        for method, path in noting.carried
        if (found := [each for each in operations if is_for(each, method, path)])
    }

    assert {each.id for each in operations} - called == TWINS


def is_for(operation, method, path):
    pattern = re.sub(r"\{\w+\}", "[^/]+", operation.path)
    return operation.method == method and re.fullmatch(pattern, path)
