"""Another technique indexes a dataset's documents again, and keeps their segments."""

import pytest


@pytest.fixture
def site(world):
    """Give the path of an economy dataset with a document, to which a client added a segment."""
    at = f"/datasets/{world.dify.post('/datasets', json={'name': 'Site'}).json()['id']}"
    body = {"name": "a.txt", "text": "Cats sleep all day.", "indexing_technique": "economy"}
    added = world.dify.post(f"{at}/document/create-by-text", json=body).json()
    document = f"{at}/documents/{added['document']['id']}"
    world.dify.post(
        f"{document}/segments", json={"segments": [{"content": "Birds fly.", "keywords": ["fly"]}]}
    ).raise_for_status()
    return at, document


def segments(world, document):
    return [
        (each["id"], each["content"], each["keywords"])
        for each in world.dify.get(f"{document}/segments").json()["data"]
    ]


def words(world, at):
    (document,) = world.dify.get(f"{at}/documents").json()["data"]
    return document["word_count"], document["tokens"]


def test_segments_stay_and_get_tokens(world, site):
    at, document = site
    before = segments(world, document)
    world.dify.patch(at, json={"indexing_technique": "high_quality"}).raise_for_status()

    assert segments(world, document) == before
    assert words(world, at) == (len("Cats sleep all day.") + len("Birds fly."), 8)


def test_what_a_client_added_is_found_by_the_new_technique(world, site):
    at, _ = site
    world.dify.patch(at, json={"indexing_technique": "high_quality"}).raise_for_status()
    asked = {"query": "a flying bird", "retrieval_model": {"search_method": "semantic_search"}}
    records = world.dify.post(f"{at}/retrieve", json=asked).json()["records"]

    assert records[0]["segment"]["content"] == "Birds fly."
    assert records[0]["segment"]["tokens"] == 3


def test_back_again_nothing_costs_tokens(world, site):
    at, document = site
    before = segments(world, document)
    for technique in ("high_quality", "economy"):
        world.dify.patch(at, json={"indexing_technique": technique}).raise_for_status()

    assert segments(world, document) == before
    assert words(world, at) == (29, 0)
