"""An answer can be made beforehand, for tests that need exact scores."""

import pytest

from .searching import searched


@pytest.fixture
def site(world):
    return searched(world, "economy")


@pytest.fixture
def answers(site):
    return f"/datasets/{site.dataset}/answers"


def canned(segment, score):
    return {"chunk_id": segment["id"], "score": score}


def test_an_answer_is_given_once_with_its_exact_scores(site, answers):
    cats, dogs = site.segments("cats.txt")[2], site.segments("dogs.txt")[0]
    body = {"chunks": [canned(dogs, 3.73e-05), canned(cats, 0.25)]}
    added = site.world.admin.post(answers, json=body)
    answer = site.search("whatever")

    assert (added.status_code, added.json()) == (201, {"waiting": 1})
    assert answer.headers["X-Ragmock-Note"] == "the answer was canned"
    assert [(each["segment"]["id"], each["score"]) for each in answer.json()["records"]] == [
        (dogs["id"], 3.73e-05),
        (cats["id"], 0.25),
    ]
    assert site.records("whatever") == []


def test_answers_are_given_in_the_order_in_which_they_were_made(site, answers):
    first, second = site.segments("dogs.txt")
    site.world.admin.post(answers, json={"chunks": [canned(first, 0.5)], "times": 2})
    site.world.admin.post(answers, json={"chunks": [canned(second, 0.75)]})
    waiting = site.world.admin.get(answers).json()["data"]

    assert [each["chunks"] for each in waiting] == [
        [canned(first, 0.5)],
        [canned(first, 0.5)],
        [canned(second, 0.75)],
    ]
    assert [site.records("a")[0][1] for _ in range(3)] == [0.5, 0.5, 0.75]


def test_answers_can_be_forgotten(site, answers):
    site.world.admin.post(answers, json={"chunks": [], "times": 3})

    assert site.world.admin.delete(answers).json() == {"deleted": 3}
    assert site.world.admin.get(answers).json() == {"data": []}
    assert len(site.records("Cats")) == 2


def test_top_k_cuts_an_answer(site, answers):
    both = [canned(each, 0.5) for each in site.segments("dogs.txt")]
    site.world.admin.post(answers, json={"chunks": both})

    assert len(site.records("a", top_k=1)) == 1


def test_a_segment_that_was_deleted_is_left_out(site, answers):
    first, second = site.segments("dogs.txt")
    site.world.admin.post(answers, json={"chunks": [canned(first, 0.5), canned(second, 0.25)]})
    path = f"/datasets/{site.dataset}/documents/{site.documents['dogs.txt']}/segments/{first['id']}"
    site.world.dify.delete(path).raise_for_status()

    assert site.records("a") == [(second["id"], 0.25)]


def test_a_chunk_that_is_not_there_is_refused_and_nothing_waits(site, answers):
    nowhere = {"chunk_id": "99999999-9999-4999-8999-999999999999", "score": 1}
    some = canned(site.segments("dogs.txt")[0], 1)
    refused = site.world.admin.post(answers, json={"chunks": [some, nowhere]})

    assert (refused.status_code, refused.json()["code"]) == (404, "no_such_chunk")
    assert site.world.admin.get(answers).json() == {"data": []}


def test_a_search_that_is_refused_takes_no_answer(site, answers):
    site.world.admin.post(answers, json={"chunks": []})

    assert site.search("a", "semantic_search").status_code == 400
    assert len(site.world.admin.get(answers).json()["data"]) == 1
