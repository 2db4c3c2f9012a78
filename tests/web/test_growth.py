"""A call costs as much in a large world as in a small one: it runs as many lines of ours."""

import asyncio
import sys
from dataclasses import replace

import httpx
import pytest

from ragmock.domain.model import Rules, Technique, Upload
from ragmock.fake import Fake

SMALL, LARGE = 40, 2_000
TEXT = {"text": "Some words.", "indexing_technique": "economy", "doc_language": "English"}


class Calls:
    """A server with so many datasets, and so many documents in one of them."""

    def __init__(self, many):
        fake = Fake("empty")
        self.app = fake.app
        self.base = fake.worlds.open("w").bases["dify"]
        for number in range(many):
            made = self.base.datasets.create(
                self.base.ids.uuid(),
                f"d{number}",
                permission="only_me",
                settings={"provider": "vendor"},
            )
        self.dataset = made.id
        text = Upload(self.base.ids.uuid(), "t", "txt", "text/plain", b"Words.", 0.0, is_text=True)
        document = self.base.documents.submit(made, text, Rules(), technique=Technique.KEYWORDS)
        for number in range(2, many + 1):
            another = replace(
                document,
                id=self.base.ids.uuid(),
                name=f"n{number}",
                batch=f"b{number}",
                position=number,
                chunks={},
            )
            self.base.state.put(another)
        self.document = document.id
        self.segment = next(iter(document.chunks))

    def answer(self, method, path, body=None):
        """Call, and give what is answered."""

        async def called():
            transport = httpx.ASGITransport(self.app)
            headers = {"Authorization": "Bearer dataset-w"}
            async with httpx.AsyncClient(transport=transport, base_url="http://x/v1/") as client:
                return await client.request(method, path, json=body, headers=headers)

        answer = asyncio.run(called())
        assert answer.status_code in (200, 204, 409), answer.text
        return answer.json() if answer.content else None

    def lines(self, first, second):
        """Count the lines of ragmock that the second of two calls runs.

        What a table knows of its rows is made by the first.
        """
        count = 0

        def look(frame, event, _):
            nonlocal count
            count += event == "line"
            return look if "ragmock" in frame.f_globals.get("__name__", "") else None

        self.answer(*first)
        tracing = sys.gettrace()
        sys.settrace(look)
        try:
            self.answer(*second)
        finally:
            sys.settrace(tracing)
        return count


#: Calls, with blanks for what differs from one server to the other.
CALLS = {
    "create a dataset, of a name that is taken": ("POST", "datasets", {"name": "Taken"}),
    "get a dataset": ("GET", "datasets/{of.dataset}"),
    "list datasets": ("GET", "datasets?limit=5"),
    "list datasets, the last page": ("GET", f"datasets?limit=2&page={SMALL // 2}"),
    "create a document": (
        "POST",
        "datasets/{of.dataset}/document/create-by-text",
        {"name": "Another", **TEXT},
    ),
    "list documents": ("GET", "datasets/{of.dataset}/documents?limit=5"),
    "indexing-status": ("GET", "datasets/{of.dataset}/documents/b7/indexing-status"),
    "list segments": ("GET", "datasets/{of.dataset}/documents/{of.document}/segments"),
    "update a segment": (
        "POST",
        "datasets/{of.dataset}/documents/{of.document}/segments/{of.segment}",
        {"segment": {"content": "Other words."}},
    ),
}


@pytest.fixture(scope="module")
def worlds():
    return Calls(SMALL), Calls(LARGE)


@pytest.mark.parametrize("name", CALLS)
def test_a_call_costs_as_much_in_a_large_world_as_in_a_small_one(worlds, name):
    method, path, *body = CALLS[name]
    calls = [(method, path.format(of=each), *body) for each in worlds]
    small, large = (each.lines(call, call) for each, call in zip(worlds, calls, strict=True))

    assert large <= 1.1 * small


def test_making_and_deleting_cost_as_much_in_a_large_world_as_in_a_small_one(worlds):
    costs = []
    for each in worlds:
        create, path = f"datasets/{each.dataset}/document/create-by-text", "datasets"
        documents = [("POST", create, {"name": f"m{n}", **TEXT}) for n in range(3)]
        datasets = [("POST", path, {"name": f"m{n}"}) for n in range(3)]
        cost = each.lines(*documents[:2]) + each.lines(*datasets[:2])
        made = [each.answer(*documents[n])["document"]["id"] for n in (1, 2)]
        gone = each.base.datasets.newest()[:2]
        cost += each.lines(*[("DELETE", f"{path}/{each.dataset}/documents/{one}") for one in made])
        costs.append(cost + each.lines(*[("DELETE", f"{path}/{one.id}") for one in gone]))

    assert costs[1] <= 1.1 * costs[0]
