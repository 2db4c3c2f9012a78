"""Each hit can be explained, and so can what is no hit."""

import pytest

from .searching import searched

METHODS = ["full_text_search", "semantic_search", "hybrid_search"]


@pytest.fixture
def vectors(world):
    return searched(world, "high_quality")


@pytest.fixture
def keywords(world):
    return searched(world, "economy")


def reasons(explained):
    return {each["text"]: each["why"] for each in explained["left_out"]}


def disable(site, segment):
    path = f"/datasets/{site.dataset}/documents/{segment['document_id']}/segments/{segment['id']}"
    body = {"segment": {"content": segment["content"], "enabled": False}}
    site.world.dify.post(path, json=body).raise_for_status()


@pytest.mark.parametrize("method", METHODS)
def test_what_is_explained_is_what_is_found(vectors, method):
    explained = vectors.explain("sleeping cats", method)

    assert [(each["chunk_id"], each["score"]) for each in explained["hits"]] == vectors.records(
        "sleeping cats", method
    )
    assert explained["search_method"] == method


@pytest.mark.parametrize(
    ("method", "highlighted"),
    [
        ("full_text_search", {"Cats": ["cats"], "day": ["day"]}),
        ("semantic_search", {"Cats": ["cat"], "sleep": ["sleep"], "all": ["all"], "day": ["day"]}),
        (
            "hybrid_search",
            {"Cats": ["cat", "cats"], "sleep": ["sleep"], "all": ["all"], "day": ["day"]},
        ),
    ],
)
def test_the_words_of_a_hit_are_found_in_its_text(vectors, method, highlighted):
    hit, *_ = vectors.explain("sleeping cats, all day", method)["hits"]

    assert "".join(each["text"] for each in hit["pieces"]) == hit["text"] == "Cats sleep all day."
    assert {e["text"]: e["words"] for e in hit["pieces"] if e["words"]} == highlighted


def test_keywords_are_found_in_a_text_as_they_are_written(keywords):
    hit, *_ = keywords.explain("Cats small")["hits"]

    assert [each["text"] for each in hit["pieces"] if each["words"]] == ["Cats", "small"]


@pytest.mark.parametrize("method", METHODS)
def test_the_parts_of_a_score_add_up_to_it(vectors, method):
    for hit in vectors.explain("sleeping cats", method)["hits"]:
        weighed = sum(part["weight"] * part["score"] for part in hit["parts"])

        assert weighed == pytest.approx(hit["score"])


def test_the_words_of_a_similarity_add_up_to_it(vectors):
    for hit in vectors.explain("sleeping cats", "semantic_search")["hits"]:
        (part,) = hit["parts"]

        assert sum(part["words"].values()) == pytest.approx(part["score"])
        assert "cat" in part["words"]


def test_the_weights_of_a_hybrid_search_are_told(vectors):
    (hit, *_) = vectors.explain("cats", "hybrid_search", vector_weight=0.25)["hits"]

    assert {part["search_method"]: part["weight"] for part in hit["parts"]} == {
        "semantic_search": 0.25,
        "full_text_search": 0.75,
    }


def test_keywords_share_the_score(keywords):
    explained = keywords.explain("Cats sleep")

    assert explained["search_method"] == "keyword_search"
    assert explained["hits"][0]["parts"] == [
        {
            "search_method": "keyword_search",
            "weight": 1,
            "score": 1,
            "words": {"Cats": 0.5, "sleep": 0.5},
        }
    ]


def test_what_is_approximated_is_told(vectors):
    assert vectors.explain("cats", "semantic_search")["notes"] == [
        "semantic search is approximated"
    ]
    assert vectors.explain("cats", "full_text_search")["notes"] == []


def test_what_others_pushed_out_is_told(keywords):
    explained = keywords.explain("Cats sleep", top_k=1)

    assert [each["text"] for each in explained["hits"]] == ["Cats sleep all day."]
    assert reasons(explained) == {"Cats are small mammals.": "others are better: top_k"}
    assert explained["left_out_count"] == 1


def test_what_the_threshold_cut_off_is_told(vectors):
    best, *_ = vectors.records("sleep all day", "semantic_search")
    explained = vectors.explain("sleep all day", "semantic_search", score_threshold=best[1])

    assert [each["score"] for each in explained["hits"]] == [best[1]]
    assert set(reasons(explained).values()) <= {"its score is below the threshold"}


def test_what_a_filter_removed_is_told(keywords):
    body = {
        "dataset": keywords.dataset,
        "query": "cats Cats",
        "top_k": 10,
        "conditions": [{"name": "author", "comparison_operator": "is", "value": "dogs"}],
    }
    explained = keywords.world.admin.post("/explain", json=body).raise_for_status().json()

    assert [each["document"] for each in explained["hits"]] == ["dogs.txt"]
    assert set(reasons(explained)) == {"Cats are small mammals.", "Cats sleep all day."}
    assert set(reasons(explained).values()) == {
        "the metadata of its document do not pass the filter"
    }


def test_what_is_disabled_is_told_without_a_score(keywords):
    disable(keywords, keywords.segments("cats.txt")[1])
    explained = keywords.explain("Cats sleep")
    (left_out,) = explained["left_out"]

    assert [each["text"] for each in explained["hits"]] == ["Cats are small mammals."]
    assert (left_out["text"], left_out["score"], left_out["why"]) == (
        "Cats sleep all day.",
        None,
        "it is disabled",
    )


@pytest.mark.parametrize("world", ["busy"], indirect=True)
def test_what_is_not_completed_or_archived_or_disabled_is_told(world):
    dataset = world.dify.get("/datasets", params={"keyword": "Busy"}).json()["data"][0]["id"]
    asked = {"dataset": dataset, "query": "archived disabled indexed found", "top_k": 1}
    explained = world.admin.get("/explain", params=asked).json()

    told = reasons(explained)

    assert [each["text"] for each in explained["hits"]] == ["This one can be found."]
    assert told["This one is being indexed."] == "its indexing is not completed"
    assert told["This one was disabled."] == "its document is disabled"
    assert told["This one was archived."] == "its document is archived"


def test_explaining_takes_no_answer_that_was_made(keywords):
    path = f"/datasets/{keywords.dataset}/answers"
    keywords.world.admin.post(path, json={"chunks": []}).raise_for_status()

    assert keywords.explain("Cats")["hits"] != []
    assert keywords.records("Cats") == []
    assert keywords.records("Cats") != []


def test_what_cannot_be_searched_is_refused_and_says_why(keywords):
    asked = {"dataset": keywords.dataset, "query": "a", "search_method": "full_text_search"}
    refused = keywords.world.admin.get("/explain", params=asked)

    assert refused.status_code == 409
    assert refused.headers["X-Ragmock-Refusal"] == "admin.not_searchable"
    assert "full text" in refused.headers["X-Ragmock-Diagnosis"]
