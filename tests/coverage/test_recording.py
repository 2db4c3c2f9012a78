"""What the server notes of a request: which points of the contract it tried, and nothing else."""

import json

import pytest

DATASETS = "/v1/datasets"
LIST = "dify.datasets.list_datasets"
CREATE = "dify.datasets.create_dataset"
RETRIEVE = "dify.retrieval.retrieve"
BY_TEXT = "dify.documents.create_document_by_text"
SWITCH = "dify.metadata.switch_built_in_fields"
TEXT = {"name": "a", "text": "b", "indexing_technique": "economy"}


@pytest.fixture
def handbook(dify):
    """Give the path of a dataset with documents."""
    rows = dify.get(DATASETS).json()["data"]
    return next(f"{DATASETS}/{each['id']}" for each in rows if each["name"] == "Handbook")


# ---------------------------------------------------------------------------- answers
def test_an_answer_counts_by_its_status_and_a_refusal_by_its_name(site, dify):
    for name in ("New", "New"):
        dify.post(DATASETS, json={"name": name})

    assert site.tried(CREATE) == ["answer 200", "answer dify.dataset_name_duplicate"]


def test_the_figures_count_answers(site, dify):
    before = site.fake.coverage()
    dify.get(f"{DATASETS}?page=2&limit=1")
    after = site.fake.coverage()
    (listed,) = [each for each in after["operations"] if each["operation"] == LIST]

    assert (before["tried"], before["percent"]) == (0, 0.0)
    assert (after["tried"], after["reachable"]) == (1, before["reachable"])
    assert (listed["tried"], listed["reachable"], listed["percent"]) == (1, 7, 14.2)
    assert [each["operation"] for each in after["operations"] if each["called"]] == [LIST]


def test_another_spelling_counts_as_the_call(site, dify, handbook):
    dify.post(f"{handbook}/document/create_by_text", json=TEXT)

    assert "answer 200" in site.tried(BY_TEXT)
    assert BY_TEXT.replace("by_text", "by_text_underscore") not in str(site.fake.coverage())


def test_a_call_that_no_server_answers_is_listed_by_itself(site, dify, handbook):
    dify.delete(f"{handbook}/metadata/built-in/enable")
    unserved = site.fake.coverage()["unserved"]

    assert site.tried(SWITCH) == []
    assert [each["operation"] for each in unserved if each["called"]] == [f"{SWITCH}_misprinted"]
    assert all(each["note"] for each in unserved)


def test_an_answer_of_a_fault_counts_as_had(site, dify):
    site.fake.fail(LIST, {"refusal": "dify.invalid_param"})
    dify.get(DATASETS)

    assert site.tried(LIST) == ["answer dify.invalid_param"]


def test_an_answer_that_is_preferred_counts_as_had(site, dify):
    dify.get(f"{DATASETS}?page=2", headers={"Prefer": "code=200"})

    assert site.tried(LIST) == ["answer 200"]


def test_an_answer_that_only_a_fault_brings_about_is_told_and_does_not_count(site, dify):
    site.fake.fail(LIST, {"refusal": "dify.internal_error"})
    dify.get(DATASETS)

    assert site.tried("dify") == ["answer dify.internal_error"]
    assert site.fake.coverage()["tried"] == 0


def test_what_any_operation_may_answer_is_told_of_the_product(site, dify):
    site.fake.world("demo").set(requests_per_minute=0)
    dify.post(DATASETS, json={"name": "New"})
    dify.get("/v1/nothing")
    dify.put(DATASETS)

    assert site.tried("dify") == [
        *("answer dify.rate_limit_reached", "answer dify.no_such_route"),
        "answer dify.method_not_allowed",
    ]
    assert site.tried("ragflow") == []


# ---------------------------------------------------------------------------- what was sent
def test_what_may_be_left_out_counts_where_it_is_sent(site, dify):
    dify.post(DATASETS, json={"name": "New", "description": "d", "permission": "only_me"})

    assert site.tried(CREATE) == [
        *("answer 200", "field description", "field permission", "value only_me of permission")
    ]


def test_fields_within_fields_count_and_those_in_lists(site, dify, handbook):
    condition = {"name": "author", "comparison_operator": "is", "value": "Eve"}
    model = {
        "search_method": "keyword_search",
        "metadata_filtering_conditions": {"conditions": [condition]},
    }
    dify.post(f"{handbook}/retrieve", json={"query": "a", "retrieval_model": model})
    filtered = "retrieval_model.metadata_filtering_conditions"

    assert site.tried(RETRIEVE) == [
        "answer 200",
        "field retrieval_model",
        "field retrieval_model.search_method",
        "value keyword_search of retrieval_model.search_method",
        f"field {filtered}",
        f"field {filtered}.conditions",
        f"value is of {filtered}.conditions[].comparison_operator",
        f"field {filtered}.conditions[].value",
    ]


def test_null_is_as_good_as_nothing(site, dify, handbook):
    dify.post(f"{handbook}/retrieve", json={"query": "a", "retrieval_model": None})

    assert site.tried(RETRIEVE) == ["answer 200"]


def test_what_was_refused_was_not_used(site, dify, handbook):
    model = {"search_method": "hybrid_search"}
    dify.post(f"{handbook}/retrieve", json={"query": "a" * 251, "retrieval_model": model})
    dify.get(f"{DATASETS}?page=2&limit=101")

    assert site.tried(RETRIEVE) == ["answer dify.invalid_query"]
    assert site.tried(LIST) == ["answer 200", "answer dify.limit_out_of_range"]


def test_a_parameter_is_known_by_its_whole_name(site, dify):
    dify.get(f"{DATASETS}?keyword=limit=5%26page=2&xlimit=5")

    assert site.tried(LIST) == ["answer 200", "parameter keyword"]


def test_words_of_a_path_count_and_those_of_a_list(site, dify, handbook):
    document = dify.get(f"{handbook}/documents").json()["data"][0]["id"]
    dify.post(f"{handbook}/metadata/built-in/enable")
    dify.get(f"{handbook}/documents/{document}/segments?status=completed&status=error")

    assert site.tried(SWITCH) == ["answer 200", "value enable of action"]
    assert site.tried("dify.segments.list_segments") == ["answer 200", "parameter status"]


@pytest.mark.parametrize(("query", "is_another"), [("page=2", True), ("page=1", False)])
def test_a_page_behind_the_first_counts(site, dify, query, is_another):
    dify.get(f"{DATASETS}?{query}")

    assert ("page 2 of page" in site.tried(LIST)) is is_another


def test_an_offset_is_another_page(site):
    client = site.client("ragflow-demo")
    client.get("/api/v1/dataset?offset=0")
    before = site.tried("ragflow.datasets.list_datasets")
    client.get("/api/v1/dataset?offset=1")

    assert "page 2 of offset" not in before
    assert "page 2 of offset" in site.tried("ragflow.datasets.list_datasets")


def test_a_file_counts_by_the_ending_of_its_name(site, dify, handbook):
    data = {"data": '{"indexing_technique": "economy"}'}
    for name in ("a.TXT", "b.exe"):
        dify.post(f"{handbook}/document/create-by-file", data=data, files={"file": (name, b"c")})

    assert "format txt" in site.tried("dify")
    assert [each for each in site.tried("dify") if each.startswith("format")] == ["format txt"]


def test_a_stage_counts_where_a_client_was_shown_it(site, dify, handbook):
    site.fake.world("demo").set(progression="manual")
    dify.post(f"{handbook}/document/create-by-text", json=TEXT)
    told = next(each for each in site.fake.world("demo").documents() if each["stage"] == "waiting")
    site.fake.world("demo").advance(told["id"], stages=2)
    created = site.tried("dify")
    dify.get(f"{handbook}/documents")

    assert created == ["stage waiting of document"]
    seen = ("waiting", "splitting", "completed")
    assert site.tried("dify") == [f"stage {each} of document" for each in seen]


# ---------------------------------------------------------------------------- nothing else
def test_nothing_is_kept_of_what_was_sent(site, dify, handbook):
    secret = "s3cret"  # noqa: S105 - what is looked for
    body = {"query": secret, "retrieval_model": {"search_method": "keyword_search", secret: secret}}
    before = json.dumps(site.fake.coverage())
    dify.post(f"{handbook}/retrieve?{secret}={secret}", json=body)
    dify.get(f"/v1/{secret}")
    told = json.dumps(site.fake.coverage())

    assert secret not in told
    assert told.count('"kind"') == before.count('"kind"')  # of points there are as many


def test_a_record_does_not_grow_with_what_is_sent(site, dify):
    dify.get(f"{DATASETS}?keyword=a")
    before = site.fake.coverage()
    for number in range(20):
        dify.get(f"{DATASETS}?keyword=a{number}")

    assert site.fake.coverage() == before
