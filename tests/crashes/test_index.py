"""A search that crashes while its index is brought up to date does not leave half of it."""

import logging

import httpx
import pytest

from ragmock.fake import Fake
from ragmock.text.full_text import FullText
from ragmock.text.index import SearchIndex

from .breaking import Straight

KEY = {"Authorization": "Bearer dataset-demo"}
DATASET = "/v1/datasets/22222222-2222-4222-8222-222222222222"
ADDED = {"segments": [{"content": "Zebras are striped."}, {"content": "Otters swim."}]}


@pytest.fixture
def client(caplog):
    caplog.set_level(logging.CRITICAL + 1, logger="ragmock")
    transport = Straight(Fake("demo"))
    with httpx.Client(base_url="http://localhost", transport=transport, headers=KEY) as client:
        yield client


@pytest.mark.parametrize("part", [SearchIndex, FullText])
@pytest.mark.parametrize("is_first", [True, False])
def test_what_a_crashed_search_did_not_index_is_found_by_the_next(
    client, part, is_first, monkeypatch
):
    change = part.change

    def crash(self, gone, fresh):
        change(self, gone, fresh[:1])
        raise ZeroDivisionError

    def search(query):
        model = {"search_method": "full_text_search"}
        body = {"query": query, "retrieval_model": model}
        return client.post(f"{DATASET}/retrieve", json=body)

    if not is_first:
        search("cats").raise_for_status()
    document = client.get(f"{DATASET}/documents").json()["data"][0]["id"]
    segments = f"{DATASET}/documents/{document}/segments"
    for each in client.get(segments).json()["data"]:
        client.patch(f"{segments}/{each['id']}", json={"content": "Nothing."}).raise_for_status()
    client.post(segments, json=ADDED).raise_for_status()
    with monkeypatch.context() as patch:
        patch.setattr(part, "change", crash)
        crashed = search("Otters")
    records = search("Otters").json()["records"] + search("Zebras").json()["records"]

    assert crashed.status_code == 500
    assert [each["segment"]["content"] for each in records] == [
        each["content"] for each in reversed(ADDED["segments"])
    ]
