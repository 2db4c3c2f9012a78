"""A server in a thread, and a client in a world of it."""

import json

import httpx
import pytest

from ragmock import Fake

ECONOMY = {"indexing_technique": "economy", "process_rule": {"mode": "automatic"}}


class Site:
    """A world, and what a client does there."""

    def __init__(self, world):
        self.world = world
        self.client = httpx.Client(
            base_url=world.dify.url, headers=world.dify.headers, trust_env=False
        )

    def create(self, name="Handbook", **more):
        return self.client.post("/datasets", json={"name": name}, **more)

    def upload(self, dataset, content, name="a.md"):
        return self.client.post(
            f"/datasets/{dataset}/document/create-by-file",
            files={"file": (name, content)},
            data={"data": json.dumps(ECONOMY)},
        )

    def unseen(self, method, path, **sent):
        """Ask the world off the record; tell the status."""
        url = self.world.dify.url.replace("/v1", f"/__admin/worlds/{self.world.name}/v1{path}")
        return self.client.request(method, url, **sent).status_code

    def bundle(self):
        return json.loads(self.world.bundle())


@pytest.fixture
def site_of():
    """Give what opens a world of a server."""
    opened = []

    def make(handle):
        opened.append(Site(handle.world("world")))
        return opened[-1]

    yield make
    for each in opened:
        each.client.close()


@pytest.fixture(scope="module")
def handle():
    with Fake("demo").serve() as serving:
        yield serving


@pytest.fixture
def site(handle, request):
    """Give an empty world."""
    made = Site(handle.world(request.node.originalname[:60]))
    made.world.set(fixture="empty")
    yield made
    made.client.close()
