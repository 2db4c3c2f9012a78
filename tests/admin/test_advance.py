"""Documents that go on only when they are told to."""

import pytest

STAGES = [
    ("waiting", "waiting", 0, 0),
    ("parsing", "parsing", 0, 0),
    ("cleaning", "splitting", 0, 0),  # which no release shows
    ("splitting", "splitting", 0, 0),
    ("indexing", "indexing", 0, 10),
    ("completed", "completed", 10, 10),
]


def test_a_document_goes_through_its_life_stage_by_stage(manual):
    created = manual.create()
    seen = [(manual.shown(created)["stage"], *manual.seen(created))]
    for _ in STAGES[1:]:
        answer = manual.advance(created).raise_for_status().json()
        seen.append((answer["stage"], *manual.seen(created)))

        assert answer == manual.shown(created)

    assert seen == STAGES


def test_each_stage_is_dated_by_when_it_was_told(manual):
    created = manual.create()
    names = [f"{each}_completed_at" for each in ("parsing", "cleaning", "splitting")]
    names = ["processing_started_at", *names, "completed_at"]
    dated = []
    for _ in names:
        manual.advance(created)
        dated.append([name for name in names if manual.status(created)[name] is not None])

    assert dated == [names[: number + 1] for number in range(len(names))]


@pytest.mark.parametrize(("stages", "stage"), [(1, "parsing"), (4, "indexing"), (5, "completed")])
def test_it_goes_on_by_so_many_stages(manual, stages, stage):
    created = manual.create()

    assert manual.advance(created, json={"stages": stages}).json()["stage"] == stage


def test_it_goes_no_further_than_to_its_end(manual):
    created = manual.create()
    manual.advance(created, json={"stages": 4})

    assert manual.advance(created, json={"stages": 5}).json()["stage"] == "completed"


def test_an_empty_body_is_one_stage(manual):
    created = manual.create()

    assert manual.advance(created, json={}).json()["stage"] == "parsing"


def test_one_document_is_told_and_no_other(manual):
    told, other = manual.create("a.txt"), manual.create("b.txt")
    manual.advance(told, json={"stages": 5})

    assert (manual.shown(told)["stage"], manual.shown(other)["stage"]) == ("completed", "waiting")


def test_a_document_that_is_told_is_found_when_it_is_completed(manual):
    created = manual.create()
    body = {
        "query": "the line of the number 7",
        "retrieval_model": {
            "search_method": "keyword_search",
            "reranking_enable": False,
            "top_k": 3,
            "score_threshold_enabled": False,
        },
    }
    found = []
    for _ in range(6):
        answer = manual.world.dify.post(f"/datasets/{manual.dataset}/retrieve", json=body).json()
        found.append(bool(answer.get("records")))
        manual.advance(created)

    assert found == [False] * 5 + [True]


# ---------------------------------------------------------------------- refused
def test_what_is_indexed_at_once_does_not_go_on_by_being_told(site):
    created = site.create()
    before = site.everything()
    refused = site.advance(created)

    assert (refused.status_code, refused.json()["code"]) == (409, "goes_by_itself")
    assert refused.json()["message"].startswith("The indexing goes on by itself: immediate.")
    assert created["id"] in refused.headers["X-Ragmock-Diagnosis"]
    assert site.everything() == before


def test_what_takes_its_time_does_not_go_on_by_being_told(timed):
    refused = timed.advance(timed.create())

    assert refused.status_code == 409
    assert refused.json()["message"].startswith("The indexing goes on by itself: time.")


def test_what_is_completed_does_not_go_on(manual):
    created = manual.create()
    manual.advance(created, json={"stages": 5})
    before = manual.everything()
    refused = manual.advance(created)

    assert (refused.status_code, refused.json()) == (
        409,
        {"code": "has_ended", "message": "The indexing has ended: completed.", "status": 409},
    )
    assert manual.everything() == before


def test_what_failed_does_not_go_on(manual):
    manual.plan("*", "error")
    created = manual.create()
    stages = [manual.advance(created).json()["stage"] for _ in range(2)]

    assert stages == ["parsing", "error"]
    assert manual.advance(created).json()["message"] == "The indexing has ended: error."


def test_what_is_held_does_not_go_on_and_says_how_to_let_it_go(manual):
    manual.plan("*", "cleaning")
    created = manual.create()

    assert manual.advance(created, json={"stages": 5}).json()["stage"] == "cleaning"

    refused = manual.advance(created)

    assert (refused.status_code, refused.json()["code"]) == (409, "is_held")
    assert "the preset completed" in refused.json()["message"]

    manual.preset(created, stage="completed")

    assert manual.advance(created, json={"stages": 5}).json()["stage"] == "completed"


def test_what_waits_for_ever_is_held_whatever_the_progression(site):
    refused = site.advance(site.create("ragmock-stuck.txt"))

    assert refused.json()["code"] == "is_held"
    assert "held at the stage waiting" in refused.json()["message"]


@pytest.mark.parametrize("body", [{"stages": 0}, {"stages": 6}, {"stages": "1"}, {"to": "x"}, []])
def test_a_body_that_does_not_fit_tells_nothing_to_go_on(manual, body):
    created = manual.create()
    refused = manual.advance(created, json=body)

    assert (refused.status_code, refused.json()["code"]) == (400, "malformed")
    assert manual.shown(created)["stage"] == "waiting"
