"""A request may ask for the answer that it gets; nobody else notices."""

import pytest

from ragmock import contract

KNOWN = contract.load()
NEW = {"name": "New"}


@pytest.fixture
def new(world):
    """Give a function that asks for a new dataset, preferring some answer."""

    def create(prefer=None, **query):
        headers = {} if prefer is None else {"Prefer": prefer}
        return world.dify.post("/datasets", json=NEW, headers=headers, params=query)

    return create


def names(world):
    return [each["name"] for each in world.dify.get("/datasets").json()["data"]]


@pytest.mark.parametrize(
    ("prefer", "query", "refusal"),
    [
        ("code=409", {}, "dify.dataset_name_duplicate"),
        ("example=dify.dataset_name_duplicate", {}, "dify.dataset_name_duplicate"),
        ('example="dify.provider_quota_exceeded"', {}, "dify.provider_quota_exceeded"),
        ("return=minimal, code=409; foo=bar", {}, "dify.dataset_name_duplicate"),
        ("CODE=413", {}, "dify.file_too_large"),
        ("code=500", {}, "dify.internal_error"),
        (None, {"__code": "409"}, "dify.dataset_name_duplicate"),
        (None, {"__example": "dify.provider_quota_exceeded"}, "dify.provider_quota_exceeded"),
        ("code=409", {"__code": "413"}, "dify.dataset_name_duplicate"),
    ],
)
def test_a_refusal_that_is_preferred_is_given_in_its_words(new, prefer, query, refusal):
    answer = new(prefer, **query)
    wording = KNOWN.wordings[refusal]

    assert (answer.status_code, answer.json()) == (wording.status, wording.say())
    assert answer.headers["X-Ragmock-Refusal"] == refusal


@pytest.mark.parametrize(
    ("prefer", "applied"),
    [
        ("code=409", "code=409"),
        ("example=dify.dataset_name_duplicate", "example=dify.dataset_name_duplicate"),
        (
            "code=409,example=dify.dataset_name_duplicate",
            "code=409, example=dify.dataset_name_duplicate",
        ),
    ],
)
def test_the_answer_says_which_preference_it_follows(new, prefer, applied):
    assert new(prefer).headers["Preference-Applied"] == applied


def test_what_is_preferred_has_no_effect(new, world):
    refused, created = new("code=409"), new("code=200")

    assert (refused.status_code, created.status_code) == (409, 200)
    assert names(world) == []


def test_a_preference_dies_with_its_request(new, world):
    new("code=409")
    answer = new()

    assert answer.status_code == 200
    assert "Preference-Applied" not in answer.headers
    assert names(world) == ["New"]


def test_other_preferences_are_not_looked_at(new):
    answer = new("respond-async, wait=10")

    assert answer.status_code == 200
    assert "Preference-Applied" not in answer.headers


def test_the_same_request_without_a_body_is_given_it_too(world):
    answer = world.dify.post("/datasets", content=b"{", headers={"Prefer": "code=409"})

    assert answer.status_code == 409


def test_without_a_key_nothing_can_be_preferred(world):
    answer = world.server.client("/v1").post("/datasets", json=NEW, headers={"Prefer": "code=409"})

    assert answer.status_code == 401


def test_an_answer_without_a_body_can_be_preferred(world):
    dataset = world.dify.post("/datasets", json=NEW).json()["id"]
    answer = world.dify.delete(f"/datasets/{dataset}", headers={"Prefer": "code=204"})

    assert (answer.status_code, answer.content) == (204, b"")
    assert names(world) == ["New"]


@pytest.mark.parametrize("prefer", ["code=418", "code=", "code=abc", "example=", "example=nothing"])
def test_what_the_operation_does_not_have_is_refused_with_the_list_of_what_it_has(new, prefer):
    answer = new(prefer)

    assert answer.status_code == 400
    for known in ("200", "409", "dify.dataset_name_duplicate", "dify.internal_error"):
        assert known in answer.json()["message"]


OPERATIONS = [
    pytest.param(operation, id=operation.id)
    for operation in KNOWN.operations.values()
    if operation.secured
]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_answer_of_the_contract_can_be_preferred(operation, world):
    id_of = "11111111-1111-4111-8111-111111111111"
    path = operation.path.replace("{action}", "enable").replace("{model_type}", "text-embedding")
    for parameter in operation.parameters:
        known = "1" if parameter.kind == "integer" else id_of
        path = path.replace(f"{{{parameter.name}}}", known)
    product = world.dify if operation.provider == "dify" else world.ragflow
    client = world.server.client("", product.headers["Authorization"].removeprefix("Bearer "))

    for status, samples in operation.samples.items():
        for name, body in samples.items():
            prefer = f"code={status}" + (f", example={name}" if name else "")
            answer = client.request(operation.method, path, headers={"Prefer": prefer})

            assert answer.status_code == status
            assert (answer.json() if answer.content else None) == body
