"""The clock of a world: all that shows or compares a time follows it."""

import pytest

NEW_YEAR = 1_767_225_600


@pytest.fixture
def clock(world):
    return turning(world)


def turning(world):
    """Give a function that turns the clock of a world, and tells how it stands."""

    def turn(**said):
        return world.admin.post("/clock", json=said).raise_for_status().json()

    return turn


# ---------------------------------------------------------------------- what it says
def test_a_clock_is_the_real_one_at_first(world):
    told = world.admin.get("/clock").json()

    assert told["seconds"] > NEW_YEAR
    assert (told["frozen"], told["speed"], told["next"]) == (False, 1, None)


def test_a_clock_is_frozen_set_and_advanced(clock):
    clock(freeze=True)

    assert clock(set="2026-01-01T00:00:00Z") == {
        "now": "2026-01-01T00:00:00Z",
        "seconds": NEW_YEAR,
        "frozen": True,
        "speed": 1,
        "next": None,
    }
    assert clock(advance="1h30m")["now"] == "2026-01-01T01:30:00Z"
    assert clock(advance="500ms")["now"] == "2026-01-01T01:30:00.500000Z"
    assert clock(advance=0.5)["seconds"] == NEW_YEAR + 5401
    assert clock(set=NEW_YEAR)["now"] == "2026-01-01T00:00:00Z"
    assert clock(freeze=False)["frozen"] is False


def test_a_fast_clock_is_fast(clock):
    clock(set=NEW_YEAR)
    before = clock(speed=1_000_000)["seconds"]

    assert clock(speed=1)["seconds"] - before > 1


def test_everything_made_bears_the_time_of_the_world(world, clock):
    clock(freeze=True)
    clock(set=NEW_YEAR)
    made = world.dify.post("/datasets", json={"name": "New Year"}).json()

    assert made["created_at"] == NEW_YEAR
    assert world.ragflow.post("/dataset", json={"name": "kb"}).json()["code"] == 0


def test_a_clock_is_private_to_its_world(world, clock):
    other = world.server.world("other")
    clock(set=NEW_YEAR - 1e6)

    assert other.admin.get("/clock").json()["seconds"] > NEW_YEAR


# ---------------------------------------------------------------------- documents
STAGES = ["parsing", "cleaning", "splitting", "indexing", "completed"]


def test_next_is_when_a_document_comes_to_another_stage(timed):
    turn = turning(timed.world)
    turn(freeze=True)
    created = timed.create()
    announced, seen = [timed.world.admin.get("/clock").json()["next"]], []
    for _ in STAGES:
        told = turn(advance="next")
        seen.append((told["now"], timed.shown(created)["stage"]))
        announced.append(told["next"])

    assert [stage for _, stage in seen] == STAGES
    assert announced == [*[now for now, _ in seen], None]
    assert turn(advance="next")["now"] == seen[-1][0]


def test_next_is_the_failure_of_a_document_too(timed):
    turn = turning(timed.world)
    turn(freeze=True)
    timed.plan("*", "error", share=0.6)
    created = timed.create()
    for _ in STAGES:
        turn(advance="next")

    assert timed.seen(created) == ("error", 6, 10)
    assert turn(advance="next")["next"] is None


@pytest.mark.parametrize("stage", ["waiting", "paused"])
def test_what_is_held_is_never_due(timed, stage):
    turn = turning(timed.world)
    turn(freeze=True)
    timed.plan("*", stage)
    created = timed.create()
    for _ in STAGES:
        turn(advance="next")

    assert timed.shown(created)["stage"] == stage
    assert turn(advance="next")["next"] is None


def test_what_is_told_to_go_on_is_not_due(manual):
    manual.create()

    assert manual.world.admin.get("/clock").json()["next"] is None


def test_of_several_documents_the_next_one_is_due(timed):
    turn = turning(timed.world)
    turn(freeze=True)
    first = timed.create("first.txt")
    turn(advance="100ms")
    second = timed.create("second.txt")
    turn(advance="next")

    assert (timed.shown(first)["stage"], timed.shown(second)["stage"]) == ("parsing", "waiting")


def test_set_back_a_clock_makes_documents_unfinished_and_search_follows(timed):
    turn = turning(timed.world)
    turn(freeze=True)
    turn(set=NEW_YEAR)
    created = timed.create()
    path = f"/datasets/{timed.dataset}/retrieve"
    body = {"query": "line", "retrieval_model": {"search_method": "keyword_search", "top_k": 20}}

    def found():
        answer = timed.world.dify.post(path, json=body)
        return len(answer.json().get("records", ()))

    counts = [found()]
    for moment in (NEW_YEAR + 100, NEW_YEAR + 1, NEW_YEAR - 1000, NEW_YEAR + 100):
        turn(set=moment)
        counts.append((timed.shown(created)["stage"], found()))
        timed.everything()

    assert counts == [0, ("completed", 10), ("parsing", 0), ("waiting", 0), ("completed", 10)]


def test_what_was_told_to_go_on_later_goes_on_from_an_earlier_time(manual):
    turn = turning(manual.world)
    turn(freeze=True)
    turn(set=NEW_YEAR)
    created = manual.create()
    manual.advance(created, json={"stages": 5})
    turn(set=NEW_YEAR - 10)

    assert manual.shown(created)["stage"] == "waiting"
    assert manual.advance(created, json={"stages": 2}).json()["stage"] == "cleaning"


@pytest.mark.parametrize("world", ["busy"], indirect=True)
@pytest.mark.parametrize("moment", [0, 1, NEW_YEAR, 253_402_214_400])
def test_at_any_time_everything_is_shown(world, clock, moment):
    clock(freeze=True)
    clock(set=moment)
    listed = world.admin.get("/documents").raise_for_status().json()["data"]
    world.dify.post("/datasets", json={"name": "At any time"}).raise_for_status()
    for each in listed:
        at = f"/datasets/{each['dataset_id']}"
        world.dify.get(f"{at}/documents").raise_for_status()
        world.dify.get(f"{at}/documents/{each['id']}/segments").raise_for_status()
    text = {"name": "a.txt", "text": "A text.", "indexing_technique": "economy"}
    path = f"/datasets/{listed[0]['dataset_id']}/document/create-by-text"
    world.dify.post(path, json=text).raise_for_status()
    world.ragflow.get("/dataset").raise_for_status()

    assert world.admin.get("/clock").json()["seconds"] == moment


# ---------------------------------------------------------------------- refused
REFUSED = [
    ({}, "needs one of freeze, speed, set, advance"),
    ({"freeze": True, "speed": 2}, "takes no more than one of freeze, speed, set, advance"),
    ({"freeze": "yes"}, "must be of type boolean"),
    ({"speed": -1}, "/speed: minimum is 0.001, got -1"),
    ({"speed": 0}, "minimum is 0.001"),
    ({"speed": 1e7}, "maximum is 1000000"),
    ({"speed": None}, "/speed"),
    ({"stop": True}, "knows no field stop"),
    ({"set": "tomorrow"}, "write a time as 2026-01-01T00:00:00Z"),
    ({"set": "2026-01-01T00:00:00"}, "name the zone"),
    ({"set": "10000-01-01T00:00:00Z"}, "write a time as"),
    ({"set": "9999-12-31T23:00:00Z"}, "times are from 1970-01-01T00:00:00Z to 9999-12-31"),
    ({"set": "1969-12-31T23:59:59Z"}, "times are from 1970-01-01T00:00:00Z"),
    ({"set": 1e300}, "times are from"),
    ({"set": True}, "/set"),
    ({"advance": "30"}, "write a length of time as 30s"),
    ({"advance": "5 parsecs"}, "write a length of time as 30s"),
    ({"advance": "-30s"}, "write a length of time as 30s"),
    ({"advance": -30}, "advance goes forward"),
    ({"advance": "999999999999h"}, "times are from"),
    ({"advance": None}, "/advance"),
]


@pytest.mark.parametrize(("said", "why"), REFUSED)
def test_what_no_clock_takes_is_refused_in_plain_words_and_changes_nothing(world, clock, said, why):
    clock(freeze=True)
    before = world.admin.get("/clock").json()
    refused = world.admin.post("/clock", json=said)

    assert (refused.status_code, refused.json()["code"]) in ((400, "malformed"), (400, "bad_time"))
    assert why in refused.headers["X-Ragmock-Diagnosis"]
    assert world.admin.get("/clock").json() == before


def test_infinity_is_no_speed(world):
    raw, json = '{"speed": 1e999}', {"Content-Type": "application/json"}

    assert world.admin.post("/clock", content=raw, headers=json).status_code == 400
