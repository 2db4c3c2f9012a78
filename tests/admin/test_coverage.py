"""`/__admin/coverage`, over HTTP; tests/coverage has what is in it."""

import pytest

GET_DATASET = "dify.datasets.get_dataset"


def points(world, operation=GET_DATASET):
    told = world.admin.get("/coverage").json()
    return next(each for each in told["operations"] if each["operation"] == operation)


def test_it_tells_of_a_world_point_by_point(world):
    created = world.dify.post("/datasets", json={"name": "Handbook"}).json()
    world.dify.get(f"/datasets/{created['id']}")
    told = points(world)

    assert (told["method"], told["path"]) == ("GET", "/v1/datasets/{dataset_id}")
    assert told["points"][0] == {
        "kind": "answer",
        "name": "200",
        "of": "",
        "status": 200,
        "only_by_fault": False,
        "tried": True,
    }
    assert {each["name"]: each["tried"] for each in told["points"]}[
        "dify.dataset_not_found"
    ] is False


def test_it_begins_anew_where_it_is_deleted(world):
    world.dify.get("/datasets/99999999-9999-4999-8999-999999999999")
    deleted = world.admin.delete("/coverage").json()

    assert deleted == {"deleted": 1}
    assert points(world)["called"] is False
    assert world.admin.delete("/coverage").json() == {"deleted": 0}


@pytest.mark.parametrize("query", [{"world": "no world"}, {"provider": "weaviate"}])
def test_what_there_is_none_of_is_refused(world, query):
    answer = world.admin.get("/coverage", params=query)

    assert answer.status_code == 400
    assert next(iter(query)) in answer.headers["X-Ragmock-Diagnosis"]
