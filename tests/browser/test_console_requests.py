"""The room “Requests” of the console: what clients ask, as they ask it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from playwright.sync_api import expect

from ragmock import Fake

from .accessibility import barriers
from .asking import ask, expect_pages, in_full, link, row, rows, table
from .looks import every_look, sticking_out


@pytest.fixture
def world(own_server):
    return own_server.world()


# ---------------------------------------------------------------------- the list
def test_a_request_is_shown_when_it_is_answered_the_newest_first(enter, page, world):
    world.dify.post("/datasets", json={"name": "Handbook"})
    enter()
    world.dify.post("/datasets", json={"name": "Handbook"})

    expect(rows(page)).to_have_count(2)
    newest = rows(page).first
    for each in ("POST", "/v1/datasets", "dify.datasets.create_dataset", "409", "Handbook"):
        expect(newest).to_contain_text(each)
    expect(rows(page).last).to_contain_text("200")


def test_requests_of_other_worlds_are_shown_where_all_are_wanted(enter, page, world):
    other = world.server.world("other")
    enter()
    ask(other, 7)
    ask(world, 1)
    expect_pages(page, 1)

    page.get_by_label("All worlds").check()
    expect(link(page, 7)).to_be_visible()


def test_what_went_astray_is_marked_and_stands_beside_the_nearest_operation(enter, page, world):
    world.dify.get("/datasetz")
    enter()
    expect(row(page, "/v1/datasetz")).to_contain_text("unmatched")
    row(page, "/v1/datasetz").get_by_role("link").click()

    expect(in_full(page)).to_contain_text("did you mean /v1/datasets?")
    expect(in_full(page).get_by_role("link", name="dify.datasets.list_datasets")).to_be_visible()


def test_a_request_with_a_wrong_key_is_shown_too(enter, page):
    with Fake("empty").serve() as handle:
        handle.world("mine").documents()
        enter(url=handle.url, name="mine")
        headers = {"Authorization": "Bearer wrong"}
        httpx.get(f"{handle.url}/v1/datasets", headers=headers, trust_env=False)

        expect(row(page, "/v1/datasets")).to_contain_text("no world")
        page.goto("about:blank")


def test_requests_are_found_by_words_status_operation_and_refusal(enter, page, world):
    world.dify.post("/datasets", json={"name": "A"})
    world.dify.post("/datasets", json={"name": "A"})
    world.ragflow.get("/dataset/none")
    world.dify.get("/datasetz")
    enter()
    expect(row(page, "/v1/datasetz")).to_be_visible()
    counts = {}
    for label in ("Refused only", "Unmatched only"):
        page.get_by_label(label).check()
        expect(rows(page)).not_to_have_count(4)
        counts[label] = rows(page).count()
        page.get_by_label(label).uncheck()
    page.get_by_role("combobox", name="Status").select_option("4xx")
    expect(row(page, "409")).to_be_visible()
    expect(row(page, "/dataset/none")).to_have_count(0)
    page.get_by_role("combobox", name="Operation").select_option("dify.datasets.create_dataset")
    expect(rows(page)).to_have_count(1)

    assert counts == {"Refused only": 3, "Unmatched only": 1}
    page.reload()
    expect(rows(page)).to_have_count(1)
    page.get_by_role("button", name="Show all").click()
    page.get_by_placeholder("Filter by words").fill("NONE ragflow")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("/api/v1/dataset/none")


def test_where_nothing_fits_the_filters_all_can_be_shown(enter, page, world):
    ask(world, 1)
    enter("?text=nowhere-to-be-found")
    expect(page.get_by_text("None of 1 request fits the filters.")).to_be_visible()
    page.get_by_text("None of").locator("..").get_by_role("button", name="Show all").click()

    expect_pages(page, 1)


def test_a_list_that_is_paused_stands_still_until_it_goes_on(enter, page, world):
    ask(world, 1)
    enter()
    page.get_by_role("button", name="Pause").click()
    ask(world, 2, 3)
    expect(page.get_by_role("button", name="Go on (2 new)")).to_be_visible()
    expect_pages(page, 1)
    page.get_by_role("button", name="Go on (2 new)").click()

    expect_pages(page, 3, 2, 1)


def test_a_list_that_is_scrolled_stands_still_and_counts_what_is_new(enter, page, world):
    ask(world, *range(1, 61))
    enter()
    expect(link(page, 60)).to_be_visible()
    page.locator(".rows").evaluate("each => { each.scrollTop = 1000; }")
    expect(link(page, 25)).to_be_visible()
    place = link(page, 25).bounding_box()
    ask(world, 61, 62)
    expect(page.get_by_role("button", name="2 new")).to_be_visible()

    assert link(page, 25).bounding_box() == place
    page.get_by_role("button", name="2 new").click()
    expect(rows(page).first).to_contain_text("page=62")
    expect(page.get_by_role("button", name="2 new")).to_have_count(0)


def test_the_row_of_the_keyboard_keeps_its_place_and_the_focus(enter, page, world):
    ask(world, 1, 2, 3)
    enter()
    link(page, 2).focus()
    ask(world, 4)
    expect(page.get_by_role("button", name="1 new")).to_be_visible()

    expect(link(page, 2)).to_be_focused()
    expect_pages(page, 3, 2, 1)


def test_a_thousand_are_kept_of_which_few_are_on_the_page(enter, page, world):
    enter()
    with ThreadPoolExecutor(8) as many:
        list(many.map(lambda number: ask(world, number), range(1100)))
    page.get_by_role("button", name="Pause").click()

    expect(table(page)).to_have_attribute("aria-rowcount", "1001")
    assert rows(page).count() < 100


def test_the_end_of_a_long_list_is_reached_by_the_keyboard(enter, page, world):
    ask(world, *range(1, 101))
    enter()
    link(page, 100).focus()
    page.keyboard.press("End")
    expect(link(page, 1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(link(page, 2)).to_be_focused()
    page.keyboard.press("Home")
    expect(link(page, 100)).to_be_focused()
    page.locator(".rows").evaluate("each => { each.scrollTop = each.scrollHeight; }")
    expect(link(page, 1)).to_be_visible()
    page.keyboard.press("ArrowDown")

    expect(link(page, 99)).to_be_focused()
    expect(link(page, 99)).to_be_in_viewport()


def test_requests_are_collected_while_another_room_is_shown(enter, page, world):
    enter()
    page.get_by_role("link", name="Coverage").click()
    expect(page.get_by_role("heading", name="Coverage")).to_be_visible()
    ask(world, 1)
    page.get_by_role("link", name="Requests").click()

    expect_pages(page, 1)


def test_clearing_empties_the_journal_of_this_world_alone(enter, page, world):
    other = world.server.world("other")
    ask(other, 7)
    ask(world, 1)
    world.dify.get("/datasetz")
    enter()
    expect(rows(page)).to_have_count(2)
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("Nobody has asked anything")).to_be_visible()

    assert world.admin.get("/requests").json()["data"] == []
    assert world.admin.get("/requests/unmatched").json()["data"] == []
    assert len(other.admin.get("/requests").json()["data"]) == 1
    ask(world, 2)
    expect_pages(page, 2)


def test_the_requests_of_a_world_that_was_ended_are_gone_when_it_is_opened_again(
    enter, page, world
):
    ask(world, 1)
    ask(world, 2)
    enter()
    expect_pages(page, 2, 1)
    world.server.client("/__admin").delete(f"/worlds/{world.name}").raise_for_status()
    ask(world, 3)

    expect_pages(page, 3)


def test_what_the_journal_dropped_is_said(page, enter):
    fake = Fake("empty", journal=5)
    with fake.serve() as handle:
        dify = handle.world("small").dify
        for _ in range(8):
            httpx.get(f"{dify.url}/datasets", headers=dify.headers, trust_env=False)
        enter(url=handle.url, name="small")

        expect(page.get_by_text("has dropped 3 older requests")).to_be_visible()
        expect(rows(page)).to_have_count(5)
        page.goto("about:blank")


def test_the_bundle_of_the_world_is_downloaded_as_it_is(enter, page, world):
    ask(world, 1)
    enter()
    with page.expect_download() as download:
        page.get_by_role("button", name="Bundle").click()
    bundle = json.loads(download.value.path().read_text(encoding="utf-8"))

    assert download.value.suggested_filename == f"{world.name}.bundle.json"
    assert bundle == world.admin.get("/bundle").json()


# ---------------------------------------------------------------------- looks
@every_look
def test_the_room_fits_and_keeps_nobody_out(enter, page, world):
    world.dify.post("/datasets", json={"name": "A" * 30})
    world.dify.post("/datasets", json={"name": "A" * 30})
    world.dify.get("/datasetz/" + "x" * 300)
    ask(world, *range(40))
    enter()
    expect(rows(page).first).to_be_visible()
    assert barriers(page) == []
    assert sticking_out(page) == []
