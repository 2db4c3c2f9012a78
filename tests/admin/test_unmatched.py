"""Requests that no world could be told for, and what they were probably meant to be."""

import pytest

from ..conftest import serve  # noqa: TID252 - tests are no package


def unmatched(world):
    return world.admin.get("/requests/unmatched").raise_for_status().json()["data"]


@pytest.mark.parametrize(
    ("method", "path", "refusal", "nearest"),
    [
        ("GET", "/datasetz", "dify.no_such_route", "dify.datasets.list_datasets"),
        ("POST", "/datasetz", "dify.no_such_route", "dify.datasets.create_dataset"),
        ("PUT", "/datasets", "dify.method_not_allowed", "dify.datasets.list_datasets"),
        ("GET", "/datasets/nonsense", "dify.no_such_route", "dify.datasets.get_dataset"),
    ],
)
def test_a_request_is_shown_beside_the_operation_that_it_is_nearest_to(
    world, method, path, refusal, nearest
):
    world.dify.request(method, path)
    (noted,) = unmatched(world)

    assert (noted["refusal"], noted["operation"]) == (refusal, None)
    assert noted["nearest"]["operation"] == nearest
    assert noted["diagnosis"]


def test_what_is_near_nothing_has_no_nearest_operation(world):
    world.dify.get("/x/y/z/a/b/c/d/e/f")
    (noted,) = unmatched(world)

    assert noted["nearest"] is None


def test_one_of_them_is_shown_alone(world):
    world.dify.get("/datasetz")
    (noted,) = unmatched(world)
    shown = world.admin.get(f"/requests/unmatched/{noted['id']}").raise_for_status().json()

    assert shown == noted


def test_they_are_in_no_journal_of_a_world(world):
    world.dify.get("/datasetz")

    assert world.admin.get("/requests").json()["data"] == []


def test_a_request_with_a_key_of_a_wrong_form_is_among_those_of_the_server(world):
    client = world.server.client("/v1", "dataset-wr.ong")
    client.get("/datasets", params={"keyword": "mark-of-this-test"})
    listed = world.server.client("/__admin").get("/requests/unmatched").json()["data"]
    (noted,) = [each for each in listed if "mark-of-this-test" in each["query"]]

    assert noted["operation"] == "dify.datasets.list_datasets"
    assert (noted["status"], noted["world"], noted["nearest"]) == (401, None, None)


def test_a_request_without_a_key_is_among_those_of_the_server(world):
    world.server.client("/v1").get("/datasets", params={"keyword": "mark-of-no-key"})
    listed = world.server.client("/__admin").get("/requests/unmatched").json()["data"]

    assert ["mark-of-no-key" in each["query"] for each in listed].count(True) == 1


def test_what_was_answered_is_not_unmatched(world):
    world.dify.options("/datasets")

    assert unmatched(world) == []


def test_those_whose_keys_name_a_world_are_forgotten_with_it(world):
    other = world.server.world("other")
    world.dify.get("/datasetz")
    other.dify.get("/datasetz")
    deleted = world.admin.delete("/requests/unmatched").json()

    assert deleted == {"deleted": 1}
    assert (len(unmatched(world)), len(unmatched(other))) == (0, 1)


def test_those_of_no_world_are_told_and_forgotten_with_a_world_where_that_is_wanted(tmp_path):
    with serve("empty", tmp_path) as server:
        world, other = server.world("a"), server.world("b")
        server.client("/v1").get("/datasets")
        world.dify.get("/datasetz")
        other.dify.get("/datasetz")
        wanted = {"unnamed": "true"}
        told = world.admin.get("/requests/unmatched", params=wanted).json()["data"]
        world.admin.delete("/requests/unmatched", params=wanted).raise_for_status()
        left = server.client("/__admin").get("/requests/unmatched").json()["data"]

    assert [each["world"] for each in told] == ["a", None]
    assert [each["world"] for each in left] == ["b"]


def test_what_was_redirected_is_unmatched(world):
    world.server.client("", world.dify_key).get("/v1//datasets")
    (noted,) = unmatched(world)

    assert (noted["status"], noted["refusal"]) == (308, None)
    assert noted["answer"]["headers"]["location"].endswith("/v1/datasets")
