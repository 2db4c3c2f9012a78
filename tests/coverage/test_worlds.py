"""Whose coverage it is: each world has its own, and the run has all of them."""

import pytest

LIST = "dify.datasets.list_datasets"
CREATE = "dify.datasets.create_dataset"
HAD = ["answer 200"]


@pytest.fixture
def one(site):
    """Give a world in which the datasets were listed."""
    site.client("dataset-one").get("/v1/datasets")
    return site.fake.world("one")


@pytest.mark.usefixtures("one")
def test_a_world_has_its_own_and_the_run_has_all(site):
    site.client("dataset-two").post("/v1/datasets", json={"name": "New"})

    assert site.tried(LIST, "one") == HAD
    assert site.tried(CREATE, "one") == []
    assert site.tried(LIST, "two") == []
    assert site.tried(LIST) == site.tried(CREATE) == HAD


@pytest.mark.usefixtures("one")
def test_what_no_world_can_be_told_for_counts_in_each(site):
    site.client("wrong").get("/v1/datasets")
    refused = "answer dify.unknown_key"

    assert site.tried(LIST) == site.tried(LIST, "one") == [*HAD, refused]
    assert site.tried(LIST, "two") == [refused]


@pytest.mark.parametrize(
    "change",
    [
        lambda world: world.reset(),
        lambda world: world.set(fixture="empty"),
        lambda world: world.load("busy"),
        lambda world: (world.save("s"), world.restore("s")),
    ],
    ids=["reset", "made-anew", "loaded", "restored"],
)
def test_a_world_keeps_it_whatever_becomes_of_it(site, one, change):
    change(one)

    assert site.tried(LIST, "one") == HAD


def test_the_run_keeps_what_was_tried_in_a_world_that_ends(site, one):
    one.end()

    assert site.tried(LIST) == HAD
    assert site.tried(LIST, "one") == []  # another world


@pytest.mark.usefixtures("one")
def test_it_begins_anew_for_one_world_where_it_is_forgotten(site):
    site.client("dataset-two").post("/v1/datasets", json={"name": "New"})
    gone = site.fake.delete_coverage("one")

    assert gone == 1
    assert site.tried(LIST) == site.tried(LIST, "one") == []
    assert site.tried(CREATE) == HAD


def test_it_begins_anew_for_all_where_all_is_forgotten(site, one):
    site.client("dataset-two").get("/v1/datasets?page=1")
    one.end()
    site.client("wrong").get("/v1/datasets")
    gone = site.fake.delete_coverage()

    assert gone == 3  # the answer, the parameter, the refusal
    assert site.fake.coverage()["tried"] == 0


@pytest.mark.usefixtures("one")
def test_one_product_can_be_told_alone(site):
    told = site.fake.coverage(provider="ragflow")

    assert {each["provider"] for each in told["operations"]} == {"ragflow"}
    assert [each["provider"] for each in told["products"]] == ["ragflow"]
    assert (told["tried"], told["unserved"]) == (0, [])
    assert 0 < told["reachable"] < site.fake.coverage()["reachable"]
