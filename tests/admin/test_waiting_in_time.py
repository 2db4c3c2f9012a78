"""Who waits for a document is woken by the clock of its world, and by what happens to the world."""

from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.fixture
def waiting(timed):
    """Give a document that takes three seconds, and a function that waits for it elsewhere."""
    created = timed.create()
    with ThreadPoolExecutor(1) as pool:

        def wait(timeout=20):
            body = {"document": created["id"], "status": "completed", "timeout": timeout}
            return pool.submit(timed.world.admin.post, "/wait-for-document", json=body, timeout=60)

        yield timed, created, wait


def turn(site, **how):
    site.world.admin.post("/clock", json=how).raise_for_status()


def test_a_clock_that_stands_still_brings_nothing(waiting):
    site, _, wait = waiting
    turn(site, freeze=True)
    refused = wait().result()

    assert (refused.status_code, refused.json()["code"]) == (409, "needs_a_call")
    assert "its clock must go on" in refused.json()["message"]


def test_a_clock_that_is_moved_wakes_who_waits(waiting):
    site, _, wait = waiting
    turn(site, speed=0.001)  # by itself it would take an hour
    answer = wait()
    turn(site, advance="1m")

    assert answer.result().json()["stage"] == "completed"


def test_a_fast_clock_is_waited_for_in_real_time(waiting):
    site, _, wait = waiting
    turn(site, speed=1000)

    assert wait(timeout=5).result().json()["stage"] == "completed"


def test_a_reset_wakes_who_waits_and_the_document_is_gone(waiting):
    site, _, wait = waiting
    turn(site, speed=0.001)
    answer = wait()
    site.world.admin.post("/reset", json={}).raise_for_status()

    assert answer.result().json()["code"] == "no_such_document"


def test_a_reset_empties_the_journal_and_its_numbers_go_on(timed):
    timed.create()
    before = timed.world.admin.get("/requests").json()["data"]
    timed.world.admin.post("/reset", json={}).raise_for_status()
    emptied = timed.world.admin.get("/requests").json()["data"]
    timed.world.dify.get("/datasets")
    (after,) = timed.world.admin.get("/requests").json()["data"]

    assert (len(before), emptied) == (2, [])
    assert after["id"] > before[0]["id"]
