"""Search over HTTP: what a client uploads can be found, in the way that it asks for."""

import pytest

from .retrieving import METHODS, Shelf

TEXT = """Cats are small mammals.
Dogs are loyal companions of cats.
Birds can fly in the sky.
知识库可以上传文档，然后检索。
Cats."""
CATS = [TEXT.splitlines()[line] for line in (0, 1, 4)]
NOTES = {
    "keyword_search": None,
    "full_text_search": None,
    "semantic_search": "semantic search is approximated",
    "hybrid_search": "semantic search is approximated",
}
each_method = pytest.mark.parametrize("method", METHODS)
in_busy = pytest.mark.parametrize("world", ["busy"], indirect=True)


@pytest.fixture
def shelf(world):
    """Give a dataset of high quality with five segments."""
    made = Shelf.of(world)
    made.put(TEXT)
    return made


@pytest.fixture
def economy(world):
    """Give a dataset that is searched by keywords, with five segments."""
    made = Shelf.of(world, "economy")
    made.put(TEXT)
    return made


def score(record):
    return record["score"]


# ---------------------------------------------------------------------- each way to search
@each_method
def test_what_was_uploaded_is_found(shelf, method):
    records = shelf.records("loyal companions", method)

    assert records[0]["segment"]["content"] == CATS[1]
    assert records[0]["segment"]["document"]["name"] == "a.txt"


@each_method
def test_every_record_has_a_number_for_a_score_and_the_best_comes_first(shelf, method):
    scores = [score(record) for record in shelf.records("Cats fly", method)]

    assert len(scores) >= 3
    assert all(isinstance(each, float) and 0 < each <= 1 for each in scores)
    assert scores == sorted(scores, reverse=True)


@each_method
def test_what_is_approximated_is_noted(shelf, method):
    assert shelf.ask("cats", method).headers.get("X-Ragmock-Note") == NOTES[method]


@each_method
def test_a_reranking_is_noted_where_there_is_one(shelf, method):
    note = shelf.ask("cats", method, reranking_enable=True).headers.get("X-Ragmock-Note", "")

    assert ("reranking is approximated" in note) is (method != "keyword_search")


def test_a_reranking_that_weighs_only_is_none(shelf):
    weighed = {"reranking_enable": True, "reranking_mode": "weighted_score"}
    plain, anew = shelf.ask("cats", METHODS[3]), shelf.ask("cats", METHODS[3], **weighed)

    assert anew.headers["X-Ragmock-Note"] == NOTES["hybrid_search"]
    assert anew.json() == plain.json()


def test_an_economy_dataset_is_searched_by_keywords(economy):
    assert economy.finds("Cats") == economy.finds("Cats", "keyword_search") == [CATS[0], CATS[2]]
    assert [score(record) for record in economy.records("Cats Birds")] == [0.5, 0.5]
    assert economy.ask("Cats").headers.get("X-Ragmock-Note") is None


def test_a_dataset_of_high_quality_is_searched_by_meaning(shelf):
    assert shelf.ask("loyalty").json() == shelf.ask("loyalty", "semantic_search", top_k=2).json()
    assert shelf.finds("loyalty") == [CATS[1]]


@pytest.mark.parametrize("path", ["retrieve", "hit-testing"])
def test_both_paths_give_the_same(shelf, path):
    answer = shelf.dify.post(f"{shelf.at}/{path}", json={"query": "cats"})

    assert answer.json() == shelf.ask("cats").json()
    assert answer.headers["X-Ragmock-Note"] == NOTES["semantic_search"]


@each_method
@pytest.mark.parametrize("charset", ["gb18030", "utf-8", "utf-16"])
def test_chinese_is_found_whatever_it_was_written_in(world, method, charset):
    shelf = Shelf.of(world)
    text = "公司年假一共有十五天。\n知识库可以上传文档，然后检索。\n会议室在三楼右侧，请提前预订。"
    shelf.upload(text.encode(charset), "手册.txt")

    assert shelf.finds("如何检索知识库", method)[0] == text.splitlines()[1]


@each_method
def test_equals_come_in_the_order_of_documents(world, method):
    shelf = Shelf.of(world)
    for name in ("b.txt", "c.txt", "a.txt"):
        shelf.put("Green parrots talk.\nGreen parrots talk.", name)

    records = shelf.records("parrots", method)

    told = [(each["segment"]["document"]["name"], each["segment"]["position"]) for each in records]
    assert told == [(f"{name}.txt", position) for name in "bca" for position in (1, 2)]
    assert len({score(record) for record in records}) == 1


# ---------------------------------------------------------------------- how many
@each_method
@pytest.mark.parametrize(("top_k", "count"), [(0, 0), (1, 1), (2, 2), (10**9, 3), (-1, 2), (-3, 0)])
def test_top_k_cuts_as_a_slice_does(shelf, method, top_k, count):
    every = shelf.records("Cats loyal", method)

    assert len(every) == 3
    assert shelf.records("Cats loyal", method, top_k=top_k) == every[:count]


@pytest.mark.parametrize("top_k", [None, 2])
def test_two_records_are_given_where_nothing_is_said(shelf, top_k):
    assert len(shelf.finds("cats", "full_text_search", top_k=top_k)) == 2


@pytest.mark.parametrize("method", METHODS[1:])
@pytest.mark.parametrize(
    ("threshold", "is_cut"), [(None, False), (-1, False), (0, False), (1.01, True), (10**9, True)]
)
def test_a_threshold_cuts_where_it_is_enabled(shelf, method, threshold, is_cut):
    every = shelf.finds("cats", method)

    cut = shelf.finds("cats", method, score_threshold=threshold, score_threshold_enabled=True)
    off = shelf.finds("cats", method, score_threshold=threshold, score_threshold_enabled=False)
    unsaid = shelf.finds("cats", method, score_threshold=threshold)

    assert cut == ([] if is_cut else every)
    assert off == unsaid == every


@pytest.mark.parametrize("method", METHODS[1:])
def test_a_record_of_just_the_threshold_stays(shelf, method):
    every = shelf.records("cats", method)
    least = score(every[1])

    left = shelf.records("cats", method, score_threshold=least, score_threshold_enabled=True)

    assert left == [record for record in every if score(record) >= least]


def test_no_threshold_cuts_a_search_by_keywords(economy):
    how = {"score_threshold": 2, "score_threshold_enabled": True}

    assert economy.finds("Cats", "keyword_search", **how) == [CATS[0], CATS[2]]


# ---------------------------------------------------------------------- weights
def by_row(shelf, method, **model):
    return {r["segment"]["id"]: score(r) for r in shelf.records("loyal cat", method, **model)}


@pytest.mark.parametrize(
    ("weights", "meaning"),
    [
        (0.25, 0.25),
        (0, 0),
        (1, 1),
        (None, 0.7),
        ({}, 0.7),
        ({"vector_setting": {"vector_weight": 0.2}}, 0.2),
        (
            {
                "vector_setting": {"vector_weight": 0.3},
                "keyword_setting": {"keyword_weight": 0.9},
            },
            0.25,
        ),
        ({"vector_setting": None, "keyword_setting": None}, 0.7),
    ],
)
def test_a_hybrid_score_is_the_weighted_mean_of_both(shelf, weights, meaning):
    semantic, words = by_row(shelf, "semantic_search"), by_row(shelf, "full_text_search")

    mixed = by_row(shelf, "hybrid_search", weights=weights)

    means = {
        row: meaning * semantic.get(row, 0) + (1 - meaning) * words.get(row, 0)
        for row in semantic.keys() | words.keys()
    }
    assert mixed == pytest.approx({row: mean for row, mean in means.items() if mean})


def test_a_hybrid_search_without_any_weight_finds_nothing(shelf):
    none = {"vector_setting": {"vector_weight": 0}, "keyword_setting": {"keyword_weight": 0}}

    assert shelf.finds("cats", "hybrid_search", weights=none) == []


@pytest.mark.parametrize(
    "weights",
    [
        1.5,
        -0.1,
        "0.5",
        {"vector_setting": {"vector_weight": 2}},
        {"vector_setting": {"vector_weight": None}},
        {"keyword_setting": {"keyword_weight": "a"}},
        {"keyword_setting": []},
    ],
    ids=repr,
)
def test_what_are_no_weights_is_refused_and_not_kept(shelf, weights):
    before = shelf.dify.get(shelf.at).json()
    sent = {"retrieval_model": {"search_method": "hybrid_search", "weights": weights}}
    answers = [
        shelf.dify.post(f"{shelf.at}/retrieve", json={"query": "cats"} | sent),
        shelf.dify.patch(shelf.at, json=sent),
    ]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert {answer.json()["code"] for answer in answers} == {"invalid_param"}
    assert all("retrieval_model.weights" in answer.json()["params"] for answer in answers)
    assert shelf.dify.get(shelf.at).json() == before


# ---------------------------------------------------------------------- what is asked
@each_method
@pytest.mark.parametrize(
    "query",
    ["?" * 250, '"', "cats AND (", "NEAR(cats", "*", "segment:", "🦜🦜", " ", "\u200b", "x" * 250],
)
def test_any_text_of_250_characters_is_a_query(shelf, method, query):
    answer = shelf.ask(query, method)

    assert answer.status_code == 200
    assert answer.json()["query"] == {"content": query}


@pytest.mark.parametrize("method", ["KEYWORD_SEARCH", "semantic", "", " semantic_search", "vector"])
def test_an_unknown_method_is_refused(shelf, method):
    answer = shelf.ask("cats", None, search_method=method)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_param")
    assert answer.json()["params"] == "retrieval_model.search_method"


# ---------------------------------------------------------------------- what can be found
@in_busy
def test_only_what_is_completed_enabled_and_not_archived_is_found(world):
    (dataset,) = (
        each for each in world.dify.get("/datasets").json()["data"] if each["name"] == "Busy"
    )
    shelf = Shelf(world.dify, f"/datasets/{dataset['id']}")
    documents = world.dify.get(f"{shelf.at}/documents?limit=100").json()["data"]

    assert len(documents) == 10
    assert shelf.finds("found waits read cleaned cut indexed paused disabled archived") == [
        "This one can be found."
    ]


@each_method
def test_a_disabled_segment_is_not_found_until_it_is_enabled(shelf, method):
    (path,) = (
        path
        for each in shelf.dify.get(f"{shelf.at}/documents").json()["data"]
        for text, path in shelf.segments(f"{shelf.at}/documents/{each['id']}").items()
        if text == CATS[2]
    )
    seen = [CATS[2] in shelf.finds("Cats", method)]
    for enabled in (False, True):
        shelf.dify.post(path, json={"segment": {"enabled": enabled}}).raise_for_status()
        seen.append(CATS[2] in shelf.finds("Cats", method))

    assert seen == [True, False, True]


@each_method
def test_edits_additions_and_deletions_show_at_once(world, method):
    shelf = Shelf.of(world)
    document = shelf.put("Green parrots talk.\nGrey wolves howl.")
    seen = [shelf.finds("parrots wolves", method)]
    paths = shelf.segments(document)
    body = {"segment": {"content": "Blue whales sing.", "keywords": ["whales"]}}
    shelf.dify.post(paths["Green parrots talk."], json=body).raise_for_status()
    seen.append(shelf.finds("parrots whales", method))
    shelf.dify.delete(paths["Grey wolves howl."]).raise_for_status()
    added = {"segments": [{"content": "Old wolves sleep.", "keywords": ["wolves"]}]}
    shelf.dify.post(f"{document}/segments", json=added).raise_for_status()
    seen.append(shelf.finds("wolves", method))
    shelf.dify.delete(document).raise_for_status()
    seen.append(shelf.finds("wolves whales", method))

    assert seen == [
        ["Green parrots talk.", "Grey wolves howl."],
        ["Blue whales sing."],
        ["Old wolves sleep."],
        [],
    ]


# ---------------------------------------------------------------------- the dataset's own way
OWN = {
    "search_method": "full_text_search",
    "reranking_enable": True,
    "top_k": 1,
    "score_threshold_enabled": False,
}


def test_the_way_that_a_dataset_was_told_is_taken_where_a_request_says_none(world):
    shelf = Shelf.of(world, retrieval_model=OWN)
    shelf.put(TEXT)

    own, sent = shelf.ask("cats"), shelf.ask("cats", "full_text_search")

    assert own.headers["X-Ragmock-Note"] == "reranking is approximated"
    assert len(own.json()["records"]) == 1
    assert len(sent.json()["records"]) == 3
    assert "X-Ragmock-Note" not in sent.headers


def test_the_way_of_a_dataset_can_be_changed(shelf):
    weights = {"vector_setting": {"vector_weight": 0}, "keyword_setting": {"keyword_weight": 1}}
    model = {"search_method": "hybrid_search", "top_k": 3, "weights": weights}
    shelf.dify.patch(shelf.at, json={"retrieval_model": model}).raise_for_status()

    assert [score(each) for each in shelf.records("cats")] == [
        score(each) for each in shelf.records("cats", "full_text_search")
    ]


def test_an_economy_dataset_keeps_its_top_k_and_not_its_method(world):
    shelf = Shelf.of(world, "economy", retrieval_model=OWN)
    shelf.put(TEXT)

    assert shelf.finds("Cats") == [CATS[0]]
    assert "X-Ragmock-Note" not in shelf.ask("Cats").headers
