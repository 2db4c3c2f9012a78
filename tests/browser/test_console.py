"""What stands around the rooms of the console: worlds, ways, the token, a server that goes away."""

import re
from socket import socket

import pytest
from playwright.sync_api import expect

from ..conftest import serve  # noqa: TID252 - tests are no package
from .accessibility import barriers
from .looks import every_look, sticking_out

ROOMS = ["Knowledge", "Requests", "Controls", "Coverage"]
FIRST_VIEW = 300_000  # bytes
LOADED = """() => ["navigation", "resource"]
    .flatMap(each => performance.getEntriesByType(each))
    .reduce((sum, each) => sum + each.transferSize, 0)"""


@pytest.fixture
def show(page, world):
    """Give what shows a room of the test's world, which is open."""
    world.admin.get("/clock").raise_for_status()

    def show(room="knowledge"):
        page.goto(f"{world.server.url}/#/{world.name}/{room}")
        expect(way_to(page, room.capitalize())).to_have_attribute("aria-current", "page")
        expect(page.locator("main [aria-busy]")).to_have_count(0)

    return show


def way_to(page, room):
    return page.get_by_role("navigation", name="Rooms").get_by_role("link", name=room)


def chooser(page):
    return page.get_by_role("banner").get_by_label("World")


def no_world(page, name):
    return page.get_by_role("heading", name=f"No world “{name}”")


def test_the_root_shows_the_world_demo(page, server):
    server.client("/__admin").get("/clock").raise_for_status()  # opens it
    page.goto(server.url)

    expect(chooser(page)).to_have_value("demo")
    expect(way_to(page, "Knowledge")).to_have_attribute("aria-current", "page")
    expect(page).to_have_title("Knowledge · demo · ragmock")


def test_each_room_has_an_address_and_the_browser_goes_back(show, page, world):
    show()
    for room in ROOMS[1:]:
        way_to(page, room).click()
        expect(page).to_have_url(re.compile(f"#/{world.name}/{room.lower()}"))
        expect(way_to(page, room)).to_have_attribute("aria-current", "page")
    page.go_back()

    expect(way_to(page, "Controls")).to_have_attribute("aria-current", "page")


def test_an_address_that_is_no_encoding_leads_to_no_world(page, server):
    page.goto(f"{server.url}/#/%zz")

    expect(no_world(page, "%zz")).to_be_visible()


def test_another_world_is_chosen(show, page, world):
    other = world.server.world("another")
    other.admin.get("/clock").raise_for_status()
    show("controls")
    chooser(page).select_option(other.name)

    expect(page).to_have_url(re.compile(f"#/{other.name}/controls"))


def test_a_world_that_is_not_open_can_be_opened(page, world):
    page.goto(f"{world.server.url}/#/{world.name}/knowledge")
    expect(no_world(page, world.name)).to_be_visible()
    page.get_by_role("button", name="Open").click()

    expect(no_world(page, world.name)).to_be_hidden()
    opened = [
        each["name"] for each in world.server.client("/__admin").get("/worlds").json()["data"]
    ]
    assert world.name in opened


def test_a_world_that_is_deleted_while_it_is_shown_is_told(show, page, world):
    show()
    world.server.client("/__admin").delete(f"/worlds/{world.name}").raise_for_status()

    expect(no_world(page, world.name)).to_be_visible()


@pytest.fixture
def crowded(tmp_path):
    """Give a server with more worlds than the page lets choose among."""
    with serve("empty", tmp_path, "immediate") as server:
        admin = server.client("/__admin")
        for number in range(201):
            admin.put(f"/worlds/w{number}", json={}).raise_for_status()
        yield server


def test_a_page_that_stays_open_has_no_more_to_do_after_each_look(show, page):
    show()
    for _ in range(2):
        with page.expect_response("**/__admin/worlds?*"):
            pass

    planned = "import('/console/server.js').then(server => server.returning.length)"
    assert page.evaluate(planned) == 1


def test_a_world_is_shown_however_many_there_are(crowded, page):
    page.goto(f"{crowded.url}/#/w200/knowledge")

    expect(page.get_by_role("heading", name="Datasets")).to_be_visible()
    expect(chooser(page)).to_have_value("w200")


def test_a_server_that_goes_away_is_told_and_so_is_its_return(page, tmp_path, trouble):
    trouble.expect("net::ERR")
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = f"--port={free.getsockname()[1]}"
    away = page.get_by_role("alert").filter(has_text="does not answer")
    with serve("demo", tmp_path, "immediate", port) as server:
        page.goto(server.url)
        expect(chooser(page)).to_have_value("demo")
        expect(away).to_be_hidden()
    expect(away).to_be_visible()
    with serve("demo", tmp_path, "immediate", port):
        expect(away).to_be_hidden()


@pytest.mark.parametrize("room", ROOMS)
def test_a_world_that_a_restarted_server_lacks_does_not_come_back(page, tmp_path, trouble, room):
    trouble.expect("net::ERR")
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = f"--port={free.getsockname()[1]}"
    with serve("demo", tmp_path, "immediate", port) as server:
        server.client("/v1", "dataset-mine").get("/datasets").raise_for_status()
        page.goto(f"{server.url}/#/mine/{room.lower()}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="does not answer")).to_be_visible()
    with serve("demo", tmp_path, "immediate", port) as server:
        expect(no_world(page, "mine")).to_be_visible()
        with page.expect_response("**/__admin/worlds?*"):  # it goes on to look
            pass
        assert server.client("/__admin").get("/worlds").json()["data"] == []


@pytest.fixture
def locked(tmp_path):
    """Give the URL of a server whose control plane needs the token `right`."""
    with serve("demo", tmp_path, "immediate", "--admin-token=right") as server:
        yield server.url


def test_a_token_is_asked_for_where_one_is_needed(locked, page, trouble):
    trouble.expect("status of 401")
    field, enter = page.get_by_label("Token"), page.get_by_role("button", name="Enter")
    page.goto(locked)
    for wrong in ("wrong", "s\u00e9same\u2603"):
        expect(field).to_be_focused()
        field.fill(wrong)
        enter.click()
        expect(page.get_by_role("alert")).to_have_text("This is not its token.")
    field.fill("right")
    enter.click()
    expect(page.get_by_role("heading", name="Datasets")).to_be_visible()  # of the first world
    page.reload()

    expect(page.get_by_role("heading", name="Datasets")).to_be_visible()
    expect(field).to_be_hidden()


def test_what_the_console_asks_is_in_no_journal(show, world):
    for room in ROOMS:
        show(room.lower())

    assert world.admin.get("/requests").json()["data"] == []


def test_the_first_view_is_small(show, page):
    show()

    assert 0 < page.evaluate(LOADED) < FIRST_VIEW


def test_the_first_key_leads_to_the_content(show, page):
    show()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()


def test_the_colours_that_a_reader_chooses_stay(show, page):
    show()
    page.get_by_role("button", name="Theme: auto").click()
    page.get_by_role("button", name="Theme: light").click()
    page.reload()

    expect(page.get_by_role("button", name="Theme: dark")).to_be_visible()
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is False
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


@every_look
@pytest.mark.parametrize("room", ["knowledge", "nowhere"])
def test_it_keeps_nobody_out_and_fits(show, page, world, room):
    show()
    page.goto(f"{world.server.url}/#/{world.name}/{room}")
    expect(page.get_by_role("main")).not_to_be_empty()

    assert barriers(page) == []
    assert sticking_out(page) == []
