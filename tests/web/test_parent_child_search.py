"""Where a document is cut into parents and children, children are searched and parents found."""

import pytest

RULES = {
    "mode": "hierarchical",
    "rules": {
        "pre_processing_rules": [],
        "segmentation": {"separator": "\n\n", "max_tokens": 500},
        "parent_mode": "paragraph",
        "subchunk_segmentation": {"separator": "\n", "max_tokens": 100},
    },
}
TEXT = """Cats are small mammals.
Cats sleep all day long.
Rain is wet.

Dogs are loyal companions.
Dogs chase cats."""


@pytest.fixture
def found(world):
    """Give a function that searches in a document of two parents with five children."""
    made = {"name": "Animals", "indexing_technique": "high_quality"}
    dataset = world.dify.post("/datasets", json=made).json()["id"]
    body = {
        "name": "animals.txt",
        "text": TEXT,
        "indexing_technique": "high_quality",
        "doc_form": "hierarchical_model",
        "process_rule": RULES,
    }
    added = world.dify.post(f"/datasets/{dataset}/document/create-by-text", json=body)
    added.raise_for_status()

    def search(query, method="semantic_search", **more):
        model = {"search_method": method, "top_k": 10, **more}
        asked = {"query": query, "retrieval_model": model}
        answer = world.dify.post(f"/datasets/{dataset}/retrieve", json=asked)
        return answer.raise_for_status().json()["records"]

    search.dataset = dataset
    search.document = added.json()["document"]["id"]
    return search


def children(record):
    return [each["content"] for each in record["child_chunks"]]


@pytest.mark.parametrize("method", ["semantic_search", "full_text_search", "hybrid_search"])
def test_a_parent_is_found_once_through_all_children_that_match(found, method):
    first, second = found("cats sleep", method)

    assert first["segment"]["content"].startswith("Cats are small mammals.")
    assert set(children(first)) == {"Cats sleep all day long.", "Cats are small mammals."}
    assert children(second) == ["Dogs chase cats."]


def test_the_score_of_a_parent_is_that_of_its_best_child(found):
    for record in found("cats sleep"):
        scores = [each["score"] for each in record["child_chunks"]]

        assert scores == sorted(scores, reverse=True)
        assert record["score"] == scores[0]


def test_top_k_counts_children(found):
    assert sum(len(children(record)) for record in found("cats sleep", top_k=2)) == 2


def test_what_only_the_parent_says_as_a_whole_does_not_count(found):
    (record,) = found("mammals", "full_text_search")

    assert children(record) == ["Cats are small mammals."]


def test_a_child_that_a_client_adds_is_found(found, world):
    document = f"/datasets/{found.dataset}/documents/{found.document}"
    segment = world.dify.get(f"{document}/segments").json()["data"][1]["id"]
    world.dify.post(
        f"{document}/segments/{segment}/child_chunks", json={"content": "Puppies play."}
    ).raise_for_status()

    (record,) = found("puppies", "full_text_search")

    assert (record["segment"]["id"], children(record)) == (segment, ["Puppies play."])


def test_a_plain_segment_has_no_children(world):
    dataset = world.dify.post("/datasets", json={"name": "Plain"}).json()["id"]
    body = {"name": "a.txt", "text": "Cats.", "indexing_technique": "economy"}
    world.dify.post(f"/datasets/{dataset}/document/create-by-text", json=body).raise_for_status()

    (record,) = world.dify.post(f"/datasets/{dataset}/retrieve", json={"query": "Cats"}).json()[
        "records"
    ]

    assert record["child_chunks"] is None
