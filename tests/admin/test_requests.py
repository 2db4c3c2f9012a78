"""What clients sent, and what they were answered: listed, found, counted, shown, forgotten."""

from concurrent.futures import ThreadPoolExecutor

import pytest

NOWHERE = "99999999-9999-4999-8999-999999999999"


def listed(world, **query):
    return world.admin.get("/requests", params=query).raise_for_status().json()["data"]


def ids(world, **query):
    return [each["id"] for each in listed(world, **query)]


def shown(world, request_id):
    return world.admin.get(f"/requests/{request_id}").raise_for_status().json()


def find(world, **wanted):
    answer = world.admin.post("/requests/find", json=wanted).raise_for_status().json()
    return [each["id"] for each in answer["data"]]


@pytest.fixture
def asked(world):
    """Give a world to which four requests were sent."""
    world.dify.post("/datasets", json={"name": "Handbook", "description": "A b"})  # 1
    world.dify.get("/datasets", params={"page": 1})  # 2
    world.dify.post("/datasets", json={"name": "Handbook"})  # 3, refused
    world.ragflow.get("/dataset")  # 4
    return world


def test_requests_are_listed_the_newest_first(asked):
    seen = [(each["id"], each["method"], each["path"], each["status"]) for each in listed(asked)]

    assert seen == [
        (4, "GET", "/api/v1/dataset", 200),
        (3, "POST", "/v1/datasets", 409),
        (2, "GET", "/v1/datasets", 200),
        (1, "POST", "/v1/datasets", 200),
    ]


def test_a_request_is_shown_with_its_operation_and_what_refused_it(asked):
    refused = shown(asked, 3)

    assert refused["provider"] == "dify"
    assert refused["operation"] == "dify.datasets.create_dataset"
    assert refused["refusal"] == "dify.dataset_name_duplicate"
    assert "Handbook" in refused["diagnosis"]
    assert refused["world"] == asked.name
    assert refused["duration_ms"] > 0


def test_a_request_is_shown_as_it_was_sent_and_answered(asked):
    sent = shown(asked, 1)

    assert sent["request"]["headers"]["content-type"] == "application/json"
    assert sent["request"]["body"]["text"] == '{"name":"Handbook","description":"A b"}'
    assert sent["answer"]["headers"]["content-type"] == "application/json"
    assert '"name":"Handbook"' in sent["answer"]["body"]["text"]
    assert shown(asked, 2)["query"] == "page=1"


def test_a_request_without_a_body_has_none(asked):
    assert shown(asked, 2)["request"]["body"] is None


def test_the_calls_of_the_control_plane_and_the_contract_are_no_requests_of_the_world(asked):
    asked.server.client().get("/openapi.yaml")
    asked.admin.get("/documents")

    assert ids(asked) == [4, 3, 2, 1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"method": "post"}, [3, 1]),
        ({"path": "/v1/datasets"}, [3, 2, 1]),
        ({"path": "/v1/dataset"}, []),
        ({"path": "*/dataset"}, [4]),
        ({"path": "/*1*set*"}, [4, 3, 2, 1]),
        ({"operation": "dify.datasets.create_dataset"}, [3, 1]),
        ({"operation": "dify.*"}, [3, 2, 1]),
        ({"provider": "ragflow"}, [4]),
        ({"status": 409}, [3]),
        ({"refusal": "dify.dataset_name_duplicate"}, [3]),
        ({"refusal": "*"}, [3]),
        ({"since": 2}, [4, 3]),
        ({"before": 3}, [2, 1]),
        ({"since": 1, "before": 4, "method": "GET"}, [2]),
    ],
)
def test_requests_are_narrowed_down(asked, query, expected):
    found = asked.admin.post("/requests/find", json=query).json()
    counted = asked.admin.get("/requests/count", params=query).json()

    assert ids(asked, **query) == expected
    assert [each["id"] for each in found["data"]] == expected
    assert counted == {"count": len(expected), "dropped": 0}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"body": {"name": "Handbook"}}, [3, 1]),
        ({"body": {"description": "A b"}}, [1]),
        ({"body": {"name": "handbook"}}, []),
        ({"body": {"absent": None}}, []),
        ({"body": []}, []),
        ({"body_contains": "Handb"}, [3, 1]),
        ({"body_contains": "A b", "status": 409}, []),
    ],
)
def test_requests_are_found_by_what_was_sent_in_them(asked, wanted, expected):
    counted = asked.admin.post("/requests/count", json=wanted).json()

    assert find(asked, **wanted) == expected
    assert counted["count"] == len(expected)


def test_requests_are_paged(asked):
    first = asked.admin.get("/requests", params={"limit": 3}).json()
    last = first["data"][-1]["id"]
    second = asked.admin.get("/requests", params={"limit": 3, "before": last}).json()

    assert ([each["id"] for each in first["data"]], first["has_more"]) == ([4, 3, 2], True)
    assert ([each["id"] for each in second["data"]], second["has_more"]) == ([1], False)


def test_requests_are_forgotten_and_those_to_come_numbered_on(asked):
    deleted = asked.admin.delete("/requests").json()
    asked.dify.get("/datasets")

    assert deleted == {"deleted": 4}
    assert ids(asked) == [5]


def test_a_request_that_is_not_there_is_refused(asked):
    refused = asked.admin.get("/requests/9")

    assert (refused.status_code, refused.json()) == (
        404,
        {
            "code": "no_such_request",
            "message": "The journal of the world has no request 9.",
            "status": 404,
        },
    )


def test_worlds_do_not_see_the_requests_of_each_other(asked):
    other = asked.server.world("other")
    other.dify.get("/datasets")

    assert ids(other) == [1]
    assert len(ids(asked)) == 4
    assert other.admin.delete("/requests").json() == {"deleted": 1}
    assert len(ids(asked)) == 4


def test_head_is_noted_as_it_was_sent(world):
    world.dify.head("/datasets")
    (head,) = listed(world)

    assert (head["method"], head["operation"]) == ("HEAD", "dify.datasets.list_datasets")
    assert shown(world, 1)["answer"]["body"]["size"] == 0


def test_a_read_only_key_is_a_key_of_the_world(world):
    world.read_only.dify.get("/datasets")
    world.read_only.dify.post("/datasets", json={"name": "A"})

    assert [each["refusal"] for each in listed(world)] == ["dify.read_only_key", None]
    assert world.admin.get("/requests/1").json()["read_only"] is True


def test_requests_that_come_at_once_are_all_noted(world):
    def ask(number):
        return world.dify.post("/datasets", json={"name": f"Set {number}"}).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(ask, range(40)))

    assert statuses == [200] * 40
    assert ids(world, limit=100) == list(range(40, 0, -1))


# ---------------------------------------------------------------------- what it wrote
def changes(world):
    newest = shown(world, ids(world, limit=1)[0])
    return [(each["change"], each["kind"], each["name"]) for each in newest["changes"]]


def test_a_dataset_that_a_request_wrote_is_told(world):
    dataset = world.dify.post("/datasets", json={"name": "A"}).json()["id"]
    created = shown(world, 1)["changes"]
    world.dify.delete(f"/datasets/{dataset}")

    assert created == [{"change": "created", "kind": "dataset", "id": dataset, "name": "A"}]
    assert changes(world) == [("deleted", "dataset", "A")]


def test_a_document_is_told_with_the_dataset_that_changes_with_it(site):
    created = site.create("a.txt")
    assert changes(site.world) == [("changed", "dataset", "Site"), ("created", "document", "a.txt")]

    site.world.dify.delete(f"/datasets/{site.dataset}/documents/{created['id']}")
    assert changes(site.world) == [("deleted", "document", "a.txt")]


def test_a_chunk_is_told_with_its_document(site):
    created = site.create("a.txt")
    path = f"/datasets/{site.dataset}/documents/{created['id']}/segments"
    (chunk,) = site.world.dify.post(path, json={"segments": [{"content": "x"}]}).json()["data"]
    added = changes(site.world)
    site.world.dify.post(f"{path}/{chunk['id']}", json={"segment": {"content": "y"}})
    changed = changes(site.world)
    site.world.dify.delete(f"{path}/{chunk['id']}")

    assert added == [("created", "chunk", None), ("changed", "document", "a.txt")]
    assert changed == [("changed", "chunk", None), ("changed", "document", "a.txt")]
    assert changes(site.world) == [("deleted", "chunk", None), ("changed", "document", "a.txt")]


def test_a_field_is_told(site):
    path = f"/datasets/{site.dataset}/metadata"
    field = site.world.dify.post(path, json={"type": "string", "name": "author"}).json()["id"]
    created = changes(site.world)
    site.world.dify.patch(f"{path}/{field}", json={"name": "writer"})
    renamed = changes(site.world)
    site.world.dify.delete(f"{path}/{field}")

    assert created == [("created", "field", "author")]
    assert renamed == [("changed", "field", "writer")]
    assert changes(site.world) == [("deleted", "field", "writer")]


def test_what_only_reads_or_is_refused_wrote_nothing(asked):
    assert [shown(asked, each)["change_count"] for each in (1, 2, 3, 4)] == [1, 0, 0, 0]
