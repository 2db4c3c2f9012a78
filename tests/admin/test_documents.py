"""Documents as the control plane shows them."""

import pytest

NOWHERE = "99999999-9999-4999-8999-999999999999"
NONE = {"data": [], "has_more": False, "total": 0}


def listed(world, **query):
    answer = world.admin.get("/documents", params=query).raise_for_status().json()
    return [each["name"] for each in answer["data"]], answer["has_more"], answer["total"]


def test_a_document_is_shown_with_all_that_says_how_its_indexing_goes(site):
    created = site.create()

    assert site.shown(created) == {
        "id": created["id"],
        "dataset_id": site.dataset,
        "name": "a.txt",
        "stage": "completed",
        "next": None,
        "completed_chunks": 10,
        "total_chunks": 10,
        "error": None,
        "progression": "immediate",
    }


def test_each_document_says_what_makes_it_go_on(site, manual, timed):
    told = {each.shown(each.create())["progression"] for each in (site, manual, timed)}

    assert told == {"immediate", "manual", "time"}


@pytest.mark.parametrize("world", ["busy"], indirect=True)
def test_the_documents_of_all_datasets_are_listed_the_newest_first(world):
    every = world.admin.get("/documents").json()["data"]
    stages = {each["name"]: each["stage"] for each in every}

    assert [each["name"] for each in every[:3]] == ["faq.csv", "first.txt", "archived.txt"]
    assert set(stages.values()) == {
        *("waiting", "parsing", "cleaning", "splitting", "indexing", "paused", "error"),
        "completed",
    }
    assert next(each["error"] for each in every if each["name"] == "failed.txt") == (
        "failed.txt: the file is damaged"
    )


@pytest.mark.parametrize("world", ["busy"], indirect=True)
def test_the_documents_of_one_dataset_are_listed(world):
    dataset = "55555555-5555-4555-8555-555555555555"
    every = world.admin.get("/documents", params={"dataset": dataset}).json()["data"]

    assert [(each["name"], each["dataset_id"]) for each in every] == [("first.txt", dataset)]


@pytest.mark.parametrize("world", ["busy"], indirect=True)
def test_the_documents_are_listed_page_by_page(world):
    names, _, total = listed(world)
    pages = [listed(world, limit=total - 1, page=page) for page in (1, 2, 3)]

    assert len(names) == total > 4
    assert pages == [(names[:-1], True, total), (names[-1:], False, total), ([], False, total)]


@pytest.mark.parametrize("world", ["busy"], indirect=True)
def test_the_documents_at_a_stage_are_listed(world):
    assert listed(world, stage="error") == (["failed.txt"], False, 1)
    assert listed(world, stage="completed", limit=1)[1] is True


def test_each_document_says_when_it_comes_to_its_next_stage(timed):
    created = timed.create()
    clock = timed.world.admin.post("/clock", json={"freeze": True}).json()
    told = timed.shown(created)

    assert told["next"] == clock["next"] > clock["now"]
    timed.world.admin.post("/clock", json={"advance": "next"})
    assert timed.shown(created)["stage"] != told["stage"]
    timed.world.admin.post("/clock", json={"advance": "1h"})
    assert timed.shown(created)["next"] is None


def test_an_empty_world_has_no_documents(world):
    assert world.admin.get("/documents").json() == NONE


def test_a_dataset_without_documents_has_none(site):
    asked = site.world.admin.get("/documents", params={"dataset": site.dataset})

    assert asked.json() == NONE


def test_an_unknown_dataset_is_refused(world):
    refused = world.admin.get("/documents", params={"dataset": NOWHERE})

    assert (refused.status_code, refused.json()) == (
        404,
        {
            "code": "no_such_dataset",
            "message": f"The world has no dataset {NOWHERE}.",
            "status": 404,
        },
    )


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("GET", "", None), ("POST", "/advance", {}), ("POST", "/preset", {"stage": "paused"})],
)
def test_an_unknown_document_is_refused(world, method, path, body):
    refused = world.admin.request(method, f"/documents/{NOWHERE}{path}", json=body)

    assert (refused.status_code, refused.json()) == (
        404,
        {
            "code": "no_such_document",
            "message": f"The world has no document {NOWHERE}.",
            "status": 404,
        },
    )
    assert refused.headers["X-Ragmock-Refusal"] == "admin.no_such_document"


def test_a_document_of_another_world_is_unknown(site):
    created = site.create()
    other = site.world.server.world("other")

    assert other.admin.get(f"/documents/{created['id']}").status_code == 404
