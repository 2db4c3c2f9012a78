"""The room “Controls”: the clock, the limits and the latency, and what all its parts hold to."""

import re

import pytest
from playwright.sync_api import expect

from ..conftest import serve  # noqa: TID252 - tests are no package
from .accessibility import barriers
from .controlling import PARTS, Controls
from .looks import every_look, sticking_out

STAGES = 5  # that an indexing goes through


@pytest.fixture
def controls(page, world):
    """Give the room, which is entered with `open`."""
    return Controls(page, world)


def settings(controls):
    return controls.ask(f"/worlds/{controls.world.name}")


# ---------------------------------------------------------------------- the room
@every_look
def test_nobody_is_kept_out_and_nothing_sticks_out(controls, page):
    for fault in "dify.internal_error", {"status": 503, "body": "x" * 200}:
        controls.world.admin.post("/faults", json={"fault": fault}).raise_for_status()
    controls.world.admin.post("/presets", json={"name": "y" * 200, "stage": "error"})
    controls.open(
        "/faults?operation=dify.datasets.create_dataset&fault=dify.dataset_name_duplicate"
    )
    for each in page.get_by_role("region").locator("details > summary:not(.button)").all():
        each.click()
    expect(controls.part("Uploads")).to_contain_text("yyy")

    assert sticking_out(page) == []
    assert barriers(page) == []


@pytest.mark.parametrize("part", PARTS)
def test_an_address_leads_to_a_part(controls, part):
    controls.open(f"/{part.lower()}")

    expect(controls.part(part).get_by_role("heading", name=part, exact=True)).to_be_focused()


def test_a_link_leads_to_a_part_each_time(controls, page):
    controls.open()
    link = page.get_by_role("navigation", name="Parts of this room").get_by_role(
        "link", name="World"
    )
    for _ in range(2):
        link.press("Enter")
        expect(
            controls.part("World").get_by_role("heading", name="World", exact=True)
        ).to_be_focused()


def test_what_is_changed_from_elsewhere_shows(controls):
    controls.open()
    expect(controls.part("Snapshots")).to_contain_text("None is kept")
    admin, name = controls.world.admin, controls.world.name
    admin.post("/faults", json={"operation": "dify.datasets.*", "fault": "dify.internal_error"})
    admin.post("/presets", json={"name": "slow*.pdf", "stage": "parsing", "times": 1})
    admin.put(f"/worlds/{name}", json={"progression": "manual", "upload_limit": 1024 * 1024})
    admin.post("/clock", json={"freeze": True})
    admin.put(f"/snapshots/{name}")

    expect(controls.part("Faults")).to_contain_text("dify.datasets.*")
    expect(controls.part("Uploads")).to_contain_text("slow*.pdf stays at parsing once yet")
    expect(controls.part("Clock").get_by_label("When told to")).to_be_checked()
    expect(controls.part("Clock")).to_contain_text("It stands still.")
    expect(controls.part("Limits").get_by_label("Largest upload")).to_have_value(str(1024 * 1024))
    expect(controls.part("Snapshots")).to_contain_text(f"{name} of {name}")
    admin.delete(f"/snapshots/{name}")


def test_what_is_being_typed_stays_whatever_changes(controls):
    controls.open()
    limit = controls.part("Limits").get_by_label("Writes and searches")
    limit.press_sequentially("12")
    name = controls.world.name
    controls.world.admin.put(f"/worlds/{name}", json={"requests_per_minute": 7, "upload_limit": 9})

    expect(controls.part("Limits").get_by_label("Largest upload")).to_have_value("9")
    expect(limit).to_have_value("12")
    expect(limit).to_be_focused()


def test_a_server_that_comes_back_finds_what_was_typed(controls, page, context, trouble):
    trouble.expect("ERR_INTERNET_DISCONNECTED")
    controls.open()
    name = controls.part("Snapshots").get_by_label("Save this world as")
    name.fill("half-typed")
    context.set_offline(True)
    banner = page.get_by_text("The server does not answer. This page goes on when it does.")
    expect(banner).to_be_visible()
    controls.world.admin.post("/faults", json={"fault": "dify.internal_error"})
    context.set_offline(False)

    expect(banner).to_be_hidden()
    expect(controls.part("Faults")).to_contain_text("dify.internal_error")
    expect(name).to_have_value("half-typed")


# ---------------------------------------------------------------------- the clock
def test_the_clock_is_frozen_moved_set_and_let_go(controls):
    clock = controls.open().part("Clock")
    controls.press("Clock", "Freeze")
    expect(clock).to_contain_text("It stands still.")
    clock.get_by_label("Set to (UTC)").fill("2026-01-01T12:00")
    controls.press("Clock", "Set")
    expect(clock).to_contain_text("2026-01-01 12:00:00 UTC")
    controls.press("Clock", "+ 1 min")
    expect(clock).to_contain_text("12:01:00")
    clock.get_by_label("By").fill("1h30m")
    clock.get_by_label("By").press("Enter")
    expect(clock).to_contain_text("13:31:00")
    controls.press("Clock", "Let it go on")
    expect(clock).to_contain_text("It goes on as real time does.")

    assert controls.ask("/clock")["frozen"] is False


def test_the_clock_goes_as_fast_as_is_chosen_and_shows_what_others_chose(controls):
    clock = controls.open().part("Clock")
    clock.get_by_label("Speed").select_option("a tenth, slow motion")
    expect(clock).to_contain_text("It goes 0.1 seconds in one.")
    assert controls.ask("/clock")["speed"] == 0.1

    controls.world.admin.post("/clock", json={"speed": 7})
    expect(clock.get_by_label("Speed")).to_have_value("7")


def test_the_clock_moves_to_the_next_event_until_there_is_none(controls, page):
    world = controls.world
    world.admin.put(f"/worlds/{world.name}", json={"progression": "time"})
    world.admin.post("/clock", json={"freeze": True})
    dataset = world.dify.post("/datasets", json={"name": "Handbook"}).json()["id"]
    text = {
        "name": "a.txt",
        "text": "Cats.",
        "indexing_technique": "economy",
        "process_rule": {"mode": "automatic"},
    }
    made = world.dify.post(f"/datasets/{dataset}/document/create-by-text", json=text).json()
    clock = controls.open().part("Clock")
    expect(clock).to_contain_text(re.compile(r"comes to another stage in \d\.\d s"))
    onwards = clock.get_by_role("button", name="To the next event")
    onwards.focus()
    for _ in range(STAGES):
        with page.expect_response("**/__admin/clock*"):
            page.keyboard.press("Enter")
    expect(clock).to_contain_text("Nothing comes next by itself.")
    expect(onwards).to_be_focused()
    page.keyboard.press("Enter")
    expect(controls.told()).to_contain_text("No document comes to another stage by itself.")

    assert controls.ask(f"/documents/{made['document']['id']}")["stage"] == "completed"


def test_what_no_clock_takes_is_told_in_the_server_s_words(controls, trouble):
    trouble.expect("status of 400")
    clock = controls.open().part("Clock")
    clock.get_by_label("By").fill("5 parsecs")
    controls.press("Clock", "Advance")

    expect(controls.told()).to_contain_text("The clock does not take 5 parsecs")


# ---------------------------------------------------------------------- limits, latency
def test_progression_and_limits_are_set_for_what_comes(controls):
    controls.open()
    controls.part("Clock").get_by_label("When told to").check()
    limits = controls.part("Limits")
    limits.get_by_label("Largest upload").fill("2097152")
    limits.get_by_label("Largest upload").press("Enter")
    expect(limits).to_contain_text("2 MB")
    limits.get_by_label("Writes and searches").fill("10")
    limits.get_by_label("Writes and searches").press("Tab")
    limits.get_by_label("Used up").press("Space")
    expect(limits.get_by_label("Used up")).to_be_checked()
    expect(controls.part("Clock")).to_contain_text("They wait, and go on by a stage")

    shown = settings(controls)
    assert shown["progression"] == "manual"
    assert shown["upload_limit"] == 2 * 1024 * 1024
    assert shown["requests_per_minute"] == 10
    assert shown["embedding_provider"] == "used_up"
    limits.get_by_label("Writes and searches").fill("")
    limits.get_by_label("Writes and searches").press("Tab")
    limits.get_by_label("On").press("Space")
    expect(limits.get_by_label("On")).to_be_checked()
    assert settings(controls)["requests_per_minute"] is None


@pytest.fixture
def server_of_its_own(tmp_path):
    """Give a server that no other test uses: how late answers are is the same in all worlds."""
    with serve("empty", tmp_path) as server:
        yield server


def test_answers_are_as_late_as_the_slider_says(server_of_its_own, page):
    late = Controls(page, server_of_its_own.world())
    latency = late.open().part("Latency")
    expect(latency).to_contain_text("No answer is late.")
    with page.expect_response(lambda each: each.request.method == "PUT"):
        latency.get_by_label("Most").press("ArrowRight")
    expect(latency).to_contain_text("Every answer is 0ms to 50ms late.")
    with page.expect_response(lambda each: each.request.method == "PUT"):
        latency.get_by_label("Least").press("ArrowRight")
    expect(latency).to_contain_text("Every answer is 50ms late.")
    assert late.ask("/latency") == {"latency": "50ms"}

    late.world.admin.put("/latency", json={"latency": "200ms..1m"})
    expect(latency).to_contain_text("Every answer is 200ms to 60s late.")
    with page.expect_response(lambda each: each.request.method == "PUT"):
        late.press("Latency", "Off")
    expect(latency).to_contain_text("No answer is late.")
    assert late.ask("/latency") == {"latency": None}
